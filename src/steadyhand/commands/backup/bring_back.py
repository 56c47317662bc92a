"""Restore a backup into an empty place, or in place of what is kept aside, and prove that all of it is there."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from steadyhand.commands.application import CannotDo
from steadyhand.commands.backup import postgresql, sqlite
from steadyhand.commands.backup.archive import unpack_archive
from steadyhand.commands.backup.census import Census, differences
from steadyhand.commands.backup.make import KEYS
from steadyhand.commands.backup.manifest import Manifest
from steadyhand.commands.tables import apply_migrations, unknown_in


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `aside` says where what was there before is kept; empty if nothing was."""

    manifest: Manifest
    migrations: int
    aside: str


def restore_backup(file: Path, *, replace: bool, now: datetime) -> Restored:
    """Bring a backup back and prove that every row of it is there.

    Raises:
        CannotDo: the file isn't whole, the place isn't empty, or the proof failed; then all is as it was.
    """
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    # In the home: moving into place is then a rename, which happens at once or not at all.
    with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as folder:
        manifest = unpack_archive(file, Path(folder))
        _check_fits(manifest)
        is_empty = (
            sqlite.is_empty(Path(settings.DATABASES["default"]["NAME"]))
            if connection.vendor == "sqlite"
            else postgresql.is_empty(settings.DATABASES["default"])
        )
        if not is_empty and not replace:
            raise CannotDo(
                "The database here isn't empty. Restore into another place with --into, or say --replace: what is here "
                "is then kept aside, not deleted."
            )
        aside = f"before_restore_{now:%Y%m%d_%H%M%S}"
        connections.close_all()
        if connection.vendor == "sqlite":
            kept = _restore_sqlite(Path(folder), manifest, home / aside)
        else:
            kept = _restore_postgresql(Path(folder), manifest, aside, is_empty=is_empty)
        kept |= _put_files(Path(folder), home, home / aside, is_empty=is_empty)
    return Restored(manifest, apply_migrations(), aside if kept else "")


def _check_fits(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        names = {
            "sqlite": "an SQLite database (leave DATABASE_URL unset)",
            "postgresql": "PostgreSQL (set DATABASE_URL)",
        }
        raise CannotDo(
            f"This backup is of {names.get(manifest.engine, manifest.engine)}, and the place to restore to is not. "
            "To change databases, export and import."
        )
    if unknown := unknown_in(manifest.migrations):
        raise CannotDo(
            f"This backup was made by Steadyhand {manifest.steadyhand}, whose tables this version doesn't know "
            f"({', '.join(unknown)}): install that version or a newer one first."
        )


def _prove(manifest: Manifest, found: Census) -> None:
    if wrong := differences(manifest.tables, found):
        raise CannotDo("The backup did not come back whole, so nothing was changed here. " + " ".join(wrong[:10]))


def _restore_sqlite(unpacked: Path, manifest: Manifest, aside: Path) -> bool:
    """Prove the unpacked database, then put it in its place; return whether something was kept aside."""
    copy, place = unpacked / sqlite.MEMBER, Path(settings.DATABASES["default"]["NAME"])
    sqlite.check(copy)
    _prove(manifest, sqlite.census(copy))
    was_there = place.exists()
    if was_there:
        sqlite.put_aside(place, aside)
    place.parent.mkdir(parents=True, exist_ok=True)
    copy.rename(place)
    return was_there


def _restore_postgresql(unpacked: Path, manifest: Manifest, aside: str, *, is_empty: bool) -> bool:
    """Restore beside what was there, prove it, and take back what was there if the proof fails."""
    database = settings.DATABASES["default"]
    postgresql.check_programs()
    postgresql.put_aside(database, aside)
    try:
        postgresql.bring_back(database, unpacked / postgresql.MEMBER)
        _prove(manifest, postgresql.census(database))
    except BaseException:
        postgresql.take_back(database, aside)
        raise
    if is_empty:
        postgresql.forget(database, aside)
    return not is_empty


def _put_files(unpacked: Path, home: Path, aside: Path, *, is_empty: bool) -> bool:
    """Put uploaded files and the keys in place; return whether older ones were kept aside."""
    moved = False
    for name, place in (("files", Path(settings.MEDIA_ROOT)), *((key, home / key) for key in KEYS)):
        source = unpacked / name
        if not source.exists():
            continue
        # A key of a home without a database was made a moment ago, and nothing is signed with it.
        if place.exists() and not (name in KEYS and is_empty):
            aside.mkdir(parents=True, exist_ok=True)
            place.rename(aside / name)
            moved = True
        source.rename(place)
    for key in (home / name for name in KEYS):
        if key.exists():
            key.chmod(0o600)
    return moved
