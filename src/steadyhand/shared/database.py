"""What does a migration need that Django has no operation for? The same promise kept by both databases."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def append_only(table: str) -> list[migrations.RunPython]:
    """Make the database refuse to change or delete a row of this table."""
    return [_by_vendor(append_only_sqlite(table), _append_only_postgresql(table))]


def bytewise(table: str, column: str, length: int) -> list[migrations.RunPython]:
    """Make PostgreSQL sort a text column by its bytes, as SQLite does: prefix ranges depend on it."""
    change = f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE varchar({length}) COLLATE "C"'
    return [_by_vendor([], [change])]


def _by_vendor(sqlite: list[str], postgresql: list[str]) -> migrations.RunPython:
    def run(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in {"sqlite": sqlite, "postgresql": postgresql}[editor.connection.vendor]:
            editor.execute(statement, params=None)

    # Backwards, the table itself goes, and its triggers with it.
    return migrations.RunPython(run, migrations.RunPython.noop)


def append_only_sqlite(table: str) -> list[str]:
    return [
        f'CREATE TRIGGER "{table}_no_{event.lower()}" BEFORE {event} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
        for event in ("UPDATE", "DELETE")
    ]


def _append_only_postgresql(table: str) -> list[str]:
    refuse = f"$$ BEGIN RAISE EXCEPTION '{table} is only ever added to'; END $$"
    return [
        f'CREATE FUNCTION "{table}_only_added"() RETURNS trigger LANGUAGE plpgsql AS {refuse}',
        (
            f'CREATE TRIGGER "{table}_only_added" BEFORE UPDATE OR DELETE ON "{table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{table}_only_added"()'
        ),
    ]
