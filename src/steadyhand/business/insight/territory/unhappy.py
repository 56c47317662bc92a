"""Which customers have a reason not to be happy with us? Poor answers, promises missed, and what is still open."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from steadyhand.business.conversations.kinds import CORRECTION_OWED, POOR_ANSWER
from steadyhand.business.conversations.models import SurveyAnswer
from steadyhand.business.conversations.surveys.rules import GOOD_FROM, SCORES
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.insight.territory.places import MOST, chunks
from steadyhand.business.obstacles.models import Obstacle
from steadyhand.business.promises.kinds import MISSED_PROMISE
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseState
from steadyhand.shared.actor import Actor

# What waits for somebody to make it right. Of a technician's own inbox none: they see here that it is open, and whose.
_OPEN_KINDS = (MISSED_PROMISE.name, POOR_ANSWER.name, CORRECTION_OWED.name)


class Sign(StrEnum):
    """What tells that somebody isn't happy."""

    OPEN = "open"
    POOR = "poor"
    MISSED = "missed"
    OBSTACLE = "obstacle"


@dataclass(frozen=True, slots=True)
class Told:
    """One sign, with the fact behind it: when, what, and who has it where it is open."""

    sign: Sign
    at: datetime
    words: str
    who: str = ""
    call: str = ""
    call_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Unhappy:
    """A customer with signs of it, the open ones first, then the newest."""

    customer_id: UUID
    signs: tuple[Told, ...]

    @property
    def open_ones(self) -> int:
        return sum(each.sign in (Sign.OPEN, Sign.OBSTACLE) for each in self.signs)


def unhappy(by: Actor, customer_ids: Collection[UUID], *, since: datetime) -> tuple[Unhappy, ...]:
    """Return these customers with signs since a moment, or open ones; the worst first. Four queries for 500.

    What is open counts before what is over, more signs before fewer, newer before older.
    """
    found: dict[UUID, list[Told]] = defaultdict(list)
    for ids in chunks(customer_ids):
        for customer_id, told in (*_poor(by, ids, since), *_missed(by, ids, since), *_open(by, ids), *_stuck(by, ids)):
            found[customer_id].append(told)
    rows = [
        Unhappy(customer_id, tuple(sorted(signs, key=lambda told: (told.sign in _OPEN, told.at), reverse=True)))
        for customer_id, signs in found.items()
    ]
    rows.sort(key=lambda row: (row.open_ones, len(row.signs), row.signs[0].at, row.customer_id), reverse=True)
    return tuple(rows[:MOST])


_OPEN = (Sign.OPEN, Sign.OBSTACLE)


def _poor(by: Actor, ids: list[UUID], since: datetime) -> list[tuple[UUID, Told]]:
    rows = SurveyAnswer.objects.visible_to(by).filter(call__customer_id__in=ids, answered_at__gte=since)
    # Poor is what the rules called so when it was answered; whoever changed their mind is content now.
    rows = rows.filter(followup__isnull=False, score__lt=GOOD_FROM)
    return [
        (row.call.customer_id, Told(Sign.POOR, row.answered_at, _answer(row), call=row.call.ref, call_id=row.call_id))
        for row in rows.select_related("call")
        if row.call.customer_id is not None
    ]


def _answer(row: SurveyAnswer) -> str:
    said = f"{row.score} of 5, {SCORES[row.score]}"
    return f"{said}: “{row.words}”" if row.words else said


def _missed(by: Actor, ids: list[UUID], since: datetime) -> list[tuple[UUID, Told]]:
    rows = Promise.objects.visible_to(by).filter(customer_id__in=ids, state=PromiseState.MISSED, by_at__gte=since)
    return [
        (
            row.customer_id,
            Told(Sign.MISSED, row.by_at, row.said, call=row.call.ref if row.call else "", call_id=row.call_id),
        )
        for row in rows.select_related("call")
        if row.customer_id is not None
    ]


def _open(by: Actor, ids: list[UUID]) -> list[tuple[UUID, Told]]:
    rows = FollowUp.objects.visible_to(by).filter(customer_id__in=ids, state="open", kind__in=_OPEN_KINDS)
    return [
        (row.customer_id, Told(Sign.OPEN, row.opened_at, row.title, who=row.owner.name))
        for row in rows.select_related("owner")
        if row.customer_id is not None
    ]


def _stuck(by: Actor, ids: list[UUID]) -> list[tuple[UUID, Told]]:
    rows = Obstacle.objects.visible_to(by).filter(Q(followup__state="open"), customer_id__in=ids)
    return [
        (
            row.customer_id,
            Told(Sign.OBSTACLE, row.raised_at, row.words or str(row), who=row.followup.owner.name),
        )
        for row in rows.select_related("followup__owner")
        if row.customer_id is not None
    ]
