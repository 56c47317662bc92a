"""Where two people watched the same visit: how alike did they answer, and which behaviour do they read differently?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from uuid import UUID

from steadyhand.business.learning.coaching.rules import Answer, Source
from steadyhand.business.learning.models import Observation
from steadyhand.business.learning.statistics.agreement import Agreement, agreement
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Both:
    """One behaviour on one visit, answered by two: who, and what each said."""

    behaviour: str
    visit_id: UUID
    job: str
    at: datetime
    one: str
    one_said: Answer
    other: str
    other_said: Answer

    @property
    def is_alike(self) -> bool:
        return self.one_said is self.other_said


@dataclass(frozen=True, slots=True)
class OfOne:
    """A behaviour and how alike it was read, with the visits on which it wasn't."""

    behaviour: str
    known: Agreement
    apart: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Alikeness:
    """All that two people answered about the same visits: over all, and what is read most differently first."""

    known: Agreement
    behaviours: tuple[OfOne, ...]
    visits: int
    last_at: datetime | None


def alikeness_at(by: Actor, *, since: datetime) -> Alikeness:
    """Return how alike two observers answered at the actor's branches since a moment. One query.

    A technician's own word and a customer's are left out: they look from elsewhere, and may well see something else.
    """
    rows = Observation.objects.visible_to(by).filter(
        at__gte=since, source__in=(Source.MANAGER, Source.MENTOR), ride_along__isnull=False
    )
    found: dict[tuple[UUID, UUID, str], list[Observation]] = defaultdict(list)
    for row in rows.select_related("observer").order_by("at", "id"):
        found[row.visit_id, row.technician_id, row.behaviour].append(row)
    both = [_both(*pair) for seen in found.values() for pair in combinations(_by_name(seen), 2)]
    of: dict[str, list[Both]] = defaultdict(list)
    for each in both:
        of[each.behaviour].append(each)
    behaviours = [
        OfOne(code, _agreement(its), tuple(each for each in its if not each.is_alike)) for code, its in of.items()
    ]
    return Alikeness(
        known=_agreement(both),
        behaviours=tuple(sorted(behaviours, key=lambda each: (each.known.agreed / each.known.n, each.behaviour))),
        visits=len({each.visit_id for each in both}),
        last_at=max((each.at for each in both), default=None),
    )


def _by_name(rows: Iterable[Observation]) -> list[Observation]:
    """The same two stand in the same order every time: else chance would look larger than it is."""
    return sorted(rows, key=lambda row: (row.observer.name, str(row.observer_id)))


def _both(one: Observation, other: Observation) -> Both:
    return Both(
        behaviour=one.behaviour,
        visit_id=one.visit_id,
        job=one.job,
        at=max(one.at, other.at),
        one=one.observer.name,
        one_said=Answer(one.answer),
        other=other.observer.name,
        other_said=Answer(other.answer),
    )


def _agreement(both: Iterable[Both]) -> Agreement:
    return agreement([(each.one_said, each.other_said) for each in both])
