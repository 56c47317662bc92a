"""Does every query say whose rows it wants? Looks at the SQL that the application sends while tests run.

A query passes if it names `tenant_id` in its condition, or fetches by an id that the application already
holds (ids are never guessable and never reused). Queries that tests themselves make are not looked at.
"""

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import Any

from django.apps import apps
from django.db import connection

SOURCE = str(Path(__file__).resolve().parents[1] / "src" / "steadyhand")
TESTS = str(Path(__file__).resolve().parent)

# function name: why it may ask without naming a dealership
MAY_ASK_EVERYWHERE = {
    "authenticate": "nobody's dealership is known before they have signed in",
    "forget_links_without_owner": "they are links to a dealership that doesn't exist yet",
    "_is_any_due": "the same question as take_jobs, before anything is taken",
    "take_jobs": "a worker does what is due whichever dealership's it is; each job names its own",
    "mend_waits": "a clock that was set back held up every dealership's jobs",
    "forget_done": "what is done is swept whichever dealership's it was",
    "follow_link": "a link's signature vouches for its id; the dealership is read from the row",
}

_CHANGED_TABLE = re.compile(r'\s*(?:UPDATE|DELETE FROM) "(\w+)"')
_READ_TABLE = re.compile(r' FROM "(\w+)"')
_BY_ID = re.compile(r'"(?:id|\w+_id)" (?:= |IN \()')


def tenant_tables() -> set[str]:
    return {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "tenant_id" for field in model._meta.get_fields())
    }


def watch(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001  # Django calls it so
    context: dict[str, Any],
) -> Any:
    """Refuse a statement of the application that names no dealership."""
    lacking = lacks_tenant(sql)
    if lacking and (asker := _asker()) is not None and asker not in MAY_ASK_EVERYWHERE:
        raise AssertionError(
            f"{asker}() asks {lacking} without saying whose rows it wants: use .of(tenant_id), .visible_to(actor) "
            f"or .filter(**row.where()).\n{sql[:600]}"
        )
    return execute(sql, params, many, context)


@lru_cache(maxsize=5_000)
def lacks_tenant(sql: str) -> str:
    """Return the table a statement reads or changes without naming a dealership or an id, or nothing."""
    found = _READ_TABLE.search(sql) if sql.lstrip().startswith("SELECT ") else _CHANGED_TABLE.match(sql)
    if not found or found[1] not in _tables():
        return ""
    _, _, condition = sql.partition(" WHERE ")
    if '"tenant_id"' in condition or _BY_ID.search(condition):
        return ""
    return found[1]


def _tables() -> set[str]:
    if not _known:
        _known.update(tenant_tables())
    return _known


_known: set[str] = set()


def _asker() -> str | None:
    """Return the nearest function of the application that led here, or None if a test asked by itself."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(SOURCE) and "/migrations/" not in name:
            # Managers and managers' helpers speak for whoever called them.
            if not name.endswith("shared/rows.py"):
                return frame.f_code.co_name
        elif name.startswith(TESTS) and not name.endswith(("tenancy.py", "conftest.py")):
            return None
        frame = frame.f_back
    return None


def wrapper() -> Any:
    return connection.execute_wrapper(watch)
