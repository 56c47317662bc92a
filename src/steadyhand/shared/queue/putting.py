"""How is something left to be done later? One row, in the transaction that wants it done: both happen or neither."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from steadyhand.shared.identity import new_id
from steadyhand.shared.models import Job
from steadyhand.shared.queue.current import the_one_being_done
from steadyhand.shared.queue.ending import end_as_done
from steadyhand.shared.queue.kinds import JsonValue, kind_named

# The channel on which PostgreSQL wakes workers (waking.py).
CHANNEL = "steadyhand_jobs"

_COLUMNS = ("id", "tenant_id", "kind", "args", "key", "cause", "put_at", "due_at", "free_at")
_INSERT = (
    'INSERT INTO "shared_job" '
    "(id, tenant_id, kind, args, key, cause, put_at, due_at, free_at, state, attempts, problem) VALUES "
)
_VALUES = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, 'open', 0, '')"
_OR_MOVE = (
    # One statement, so that of two at the same moment the second moves what the first wrote. Whoever was doing the job
    # loses it by its token, and undoes what it did.
    " ON CONFLICT (tenant_id, key) WHERE state = 'open' DO UPDATE SET kind = excluded.kind, args = excluded.args, "
    "cause = excluded.cause, put_at = excluded.put_at, due_at = excluded.due_at, free_at = excluded.free_at, "
    "attempts = 0, problem = '', token = NULL, outside_at = NULL RETURNING id"
)
# The state as a literal, or SQLite would not see that the index of open keys answers this.
_DROP = """DELETE FROM "shared_job" WHERE "tenant_id" = %s AND key = %s AND state = 'open'"""
_fields = {field.name: field for field in Job._meta.concrete_fields}
# Heard when the transaction commits, and once however many jobs it wrote.
_AND_WAKE = f", pg_notify('{CHANNEL}', '')::text"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job to be written; `put_job` says what each of it means."""

    kind: str
    args: Mapping[str, JsonValue] = field(default_factory=dict)
    due_at: datetime
    key: str = ""
    cause: UUID | None = None


def put_job(
    *,
    tenant_id: UUID,
    kind: str,
    args: Mapping[str, JsonValue],
    due_at: datetime,
    now: datetime,
    key: str = "",
    cause: UUID | None = None,
) -> UUID:
    """Write a job in the current transaction and return its id; a moment that lies years ahead is as good as any.

    With a key, an open job of the same key is moved to this moment and these args instead, attempts forgotten. A
    handler may put its own key again: what it is doing then counts as done. `cause` is whatever led to it, to be traced
    by.
    """
    new = NewJob(kind=kind, args=args, due_at=due_at, key=key, cause=cause)
    (job_id,) = put_jobs(tenant_id=tenant_id, jobs=[new], now=now)
    return job_id


def put_jobs(*, tenant_id: UUID, jobs: Sequence[NewJob], now: datetime) -> list[UUID]:
    """Write several jobs of different keys in one statement; return their ids."""
    if not jobs:
        return []
    for new in jobs:
        being_done = the_one_being_done(tenant_id, new.key)
        if being_done is not None:
            end_as_done(being_done, kept_for=kind_named(being_done.work.kind).kept_for, now=now)
    values = [value for new in jobs for value in _values(tenant_id, new, now)]
    wakes = connection.vendor == "postgresql" and any(new.due_at <= now for new in jobs)
    insert = f"{_INSERT}{', '.join([_VALUES] * len(jobs))}{_OR_MOVE}{_AND_WAKE if wakes else ''}"
    with connection.cursor() as cursor:
        cursor.execute(insert, values)
        return [row[0] if isinstance(row[0], UUID) else UUID(row[0]) for row in cursor.fetchall()]


def _values(tenant_id: UUID, new: NewJob, now: datetime) -> list[Any]:
    values = {
        "id": new_id(),
        "tenant_id": tenant_id,
        "kind": new.kind,
        "args": dict(new.args),
        "key": new.key or None,
        "cause": new.cause,
        "put_at": now,
        "due_at": new.due_at,
        "free_at": new.due_at,
    }
    return [_for_database(name, values[name]) for name in _COLUMNS]


def drop_job(*, tenant_id: UUID, key: str) -> bool:
    """Withdraw the open job of this key, in the current transaction; say whether there was one.

    The job that is being done by this very handler stays, and ends with it.
    """
    if the_one_being_done(tenant_id, key) is not None:
        return True
    with connection.cursor() as cursor:
        cursor.execute(_DROP, [_for_database("tenant_id", tenant_id), key])
        return bool(cursor.rowcount)


def hasten_jobs(*, tenant_id: UUID, keys: Collection[str], now: datetime) -> int:
    """Let the open jobs of these keys be done now, attempts kept; one that a worker has in hand stays as it is."""
    waiting = Job.objects.of(tenant_id).filter(key__in=keys, state=Job.State.OPEN, token__isnull=True, free_at__gt=now)
    return waiting.update(free_at=now)


def _for_database(name: str, value: Any) -> Any:
    return _fields[name].get_db_prep_save(value, connection)
