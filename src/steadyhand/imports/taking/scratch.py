"""What has this run read already? Numbers and names of its new rows, in a file of its own that vanishes with it."""

import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple

from steadyhand.imports.taking.rows import Known


class Seen(NamedTuple):
    """A row read earlier in this run, where, and a print of all it said."""

    known: Known
    place: str
    said: int


class Scratch:
    """A map from (shelf, key) to rows that takes millions of entries in constant memory.

    It lies in a file that is deleted as soon as it is open: nothing is left behind, however the run ends. (SQLite's own
    temporary databases stay in memory in the library we use.)
    """

    def __init__(self) -> None:
        handle, path = mkstemp(prefix="steadyhand-import-")
        os.close(handle)
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.execute("PRAGMA cache_size=-32000")
        self._database.execute(
            "CREATE TABLE seen (shelf TEXT, key TEXT, id TEXT, ref TEXT, branch TEXT, customer TEXT, site TEXT, "
            "place TEXT, said INTEGER, PRIMARY KEY (shelf, key)) WITHOUT ROWID"
        )
        Path(path).unlink()
        self._filled: set[str] = set()

    def put(self, shelf: str, entries: Iterable[tuple[str, Known, str, int]]) -> None:
        """Remember rows under their keys; one that two rows share leads to neither any more: its id is empty."""
        self._filled.add(shelf)
        self._database.execute("BEGIN")
        self._database.executemany(
            "INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET id = '' WHERE id <> excluded.id",
            ((shelf, key, *known, place, said) for key, known, place, said in entries),
        )
        self._database.execute("COMMIT")

    def get(self, shelf: str, keys: Sequence[str]) -> dict[str, Seen]:
        """Return what is known under these keys."""
        if shelf not in self._filled:
            return {}
        # CROSS keeps the order of the join: key by key through the index, never all that was seen.
        found = self._database.execute(
            "SELECT seen.key, place, said, seen.id, ref, branch, customer, site FROM json_each(?) AS asked "
            "CROSS JOIN seen ON shelf = ? AND seen.key = asked.value",
            (json.dumps(list(keys)), shelf),
        )
        return {key: Seen(Known(*known), place, said) for key, place, said, *known in found}

    def has(self, shelf: str) -> bool:
        return shelf in self._filled

    def close(self) -> None:
        self._database.close()
