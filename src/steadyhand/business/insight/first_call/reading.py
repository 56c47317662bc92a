"""The first visits of a period that didn't do it, with all that rows tell of each: read for all of them at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Min, Q

from steadyhand.business.calls.models import PartUsed, Visit
from steadyhand.business.calls.queries.call import machine_said
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.insight.counting import CALLBACKS, COUNTS
from steadyhand.business.insight.first_call.rules import MissedPart, Visited
from steadyhand.business.insight.models import CallFact
from steadyhand.business.obstacles.models import Obstacle
from steadyhand.business.people.models import Certification, Skill
from steadyhand.business.stock.models import KitKept, Movement, PartRequest, Place, VisitLacked
from steadyhand.business.stock.requests.rules import Lacked, RequestState
from steadyhand.shared.actor import Actor

# More than a house of a hundred technicians has in a quarter; the newest of a longer time.
MOST = 2_000
# As long as a truck is restocked at least once. Ours.
LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstVisit:
    """A call whose first visit didn't do it, with names, and the values that decide why."""

    call_id: UUID
    number: str
    taken_at: datetime
    customer: str
    machine: str
    family: str
    technician_id: UUID | None
    technician: str
    came_back: bool
    callback_id: UUID | None
    visited: Visited


@dataclass(frozen=True, slots=True)
class Read:
    """What a period's first visits tell: `known` is how many are judged in all; `missed` those that didn't do it."""

    known: int
    missed: int
    visits: tuple[FirstVisit, ...]
    part_names: dict[UUID, str]


def first_visits(by: Actor, *, since: datetime, until: datetime, branch_id: UUID | None = None) -> Read:
    """Return the calls of a time that weren't effective on the first visit, newest first. Some fifteen queries."""
    facts = CallFact.objects.visible_to(by).filter(COUNTS["effective_known"].q, taken_at__gte=since, taken_at__lt=until)
    if branch_id is not None:
        facts = facts.filter(branch_id=branch_id)
    missed = facts.filter(Q(is_fixed_first=False) | Q(came_back=True))
    rows = list(
        missed.select_related("call__customer", "call__machine__model")
        .defer("chance", "chance_memoryless")
        .order_by("-taken_at", "-id")[:MOST]
    )
    read = _Rows(by, rows)
    visits = tuple(read.first_visit(row) for row in rows)
    return Read(facts.count(), missed.count(), visits, read.part_names)


