"""What was given up, and why? And once that is mended, it is tried again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.models import Job
from steadyhand.shared.queue.kinds import UnknownKind, kind_named

PAGE = 50


@dataclass(frozen=True, slots=True)
class DeadJob:
    """Work that was given up: what it was to do, how often it was tried, and what it stumbled over."""

    id: UUID
    label: str
    due_at: datetime
    ended_at: datetime | None
    attempts: int
    problem: str


class CannotTryAgain(Exception):
    """The work can't be tried again; the message is for whoever asked."""


def dead_jobs(tenant_id: UUID, *, most: int = PAGE) -> tuple[DeadJob, ...]:
    """Return what was given up at a dealership, newest first. One query."""
    rows = Job.objects.of(tenant_id).filter(state=Job.State.DEAD).order_by("-ended_at")[:most]
    return tuple(DeadJob(row.id, _label(row.kind), row.due_at, row.ended_at, row.attempts, row.problem) for row in rows)


def is_dead(tenant_id: UUID, job_id: UUID) -> bool:
    return Job.objects.of(tenant_id).filter(id=job_id, state=Job.State.DEAD).exists()


@transaction.atomic
def try_again(*, by: Actor, job_id: UUID, now: datetime) -> None:
    """Let work that was given up be done now, its attempts forgotten.

    Raises:
        CannotTryAgain: it isn't given up any more, or the same is waiting already.
    """
    row = Job.objects.of(by.tenant_id).select_for_update().filter(id=job_id, state=Job.State.DEAD).first()
    if row is None:
        raise CannotTryAgain("It isn't given up any more; look at the list anew.")
    dead = Job.objects.filter(**row.where())
    try:
        with transaction.atomic():
            dead.update(state=Job.State.OPEN, attempts=0, free_at=now, token=None, ended_at=None, outside_at=None)
    except IntegrityError:
        raise CannotTryAgain(
            "The same waits to be done already, from a later change: there is nothing to do."
        ) from None
    record_change(row, by=by, at=now, verb="work tried again", was={"problem": row.problem})


def _label(kind: str) -> str:
    try:
        return kind_named(kind).label
    except UnknownKind:
        return kind
