"""One look at a dealership's folder: what is over is put away, what is whole is taken, the rest waits."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.imports.billing.batching import make_batches
from steadyhand.imports.billing.writing import write_batches
from steadyhand.imports.models import WatchedFolder
from steadyhand.imports.watching.finishing import put_away, tidy
from steadyhand.imports.watching.places import FolderUnusable, Places, open_places
from steadyhand.imports.watching.settling import look_into, sightings_after
from steadyhand.imports.watching.taking import (
    in_order,
    later,
    move_away,
    queue,
    refuse,
    rooms_to_take,
    saved_mappings,
)

LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look came to. `unsettled` files may be whole by the next one."""

    finished: int = 0
    taken: int = 0
    unsettled: int = 0
    problem: str = ""


def look_once(tenant_id: UUID, *, now: datetime) -> Looked | None:
    """Look into a dealership's folder; None if it has none, or it is switched off, or another process is at it."""
    folder = WatchedFolder.objects.of(tenant_id).filter(is_on=True).first()
    if folder is None:
        return None
    try:
        places = open_places(tenant_id, folder.name)
        with _alone(places) as is_alone:
            return _look(folder, places, now) if is_alone else None
    except (FolderUnusable, OSError) as problem:
        # Said on the page and tried again at the next look: a share that is away comes back.
        _remember(folder, looked_at=now, problem=str(problem))
        return Looked(problem=str(problem))


@contextmanager
def _alone(places: Places) -> Iterator[bool]:
    """Hold the folder for one look; the lock goes with the process, however it ends."""
    handle = os.open(places.work / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _look(folder: WatchedFolder, places: Places, now: datetime) -> Looked:
    tenant_id = folder.tenant_id
    finished = put_away(tenant_id, places, now=now)
    look = look_into(places.inbox)
    sightings, remembered = sightings_after(look, folder.sightings, folder=places.inbox, now=now)
    whole = [each.seen for each in sightings if each.is_settled(now)]
    if any(each.holds_up(now) for each in sightings):
        # What comes together is taken together: calls may name the machines that are still being written.
        whole = []
    for seen in whole:
        move_away(places, seen)
    taken = 0
    for place, (path, kind, mapping, problem) in enumerate(
        in_order(rooms_to_take(places, tenant_id), saved_mappings(tenant_id))
    ):
        at = later(now, place)
        if problem:
            taken += refuse(tenant_id, path, problem, now=at)
        else:
            taken += queue(tenant_id, path, kind, mapping, now=at)
    # What can't be read is put away at once, with its reason.
    finished += put_away(tenant_id, places, now=now)
    make_batches(folder, now=now)
    write_batches(tenant_id, places, now=now)
    tidy(tenant_id, places, keep_days=folder.keep_days, now=now)
    _remember(folder, looked_at=now, problem="", sightings=remembered, strange=list(look.strange))
    return Looked(finished, taken, len(sightings) - len(whole))


def _remember(folder: WatchedFolder, **facts: object) -> None:
    WatchedFolder.objects.filter(**folder.where()).update(**facts)
