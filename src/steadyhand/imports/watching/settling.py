"""Is a file whole? One that grows, is held open, or came a moment ago waits; what can never be taken is said."""

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

# As long must a file have stood unchanged: network copies pause for seconds, not for ten.
SETTLED_AFTER = timedelta(seconds=10)
# One that is still being written holds up those that came with it for so long, for they may name its rows.
HOLDS_UP_FOR = timedelta(minutes=10)
# How programs call what they haven't finished.
UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".download", ".writing", ".lock")
HIDDEN = (".", "~", "#", "unfinished-")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file in the folder, as it stood at one look."""

    name: str
    size: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """How a file was seen, since when unchanged, and since when at all."""

    seen: Seen
    since: datetime
    first: datetime

    def is_settled(self, now: datetime) -> bool:
        return now - self.since >= SETTLED_AFTER

    def holds_up(self, now: datetime) -> bool:
        return not self.is_settled(now) and now - self.first < HOLDS_UP_FOR


@dataclass(frozen=True, slots=True)
class Look:
    """What lies in the folder: files that may become whole, and sentences about what never will."""

    files: tuple[Seen, ...]
    strange: tuple[str, ...]


def look_into(folder: Path) -> Look:
    """Return what lies in the folder, without following a link or opening anything but files."""
    files, strange = [], []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(HIDDEN) or entry.name.lower().endswith(UNFINISHED):
            continue
        try:
            found = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue  # taken away again, or by another process of ours
        if stat.S_ISREG(found.st_mode):
            files.append(Seen(entry.name, found.st_size, found.st_mtime_ns, found.st_ino))
        else:
            strange.append(f"{said(entry.name)} is {_sort_of(found.st_mode)}: put the file itself into in/.")
    return Look(tuple(files), tuple(strange))


def sightings_after(
    look: Look, before: Mapping[str, Any], *, folder: Path, now: datetime
) -> tuple[list[Sighting], dict[str, Any]]:
    """Return how long each file has stood as it is, and what to remember for the next look."""
    sightings = []
    for seen in look.files:
        told = before.get(said(seen.name)) or {}
        is_same = [told.get(key) for key in ("size", "changed", "inode")] == [seen.size, seen.changed, seen.inode]
        since = datetime.fromisoformat(told["since"]) if is_same else now
        first = datetime.fromisoformat(told["first"]) if told else now
        if is_held(folder / seen.name):
            since = now
        sightings.append(Sighting(seen, since, first))
    return sightings, {said(each.seen.name): _told(each) for each in sightings}


def is_held(path: Path) -> bool:
    """Tell whether another program has the file open for writing, or has locked it."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return True  # not ours to read, or not there any more: it waits, and the page says for how long
    try:
        return any(_is_refused(handle, ask, by) for ask, by in _ASKING)
    finally:
        os.close(handle)


def said(name: str) -> str:
    """Return a file's name as it can be shown and kept, whatever bytes it is made of."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _is_refused(handle: int, ask: Callable[[int], None], by: frozenset[int]) -> bool:
    try:
        ask(handle)
    except OSError as problem:
        # Whatever else is wrong (a system or a share that knows no locks) says nothing about the file.
        return problem.errno in by
    return False


def _ask_flock(handle: int) -> None:
    fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _ask_lockf(handle: int) -> None:
    fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _ask_lease(handle: int) -> None:
    """Linux gives a lease for reading only while nobody has the file open for writing."""
    if hasattr(fcntl, "F_SETLEASE"):
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)


_ASKING = (
    (_ask_flock, frozenset({errno.EAGAIN, errno.EACCES})),
    (_ask_lockf, frozenset({errno.EAGAIN, errno.EACCES})),
    # A lease on somebody else's file is refused as well, by EACCES.
    (_ask_lease, frozenset({errno.EAGAIN})),
)


def _told(each: Sighting) -> dict[str, Any]:
    seen = each.seen
    return {
        "size": seen.size,
        "changed": seen.changed,
        "inode": seen.inode,
        "since": each.since.isoformat(),
        "first": each.first.isoformat(),
    }


def _sort_of(mode: int) -> str:
    sorts: Iterator[str] = (
        word for is_so, word in ((stat.S_ISLNK, "a link"), (stat.S_ISDIR, "a folder")) if is_so(mode)
    )
    return next(sorts, "no file")
