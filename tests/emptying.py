"""What a test has committed is taken away from the tables where it left something, not from all.

PostgreSQL makes the files of each table and index anew to empty them, which takes a second for ours after every test
that commits; to ask which tables have rows takes milliseconds.
"""

from functools import cache
from typing import Any

import psycopg
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import TransactionTestCase

# What our code declares fills these, not tests: they stay as migrations made them.
_DECLARED = frozenset(("auth_permission", "django_content_type"))
_empty_all = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # Django keeps it to itself


def empty_only_what_is_filled() -> None:
    """Let every test that commits end so from now on."""
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]


def _empty(case: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_which_are_filled())
        filled = [table for (table,) in cursor.fetchall()]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # Tables come in any order. On PostgreSQL, the triggers that keep history have no say either.
            in_any_order = {
                "postgresql": "SET LOCAL session_replication_role = replica",
                "sqlite": "PRAGMA defer_foreign_keys = ON",
            }
            cursor.execute(in_any_order[connection.vendor])
            for table in filled:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # a table of ours
    except ProgrammingError as error:
        # Only PostgreSQL's administrator may pass by triggers.
        if not isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            raise
        _empty_all(case)


@cache
def _which_are_filled() -> str:
    """Return a query for the names of the tables that have rows."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - _DECLARED
    each = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in sorted(tables)]  # noqa: S608
    return " UNION ALL ".join(each)
