"""Who rides along with whom on a day, to learn?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from steadyhand.business.people.growth.models import RideDay
from steadyhand.business.people.growth.rules import PairState


@dataclass(frozen=True, slots=True)
class Riding:
    """A learner, whom they ride with, and the skills of their goals, in small letters."""

    learner_id: UUID
    learner: str
    mentor_id: UUID
    mentor: str
    skills: frozenset[str]


def ridings_on(tenant_id: UUID, branch_id: UUID, *, on: date) -> tuple[Riding, ...]:
    """Return who of a branch's learners rides with whom on a day, by learner. One query."""
    rows = RideDay.objects.of(tenant_id).filter(
        on=on,
        taken_back_at__isnull=True,
        pair__state=PairState.RUNNING,
        pair__learner__branch_id=branch_id,
    )
    return tuple(
        Riding(
            pair.learner_id,
            pair.learner.name,
            pair.mentor_id,
            pair.mentor.name,
            frozenset(goal["skill"].casefold() for goal in pair.goals if goal.get("skill")),
        )
        for pair in (
            ride.pair for ride in rows.select_related("pair__learner", "pair__mentor").order_by("pair__learner__name")
        )
    )


@dataclass(frozen=True, slots=True)
class RidesToday:
    """A day together as one of the two sees it: with whom, and what it is about ("" for nothing in particular)."""

    pair_id: UUID
    other: str
    about: str
    is_mentor: bool


def ride_of(tenant_id: UUID, user_id: UUID | None, *, on: date) -> RidesToday | None:
    """Return whom somebody rides with on a day, as a learner or as a mentor. One query."""
    rows = RideDay.objects.of(tenant_id).filter(
        Q(pair__learner__user_id=user_id) | Q(pair__mentor__user_id=user_id),
        on=on,
        taken_back_at__isnull=True,
        pair__state=PairState.RUNNING,
    )
    ride = rows.select_related("pair__learner", "pair__mentor").first()
    if ride is None or user_id is None:
        return None
    is_mentor = ride.pair.mentor.user_id == user_id
    return RidesToday(
        ride.pair_id, (ride.pair.learner if is_mentor else ride.pair.mentor).name, ride.about, is_mentor=is_mentor
    )
