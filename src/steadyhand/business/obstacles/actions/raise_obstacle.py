"""Something inside the company stops somebody from doing right by a customer, and they say so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.asking import AskedFrom, asked_from
from steadyhand.business.dealership.queries import own_branch
from steadyhand.business.followups.actions.hand_in_files import Handed, hand_in_files
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.obstacles.kinds import OBSTACLE
from steadyhand.business.obstacles.models import Obstacle
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id

# As much of the call as a line can say.
LONGEST_CALL = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What stops one, and from which visit it was said; two answers are enough."""

    sort: Sort
    effect: Effect
    words: str = ""
    visit_id: UUID | None = None


class CannotRaise(Exception):
    """It can't be raised like this; the message says why and what to do."""


@transaction.atomic
def raise_obstacle(
    *,
    by: Actor,
    stopped: Stopped,
    files: Sequence[Handed] = (),
    listeners: Collection[UUID] = (),
    now: datetime,
) -> UUID:
    """Keep an obstacle, open its follow-up with whoever removes it, and return its id. Whoever raised it listens.

    `listeners`: who hears of it as well.

    Raises:
        CannotHandIn: one of the files can't go along.
        CannotRaise: nobody is signed in, or the visit isn't at their branches.
    """
    if by.user_id is None:
        raise CannotRaise("Only a person can be stopped by something: sign in first.")
    visit = asked_from(by, stopped.visit_id) if stopped.visit_id else None
    if stopped.visit_id and visit is None:
        raise CannotRaise("This visit isn't at your branches any more; raise it from My day.")
    branch_id = visit.branch_id if visit else own_branch(by)
    if branch_id is None:
        raise CannotRaise("There is no branch yet whose manager could remove it: ask your administrator.")
    obstacle_id = new_id()
    where = f" · {visit.customer}" if visit and visit.customer else ""
    followup_id = open_followup(
        by=by,
        kind=OBSTACLE.name,
        subject=Subject(
            branch_id=branch_id,
            title=f"{stopped.sort.label}{where}",
            customer_id=visit.customer_id if visit else None,
            about_kind="obstacles.obstacle",
            about_id=obstacle_id,
        ),
        words=_said(stopped, visit),
        listeners=listeners,
        now=now,
    )
    obstacle = Obstacle.objects.create(
        id=obstacle_id,
        tenant_id=by.tenant_id,
        followup_id=followup_id,
        branch_id=branch_id,
        raised_by_id=by.user_id,
        raised_at=now,
        sort=stopped.sort,
        effect=stopped.effect,
        words=stopped.words,
        visit_id=stopped.visit_id,
        customer_id=visit.customer_id if visit else None,
        call=visit.call[:LONGEST_CALL] if visit else "",
    )
    hand_in_files(by=by, followup_id=followup_id, files=files, now=now)
    record_change(obstacle, by=by, at=now, verb="obstacle raised", became={"sort": stopped.sort})
    return obstacle_id


def _said(stopped: Stopped, visit: AskedFrom | None) -> str:
    """Return all that whoever removes it needs to read, without opening anything else."""
    first = f"{stopped.effect.label}. {stopped.words}".strip()
    return f"{first}\n{visit.call}" if visit else first
