"""How far has each behaviour come, for the team, each wave and each technician? Counts, intervals and words."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from steadyhand.business.learning.coaching.rules import Answer, Source
from steadyhand.business.learning.models import Observation
from steadyhand.business.learning.statistics.adoption import Adopted, Habit, Opportunity, adopted, of_team
from steadyhand.business.learning.statistics.funnel import Zone, zone
from steadyhand.shared.actor import Actor


class Point(NamedTuple):
    """An opportunity: whose, of which behaviour, on which job, by whose eyes, when, and whether it was seen."""

    technician_id: UUID
    technician: str
    behaviour: str
    job: str
    observer: str
    source: Source
    at: datetime
    was_seen: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One technician and one behaviour. `zone` speaks only where chance hardly explains it (99.8 % limits)."""

    technician_id: UUID
    name: str
    adopted: Adopted
    zone: Zone


@dataclass(frozen=True, slots=True)
class OfBehaviour:
    """One behaviour: the team's counts, and each technician of whom anything is known, by name."""

    behaviour: str
    team: Adopted
    people: tuple[Person, ...]

    @property
    def habits(self) -> int:
        return sum(each.adopted.verdict is Habit.HABIT for each in self.people)


def points_at(
    by: Actor,
    *,
    since: datetime | None = None,
    behaviours: Collection[str] | None = None,
    technicians: Collection[UUID] | None = None,
) -> tuple[Point, ...]:
    """Return opportunities at the actor's branches in the order in which they were. One query.

    A technician's own word counts as one pair of eyes among others; "no chance" is no opportunity.
    """
    rows = Observation.objects.visible_to(by).exclude(answer=Answer.NO_CHANCE)
    if since is not None:
        rows = rows.filter(at__gte=since)
    if behaviours is not None:
        rows = rows.filter(behaviour__in=behaviours)
    if technicians is not None:
        rows = rows.filter(technician_id__in=technicians)
    columns = (
        "technician_id", "technician__name", "behaviour", "visit_id", "observer_id", "source", "at", "answer"
    )  # fmt: skip
    return tuple(
        # A customer is somebody else than who wrote it down.
        Point(
            who,
            name,
            code,
            visit.hex,
            Source.CUSTOMER.value if source == Source.CUSTOMER else observer.hex,
            Source(source),
            at,
            answer == Answer.SEEN,
        )
        for who, name, code, visit, observer, source, at, answer in rows.order_by("at", "id").values_list(*columns)
    )


def by_behaviour(points: Iterable[Point]) -> tuple[OfBehaviour, ...]:
    """Return each behaviour of which anything is known."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        found[point.behaviour].append(point)
    return tuple(_of_behaviour(code, its) for code, its in found.items())


def _of_behaviour(code: str, points: list[Point]) -> OfBehaviour:
    of_person: dict[UUID, list[Point]] = defaultdict(list)
    for point in points:
        of_person[point.technician_id].append(point)
    seen, n = sum(point.was_seen for point in points), len(points)
    people = []
    for technician_id, theirs in of_person.items():
        known = adopted(opportunities(theirs))
        place = zone(known.seen, known.n, others_seen=seen - known.seen, others_n=n - known.n)
        people.append(Person(technician_id, theirs[0].technician, known, place))
    team = replace(adopted(opportunities(points)), verdict=of_team([each.adopted for each in people]))
    return OfBehaviour(code, team, tuple(sorted(people, key=lambda each: each.name)))


def opportunities(points: Iterable[Point]) -> list[Opportunity]:
    return [Opportunity(point.job, point.observer, point.was_seen) for point in points]
