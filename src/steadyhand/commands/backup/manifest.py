"""What does a backup say of itself? When it was made, by which version, and what must be there after a restore."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from steadyhand.commands.application import CannotDo
from steadyhand.commands.backup.census import Census, Counted

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup's contents. `files` are the sha256 of every other file in the archive, by its path there."""

    made_at: datetime
    steadyhand: str
    engine: str
    engine_version: str
    dealerships: tuple[str, ...]
    migrations: tuple[str, ...]
    tables: Census
    files: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(counted.rows for counted in self.tables.values())

    def to_json(self) -> str:
        return json.dumps({"format": FORMAT} | asdict(self), indent=1, default=lambda moment: moment.isoformat())


def read_manifest(text: str) -> Manifest:
    """Return what a backup says of itself.

    Raises:
        CannotDo: it isn't a manifest, or one of a later Steadyhand.
    """
    try:
        said: dict[str, Any] = json.loads(text)
        if (number := said.pop("format")) != FORMAT:
            raise CannotDo(
                f"This backup is of format {number}, and this Steadyhand reads {FORMAT}: restore it with the version "
                f"that made it, Steadyhand {said.get('steadyhand', 'unknown')}."
            )
        said["made_at"] = datetime.fromisoformat(said["made_at"])
        said["tables"] = {table: Counted(**counted) for table, counted in said["tables"].items()}
        said["dealerships"], said["migrations"] = tuple(said["dealerships"]), tuple(said["migrations"])
        return Manifest(**said)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise CannotDo(f"The backup's manifest can't be read ({problem}): the file is not whole.") from problem
