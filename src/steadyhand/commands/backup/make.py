"""Make a backup: the database as of one moment, the uploaded files, the key, and what must be there afterwards."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from steadyhand.business.dealership.running import all_firms
from steadyhand.commands.application import CannotDo
from steadyhand.commands.backup import postgresql, sqlite
from steadyhand.commands.backup.archive import file_digest, files_below, write_archive
from steadyhand.commands.backup.manifest import Manifest
from steadyhand.commands.version import this_version

# What signs sessions and links, and by which push services know this server.
KEYS = ("secret_key", "push_key")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is written."""

    path: Path
    manifest: Manifest
    size_bytes: int


def make_backup(target: Path, *, now: datetime) -> Made:
    """Write a backup, while everything goes on.

    Raises:
        CannotDo: there is nothing to keep, the target is taken, or the database is damaged.
    """
    if target.exists():
        raise CannotDo(f"{target} is there already: name another file, for a backup never overwrites one.")
    if not target.parent.is_dir():
        raise CannotDo(f"{target.parent} is no folder: make it, or name another.")
    firms = all_firms()
    if not firms:
        raise CannotDo("There is no dealership in this database, so there is nothing to keep.")
    # Beside the target: it has the room, and the database needn't cross to another disk and back.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        members, manifest = _take(Path(folder), now, tuple(firm.name for firm in firms))
        files = Path(settings.MEDIA_ROOT)
        members |= {f"files/{path.relative_to(files).as_posix()}": path for path in files_below(files)}
        members |= {name: Path(settings.HOME) / name for name in KEYS if (Path(settings.HOME) / name).exists()}
        for name, path in members.items():
            manifest.files[name] = file_digest(path)
        write_archive(target, manifest, members)
    return Made(target, manifest, target.stat().st_size)


def _take(folder: Path, now: datetime, dealerships: tuple[str, ...]) -> tuple[dict[str, Path], Manifest]:
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        copy = folder / sqlite.MEMBER
        sqlite.take(Path(database["NAME"]), copy)
        counted, migrations, member = sqlite.census(copy), sqlite.applied_migrations(copy), sqlite.MEMBER
        version = ".".join(str(part) for part in connection.get_database_version())
    else:
        postgresql.check_programs()
        copy = folder / postgresql.MEMBER
        counted, member = postgresql.take(database, copy), postgresql.MEMBER
        migrations, version = postgresql.applied_migrations(database), postgresql.server_version(database)
    manifest = Manifest(
        made_at=now,
        steadyhand=this_version(),
        engine=connection.vendor,
        engine_version=version,
        dealerships=dealerships,
        migrations=tuple(migrations),
        tables=counted,
    )
    return {member: copy}, manifest
