"""Databases that benchmarks fill: their own, gone afterwards, or kept under BENCH_KEEP until the next time.

What is kept is SQLite's file, or a PostgreSQL database by name, and beside it a mark that says it is whole and at which
moment its dealership stands. What has no mark was cut short, and is thrown away.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ASKED_FOR = os.environ.get("DATABASE_URL", "")
POSTGRESQL = os.environ.get("BENCH_POSTGRESQL") or (
    ASKED_FOR if ASKED_FOR.startswith("postgres") else "postgres://postgres@127.0.0.1:5432/steadyhand"
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A database, the settings that lead to it, and the mark that is written once it is whole."""

    environment: dict[str, str]
    mark: Path

    def write_mark(self, now: datetime) -> None:
        self.mark.write_text(json.dumps({"now": now.isoformat()}))


def marked_at(mark: Path) -> datetime | None:
    """Return the moment at which a whole dealership stands, None where there is none."""
    return datetime.fromisoformat(json.loads(mark.read_text())["now"]) if mark.exists() else None


@contextmanager
def own_database(kind: str, name: str, *, anew: bool = False) -> Iterator[Filled]:
    """Yield the database of this name, as it was kept or empty; `anew` throws away what was kept."""
    kept = os.environ.get("BENCH_KEEP")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(kept).resolve() / f"{kind}-{name}" if kept else Path(folder)
        mark = home / "whole.json"
        is_new = anew or not mark.exists()
        if is_new and kept:
            shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True, exist_ok=True)
        if kind == "SQLite":
            url = f"sqlite:///{home / 'steadyhand.sqlite3'}"
            yield Filled({"STEADYHAND_HOME": str(home), "DATABASE_URL": url}, mark)
            return
        own = f"bench_{name}".casefold() if kept else f"bench_{name}_{os.getpid()}".casefold()
        with _on_postgresql(own, mark, is_new=is_new, is_dropped=not kept) as url:
            yield Filled({"STEADYHAND_HOME": str(home), "DATABASE_URL": url}, mark)


@contextmanager
def _on_postgresql(name: str, mark: Path, *, is_new: bool, is_dropped: bool) -> Iterator[str]:
    import psycopg  # noqa: PLC0415  # not needed for SQLite
    from psycopg import sql  # noqa: PLC0415

    server, _, _ = POSTGRESQL.rpartition("/")
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        there = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if is_new or there is None:
            mark.unlink(missing_ok=True)
            admin.execute(drop)
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server}/{name}"
        finally:
            if is_dropped:
                admin.execute(drop)
