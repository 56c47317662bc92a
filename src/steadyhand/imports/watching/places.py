"""Where is a dealership's folder, and is it what it should be? Below one root, no links, nobody else's."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,58}[a-z0-9]")
MARK = ".belongs-to"


class FolderUnusable(Exception):
    """The folder can't be used; the message is for whoever set it up."""


@dataclass(frozen=True, slots=True)
class Places:
    """The rooms of one dealership's folder."""

    home: Path

    @property
    def inbox(self) -> Path:
        return self.home / "in"

    @property
    def work(self) -> Path:
        return self.home / "work"

    @property
    def done(self) -> Path:
        return self.home / "done"

    @property
    def failed(self) -> Path:
        return self.home / "failed"

    @property
    def out(self) -> Path:
        return self.home / "out"

    def rooms(self) -> tuple[Path, ...]:
        return (self.inbox, self.work, self.done, self.failed, self.out)


def root() -> Path:
    return Path(settings.ERP_ROOT)


def places_of(name: str) -> Places:
    """Return where the folder of this name is, without looking whether it is there.

    Raises:
        FolderUnusable: the name is none.
    """
    if not NAME.fullmatch(name):
        raise FolderUnusable(
            f"{name!r} can't be a folder's name here: write 2 to 60 small letters, digits and hyphens, as in lakeside. "
            "Where it lies is set by STEADYHAND_ERP."
        )
    return Places(root() / name)


def open_places(tenant_id: UUID, name: str) -> Places:
    """Return the folder with all its rooms, made where they are missing.

    Raises:
        FolderUnusable: it can't be written, one of them is a link or a file, or it is another dealership's.
    """
    places = places_of(name)
    try:
        for room in (places.home, *places.rooms()):
            room.mkdir(parents=True, exist_ok=True)
            # A link would let whoever may write here lead us anywhere on this machine.
            if not stat.S_ISDIR(os.lstat(room).st_mode):
                raise FolderUnusable(f"{room} is a link: put a real folder there.")
        _claim(places.home, tenant_id)
    except OSError as problem:
        raise FolderUnusable(
            f"{problem.filename or places.home} can't be used ({problem.strerror}): give the user who runs Steadyhand "
            "the right to write it."
        ) from problem
    return places


def _claim(home: Path, tenant_id: UUID) -> None:
    """Mark the folder as this dealership's; of two that begin at once one wins."""
    mark = home / MARK
    if not mark.exists():
        fresh = home / f"{MARK}.{uuid4().hex}"
        fresh.write_text(f"{tenant_id}\n")
        try:
            # Whole or not at all, and never over another's.
            os.link(fresh, mark)
        except FileExistsError:
            pass  # somebody was faster: whose it is shows below
        finally:
            fresh.unlink()
    if mark.read_text().strip() != str(tenant_id):
        raise FolderUnusable(f"{home} is another dealership's folder: choose another name.")
