"""Which map has been built in this home? One folder a map; a file beside them names the one in use."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_IN_USE, _ABOUT = "in_use", "map.json"


@dataclass(frozen=True, slots=True)
class BuiltMap:
    """A map: which extract it is from, when it was built, where it lies."""

    id: str
    extract: str
    built_at: datetime
    folder: Path


def built_map(maps: Path) -> BuiltMap | None:
    """Return the map in use, None if none has been built or its folder is gone."""
    try:
        folder = maps / (maps / _IN_USE).read_text(encoding="utf-8").strip()
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        return BuiltMap(about["id"], about["extract"], datetime.fromisoformat(about["built_at"]), folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def describe(built: BuiltMap) -> None:
    """Write beside the tiles what they are."""
    about = {"id": built.id, "extract": built.extract, "built_at": built.built_at.isoformat()}
    (built.folder / _ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")


def put_in_use(maps: Path, name: str) -> None:
    """Let the map in this folder answer from now on. Safe to be cut off: the one before stays until it is done."""
    new = maps / f"{_IN_USE}.new"
    new.write_text(name, encoding="utf-8")
    new.replace(maps / _IN_USE)
