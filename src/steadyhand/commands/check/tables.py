"""Does the database answer, and are its tables those of this version?"""

from collections.abc import Iterable

from django.db import DatabaseError, connection

from steadyhand.commands.check.finding import Finding, bad, good
from steadyhand.commands.tables import parts_without_migration, unknown_migrations, waiting_migrations

OLDEST_POSTGRESQL = 15


def database() -> Finding:
    """Ask the database for its name and version."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        return bad(
            "database",
            f"It doesn't answer: {' '.join(str(problem).split())}. Is it running, and is DATABASE_URL right?",
        )
    if connection.vendor == "sqlite":
        return good("database", f"SQLite at {connection.settings_dict['NAME']}.")
    major, _minor = connection.get_database_version()
    place = f"PostgreSQL {major}, database {connection.settings_dict['NAME']}"
    if major < OLDEST_POSTGRESQL:
        return bad("database", f"{place} is older than {OLDEST_POSTGRESQL}, with which nobody has tried Steadyhand.")
    return good("database", f"{place}.")


def sqlite_version() -> str:
    """Return the version of the SQLite library in use, which need not be Python's own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        return str(cursor.fetchone()[0])


def migrations_applied() -> Finding:
    if unknown := unknown_migrations():
        return bad(
            "tables",
            f"A newer Steadyhand has changed these tables ({', '.join(unknown)}): "
            "install that version, or restore an older backup.",
        )
    if waiting := waiting_migrations():
        return bad("tables", f"{len(waiting)} migrations wait: run `steadyhand migrate`.")
    return good("tables", "The tables are those of this version.")


def migrations_made() -> Finding:
    """Judge whether models changed without a migration; for whoever changes Steadyhand."""
    if changed := parts_without_migration():
        return bad(
            "migrations",
            f"Models changed without a migration in {', '.join(changed)}: run "
            "`DJANGO_SETTINGS_MODULE=steadyhand.config.settings python -m django makemigrations`.",
        )
    return good("migrations", "Every change of a model has its migration.")


def followups_kept(broken: Iterable[str], *, events: int, head: str) -> Finding:
    """Say whether follow-ups are what was written; the digest over all, kept elsewhere, shows a chain made anew."""
    first = next(iter(broken), "")
    if first:
        return bad("follow-ups", f"{first} Bring back a backup from before, and ask who may write to the database.")
    return good(
        "follow-ups", f"{events:,} events, each as it was written; the last digest is {head[:16] or 'none yet'}."
    )
