"""How far has each behaviour come, for the team, each wave and each technician? Counts, intervals and words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from steadyhand.business.learning.coaching.rules import Answer, Source
from steadyhand.business.learning.models import Observation
from steadyhand.business.learning.statistics.adoption import Adopted, Habit, Opportunity, adopted, of_team
from steadyhand.business.learning.statistics.funnel import DRAWN, Limits, Zone, funnel, zone
from steadyhand.business.learning.statistics.pooling import FEWEST_POOLED, Pool
from steadyhand.shared.actor import Actor

# Where several looked at the same job, this one's word stands above the count.
_WEIGHS = (Source.MANAGER, Source.MENTOR, Source.CUSTOMER, Source.SELF)


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
class Chance:
    """One behaviour on one job of one technician, whoever looked. `by` is whose word was taken."""

    technician_id: UUID
    technician: str
    job: str
    observers: frozenset[str]
    by: Source
    at: datetime
    was_seen: bool


@dataclass(frozen=True, slots=True)
class BySource:
    """Of a count, how much rests on whose eyes."""

    source: Source
    seen: int
    n: int


@dataclass(frozen=True, slots=True)
class Person:
    """One technician and one behaviour. `zone` speaks only where chance hardly explains it (99.8 % limits)."""

    technician_id: UUID
    name: str
    adopted: Adopted
    zone: Zone
    sources: tuple[BySource, ...]
    # The best guess of the true share, pulled towards the team as far as the team is alike; None of a few.
    guess: float | None
    # Between which shares 95 of 100 would lie who are just like the team, at so many chances; None of a few.
    like: Limits | None


@dataclass(frozen=True, slots=True)
class OfBehaviour:
    """One behaviour: the team's counts, and each technician of whom anything is known, by name."""

    behaviour: str
    team: Adopted
    sources: tuple[BySource, ...]
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

    Each pair of eyes is a point of its own; "no chance" is no opportunity.
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


def chances(points: Iterable[Point]) -> list[Chance]:
    """Return one chance for each behaviour on each job, in the order in which they were.

    Others' word goes before a technician's own, which counts where nobody else looked. Where two watched, it was seen
    if both saw it: what one of two missed was not plain to see.
    """
    found: dict[tuple[UUID, str, str], list[Point]] = defaultdict(list)
    for point in points:
        found[point.technician_id, point.behaviour, point.job].append(point)
    return [_chance(looked) for looked in found.values()]


def _chance(looked: Sequence[Point]) -> Chance:
    taken = [point for point in looked if point.source is not Source.SELF] or list(looked)
    first = taken[0]
    return Chance(
        technician_id=first.technician_id,
        technician=first.technician,
        job=first.job,
        observers=frozenset(point.observer for point in taken),
        by=min((point.source for point in taken), key=_WEIGHS.index),
        at=looked[0].at,
        was_seen=all(point.was_seen for point in taken),
    )


def by_behaviour(points: Iterable[Point]) -> tuple[OfBehaviour, ...]:
    """Return each behaviour of which anything is known."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        found[point.behaviour].append(point)
    return tuple(_of_behaviour(code, chances(its)) for code, its in found.items())


def _of_behaviour(code: str, known: list[Chance]) -> OfBehaviour:
    of_person: dict[UUID, list[Chance]] = defaultdict(list)
    for chance in known:
        of_person[chance.technician_id].append(chance)
    seen, n = sum(chance.was_seen for chance in known), len(known)
    people = []
    counts = [(sum(chance.was_seen for chance in theirs), len(theirs)) for theirs in of_person.values()]
    # With two people there is no team to be pulled towards.
    pool = Pool(counts) if len(counts) >= FEWEST_POOLED else None
    for technician_id, theirs in of_person.items():
        count = adopted(opportunities(theirs))
        place = zone(count.seen, count.n, others_seen=seen - count.seen, others_n=n - count.n)
        guess = pool.guess(count.seen, count.n).mean if pool and count.share else None
        like = funnel(seen / n, count.n, inside=DRAWN) if guess is not None and 0 < seen < n else None
        name = theirs[0].technician
        people.append(Person(technician_id, name, count, place, by_source(theirs), guess, like))
    team = replace(adopted(opportunities(known)), verdict=of_team([each.adopted for each in people]))
    return OfBehaviour(code, team, by_source(known), tuple(sorted(people, key=lambda each: each.name)))


def opportunities(known: Iterable[Chance]) -> list[Opportunity]:
    return [Opportunity(chance.job, chance.observers, chance.was_seen) for chance in known]


def by_source(known: Iterable[Chance]) -> tuple[BySource, ...]:
    """Return how much of a count rests on whose eyes; sources of nothing are left out."""
    rows = list(known)
    found = ((source, [chance for chance in rows if chance.by is source]) for source in _WEIGHS)
    return tuple(BySource(source, sum(each.was_seen for each in its), len(its)) for source, its in found if its)
