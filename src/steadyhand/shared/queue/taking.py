"""Whose is the next job? One UPDATE gives it to one worker, and takes it back if that one falls silent."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from steadyhand.shared.identity import new_id
from steadyhand.shared.models import Job
from steadyhand.shared.queue.current import Holding
from steadyhand.shared.queue.kinds import Work, kinds_in_lanes
from steadyhand.shared.queue.rules import LEASE

# States are literals here: by them alone SQLite sees that its partial indexes answer the question.
_DUE = """SELECT id FROM "shared_job" WHERE state = 'open' AND free_at <= %s"""
_TAKE = 'UPDATE "shared_job" SET token = %s, free_at = %s, attempts = attempts + 1 WHERE id '
_GIVING = " RETURNING id, tenant_id, kind, args, key, due_at, attempts, outside_at"


def take_jobs(*, most: int, now: datetime, lane: str = "", tenant_id: UUID | None = None) -> list[Holding]:
    """Take up to so many jobs that are due, whichever dealership's they are; they are ours until the lease ends.

    `lane` takes those of one lane, and only those; without it all that are in none. `tenant_id` takes one dealership's.

    What was attempted before comes last and one at a time: it may have killed its worker, and must not take others
    along each time.
    """
    kinds = kinds_in_lanes(lane)
    if lane and not kinds:
        return []
    whose = [key_of(tenant_id)] if tenant_id else []
    of_one = ' AND "tenant_id" = %s' if tenant_id else ""
    due = f"{_DUE}{_of_lane(kinds, is_in_it=bool(lane))}{of_one} ORDER BY free_at LIMIT %s"
    values = [moment(now), *kinds, *whose, most]
    if connection.vendor == "sqlite" and not _is_any_due(due, values):
        # A read holds nobody up; the UPDATE would wait for whoever writes, many times a second, for nothing.
        return []
    token = new_id()
    rows = list(Job.objects.raw(taking(due), [key_of(token), moment(now + LEASE), *values]))
    rows.sort(key=lambda row: (row.attempts > 1, row.due_at, row.id))
    tried = [row for row in rows if row.attempts > 1]
    # The first of them stays however many are new: where work never ends, its turn would never come.
    too_many = tried[1:]
    if too_many:
        _give_back([row.id for row in too_many], token, now=now)
    return [holding(row, token) for row in rows[: len(rows) - len(too_many)]]


def keep_holding(held: Collection[Holding], *, now: datetime) -> None:
    """Say that their worker lives: the leases begin anew."""
    tokens = {each.token for each in held}
    ids = [each.work.id for each in held]
    Job.objects.filter(id__in=ids, token__in=tokens, state=Job.State.OPEN).update(free_at=now + LEASE)


def give_back(held: Collection[Holding], *, now: datetime) -> None:
    """Let others have what this worker took and will not come to."""
    for each in held:
        _give_back([each.work.id], each.token, now=now)


def taking(which: str) -> str:
    """Return the statement that takes the jobs of a SELECT; the SELECT runs once, and leaves to others what is theirs.

    Its parameters: the token, the lease's end, then those of the SELECT.
    """
    if connection.vendor == "postgresql":
        # An array is made once; as a mere subquery it could be asked again for each row, and lock more than asked for.
        return f"{_TAKE}= ANY(ARRAY({which} FOR UPDATE SKIP LOCKED)){_GIVING}"
    return f"{_TAKE}IN ({which}){_GIVING}"


def holding(row: Job, token: UUID) -> Holding:
    work = Work(
        id=row.id,
        tenant_id=row.tenant_id,
        kind=row.kind,
        args=row.args,
        due_at=row.due_at,
        attempt=row.attempts,
        key=row.key or "",
        is_ambiguous=row.outside_at is not None,
    )
    return Holding(work, token)


def moment(at: datetime) -> Any:
    """Return a moment as this database compares it."""
    return connection.ops.adapt_datetimefield_value(at)


def key_of(value: UUID) -> Any:
    """Return an id as this database compares it."""
    return Job._meta.pk.get_db_prep_value(value, connection)


def _of_lane(kinds: list[str], *, is_in_it: bool) -> str:
    """Return the condition that leaves to other workers what is theirs. By kind: those in lanes are few at a time."""
    if not kinds:
        return ""
    return f" AND kind {'IN' if is_in_it else 'NOT IN'} ({', '.join(['%s'] * len(kinds))})"


def _is_any_due(due: str, values: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({due})", values)
        return bool(cursor.fetchone()[0])


def _give_back(ids: Collection[UUID], token: UUID, *, now: datetime) -> None:
    mine = Job.objects.filter(id__in=ids, token=token, state=Job.State.OPEN)
    mine.update(token=None, free_at=now, attempts=F("attempts") - 1)