class _Rows:
    """Everything the calls of some facts need, each table asked once."""

    def __init__(self, by: Actor, facts: list[CallFact]) -> None:
        self._tenant_id = by.tenant_id
        self._calls = [fact.call_id for fact in facts]
        back = CallFact.objects.of(by.tenant_id).filter(after_id__in=self._calls, verdict__in=CALLBACKS)
        self._callbacks = {
            after_id: call_id for after_id, call_id in back.values_list("after_id", "call_id") if after_id is not None
        }
        of_calls = [*self._calls, *self._callbacks.values()]
        self._visits: dict[UUID, list[Visit]] = defaultdict(list)
        rows = Visit.objects.of(by.tenant_id).filter(call_id__in=of_calls).exclude(state=VisitState.CANCELLED)
        for visit in rows.select_related("technician").order_by("number"):
            self._visits[visit.call_id].append(visit)
        self.part_names: dict[UUID, str] = {}
        self._used: dict[UUID, dict[UUID, int]] = defaultdict(dict)
        used = PartUsed.objects.of(by.tenant_id).filter(visit__call_id__in=of_calls, quantity__gt=0)
        for visit_id, part_id, name, quantity in used.values_list("visit_id", "part_id", "part__name", "quantity"):
            self._used[visit_id][part_id] = quantity
            self.part_names[part_id] = name
        self._asked: dict[UUID, list[UUID]] = defaultdict(list)
        asked = PartRequest.objects.of(by.tenant_id).filter(call_id__in=self._calls)
        asked = asked.exclude(state=RequestState.NOT_NEEDED)
        for call_id, part_id, name in asked.values_list("call_id", "part_id", "part__name"):
            if call_id is not None:
                self._asked[call_id].append(part_id)
                self.part_names[part_id] = name
        firsts = [visit.id for visit in (self._first(call_id) for call_id in self._calls) if visit is not None]
        kits = KitKept.objects.of(by.tenant_id).filter(visit_id__in=firsts).values_list("visit_id", "parts")
        self._kits = {visit_id: {UUID(hex=part) for part in parts} for visit_id, parts in kits}
        lacked = VisitLacked.objects.of(by.tenant_id).filter(visit_id__in=firsts).values_list("visit_id", "lacked")
        self._lacked = {visit_id: Lacked(said) for visit_id, said in lacked}
        self._raised: dict[UUID, set[str]] = defaultdict(set)
        for visit_id, sort in (
            Obstacle.objects.of(by.tenant_id).filter(visit_id__in=firsts).values_list("visit_id", "sort")
        ):
            if visit_id is not None:
                self._raised[visit_id].add(sort)
        self._know(by.tenant_id)
        self._ledger = _Ledger(by.tenant_id, self._technicians(), set(self.part_names))

    def first_visit(self, fact: CallFact) -> FirstVisit:
        call = fact.call
        visit = self._first(call.id)
        model = call.machine.model if call.machine else None
        family = model.family if model else ""
        technician = visit.technician if visit else None
        callback_id = self._callbacks.get(call.id) if fact.came_back else None
        return FirstVisit(
            call_id=call.id,
            number=call.ref,
            taken_at=call.taken_at,
            customer=call.customer.name if call.customer else call.caller_name,
            machine=machine_said(call),
            family=family,
            technician_id=technician.id if technician else None,
            technician=technician.name if technician else "",
            came_back=fact.came_back,
            callback_id=callback_id,
            visited=Visited(
                ended=VisitState(visit.state) if visit else None,
                came_back=fact.came_back,
                parts=tuple(self._missed(visit, call.id, callback_id)) if visit else (),
                tapped=self._lacked.get(visit.id) if visit else None,
                raised=frozenset(self._raised.get(visit.id, ())) if visit else frozenset(),
                level=self._levels.get((technician.id, family.casefold())) if technician else None,
                lacks_certificate=self._lacks_certificate(technician.id, family) if technician else False,
            ),
        )

    def _first(self, call_id: UUID) -> Visit | None:
        return next((visit for visit in self._visits.get(call_id, ()) if VisitState(visit.state).is_over), None)

    def _technicians(self) -> set[UUID]:
        firsts = (self._first(call_id) for call_id in self._calls)
        return {visit.technician_id for visit in firsts if visit is not None and visit.technician_id is not None}

    def _missed(self, first: Visit, call_id: UUID, callback_id: UUID | None) -> Iterable[MissedPart]:
        """Yield what was needed after the first visit: asked for by name, else put in by a later visit or callback."""
        there = self._used.get(first.id, {})
        later = [visit for visit in self._visits.get(call_id, ()) if visit.number > first.number]
        put_in = {part_id for visit in later for part_id in self._used.get(visit.id, {})}
        needed = set(self._asked.get(call_id, ())) or put_in
        if not needed and callback_id is not None:
            needed = {part for visit in self._visits.get(callback_id, ()) for part in self._used.get(visit.id, {})}
        kit = self._kits.get(first.id)
        at = first.arrived_at or first.finished_at
        for part_id in sorted(needed):
            aboard, was_aboard = self._ledger.aboard(first.technician_id, part_id, at)
            yield MissedPart(
                part_id=part_id,
                was_foretold=part_id in kit if kit is not None else None,
                aboard=aboard,
                was_aboard=was_aboard,
                was_used=part_id in there,
            )

    def _know(self, tenant_id: UUID) -> None:
        technicians = self._technicians()
        skills = Skill.objects.of(tenant_id).filter(technician_id__in=technicians)
        self._levels = {
            (technician_id, name.casefold()): level
            for technician_id, name, level in skills.values_list("technician_id", "name", "level")
        }
        held = Certification.objects.of(tenant_id).values_list("technician_id", "line")
        self._certified: dict[str, set[UUID]] = defaultdict(set)
        for technician_id, line in held:
            self._certified[line.casefold()].add(technician_id)

    def _lacks_certificate(self, technician_id: UUID, family: str) -> bool:
        """Tell whether others hold a certificate for the family and this one never did."""
        holders = self._certified.get(family.casefold(), set()) if family else set()
        return bool(holders) and technician_id not in holders


class _Ledger:
    """What lay on which truck at any moment: the sum of its lines until then."""

    def __init__(self, tenant_id: UUID, technicians: Collection[UUID], parts: Collection[UUID]) -> None:
        trucks = Place.objects.of(tenant_id).filter(technician_id__in=technicians)
        self._truck = {technician: place for place, technician in trucks.values_list("id", "technician_id")}
        places = set(self._truck.values())
        began = Movement.objects.of(tenant_id).filter(place_id__in=places).values("place_id")
        self._began = {row["place_id"]: row["first"] for row in began.annotate(first=Min("moved_at"))}
        self._lines: dict[tuple[UUID, UUID], list[tuple[datetime, int]]] = defaultdict(list)
        lines = Movement.objects.of(tenant_id).filter(place_id__in=places, part_id__in=parts)
        for place_id, part_id, at, quantity in lines.order_by("moved_at", "id").values_list(
            "place_id", "part_id", "moved_at", "quantity"
        ):
            self._lines[place_id, part_id].append((at, quantity))

    def aboard(self, technician_id: UUID | None, part_id: UUID, at: datetime | None) -> tuple[int | None, bool]:
        """Return how many lay there at a moment, and whether any did in the two weeks before.

        None: nobody kept track of this truck then.
        """
        place = self._truck.get(technician_id) if technician_id else None
        if place is None or at is None or self._began.get(place, at) >= at:
            return None, False
        on_hand, was_aboard = 0, False
        for moved_at, quantity in self._lines.get((place, part_id), ()):
            if moved_at > at:
                break
            # What lay there until this line may have lain there lately.
            was_aboard = was_aboard or (on_hand > 0 and moved_at >= at - LATELY)
            on_hand += quantity
        return on_hand, was_aboard or on_hand > 0
