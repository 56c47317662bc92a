"""What does the record say of these machines and their calls? Rows of all parts, put together a chunk at a time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.models import Call, PhoneFix, Visit
from steadyhand.business.calls.rules import CallState, CallType, CausedBy, VisitState
from steadyhand.business.customers.models import Contract
from steadyhand.business.dealership.yearly_hours import Clocks
from steadyhand.business.insight.reckoning.seen import (
    Moment,
    PhoneTry,
    SeenCall,
    SeenMachine,
    SeenTerm,
    SeenVisit,
)
from steadyhand.business.machines.models import Machine
from steadyhand.business.machines.upkeep.facts import counts_of
from steadyhand.business.machines.upkeep.running import Counts, pages_at
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

_CALL = (
    "id", "machine_id", "branch_id", "customer_id", "call_type", "state", "taken_at", "taken_at_how", "closed_at",
    "closed_at_how", "problem_code__caused_by", "respond_by", "site__calendar_id", "customer__segment",
)  # fmt: skip
_MACHINE = ("id", "customer__branch_id", "model_id", "model__family", "model__segment", "contract_id")
_VISIT = (
    "call_id", "state", "arrived_at", "arrived_at_how", "finished_at", "finished_at_how", "cause_code__caused_by",
    "problem_code__caused_by",
)  # fmt: skip
# Calls kept for a second look: some hundred megabytes at most, all of a dealership with twenty technicians.
MOST_KEPT = 50_000
_CONTRACT = ("starts_on", "ends_on", "response_minutes", "response_term", "calendar_id")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a call belongs, for the tallies."""

    branch_id: UUID
    machine_id: UUID | None
    model_id: UUID | None
    taken_at: datetime
    month_on: date
    call_type: CallType
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Stands:
    """Whose a machine is, and what it is."""

    branch_id: UUID
    model_id: UUID | None


@dataclass(frozen=True, slots=True)
class Read:
    """Machines with their calls, where each call belongs, and where each machine does now."""

    machines: list[SeenMachine]
    homes: dict[UUID, Home]
    stands: dict[UUID, Stands]


@dataclass(frozen=True, slots=True)
class _Agreed:
    """A contract, as far as waiting depends on it."""

    starts_on: date | None
    ends_on: date | None
    response_minutes: int | None
    is_average: bool
    calendar_id: UUID | None

    def is_in_force(self, on: date) -> bool:
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on <= self.ends_on)


class RecordReader:
    """Reads chunk after chunk; what all chunks need (calendars) is read once.

    A small house's machines are kept for a second look, so that making norms and judging by them reads them once.
    """

    def __init__(self, by: Actor, *, zone: str) -> None:
        self._by = by
        self._zone = ZoneInfo(zone)
        self._clocks = Clocks(by.tenant_id)
        self._kept: dict[tuple[UUID, ...], Read] = {}
        self._room = MOST_KEPT

    def month_on(self, at: datetime) -> date:
        """Return the first day of a moment's month by the dealership's clock."""
        return at.astimezone(self._zone).date().replace(day=1)

    def machines_twice(self, machine_ids: Sequence[UUID]) -> Read:
        """Return these machines as `machines` does, and keep them for the next time, if there is room."""
        found = self.machines(machine_ids)
        self._room -= len(found.homes)
        if self._room >= 0:
            self._kept[tuple(machine_ids)] = found
        return found

    def machines(self, machine_ids: Sequence[UUID]) -> Read:
        """Return these machines with all their calls. Six queries for any number of them, none if they were kept."""
        return self._kept.pop(tuple(machine_ids), None) or self._machines(machine_ids)

    def _machines(self, machine_ids: Collection[UUID]) -> Read:
        rows = Machine.objects.visible_to(self._by).filter(id__in=machine_ids)
        machines = list(rows.values_list(*_MACHINE))
        contracts = self._contracts(Contract.objects.of(self._by.tenant_id).filter(
            id__in={contract_id for *_, contract_id in machines if contract_id}
        ))  # fmt: skip
        counts = counts_of(self._by, machine_ids)
        calls = self._calls(Call.objects.visible_to(self._by).filter(machine_id__in=machine_ids))
        visits = self._visits(Visit.objects.visible_to(self._by).filter(call__machine_id__in=machine_ids))
        tries = self._tries(PhoneFix.objects.visible_to(self._by).filter(call__machine_id__in=machine_ids))
        by_machine: dict[UUID, list[dict[str, Any]]] = {}
        for call in calls:
            by_machine.setdefault(call["machine_id"], []).append(call)
        seen: list[SeenMachine] = []
        homes: dict[UUID, Home] = {}
        for machine_id, _, model_id, family, segment, contract_id in machines:
            mine = contracts.get(contract_id)
            own = by_machine.get(machine_id, [])
            seen.append(
                SeenMachine(
                    machine=machine_id.hex,
                    model=model_id.hex if model_id else "",
                    family=family or "",
                    calls=tuple(
                        self._call(call, visits, tries, mine, counts.get(machine_id, {}), segment or "") for call in own
                    ),
                )
            )
            homes |= {call["id"]: self._home(call, model_id) for call in own}
        stands = {machine_id: Stands(branch_id, model_id) for machine_id, branch_id, model_id, *_ in machines}
        return Read(seen, homes, stands)

    def loose_calls(self, call_ids: Collection[UUID]) -> Read:
        """Return calls about no known machine, each by itself. Four queries."""
        calls = self._calls(Call.objects.visible_to(self._by).filter(id__in=call_ids, machine__isnull=True))
        ids = [call["id"] for call in calls]
        visits = self._visits(Visit.objects.visible_to(self._by).filter(call_id__in=ids))
        tries = self._tries(PhoneFix.objects.visible_to(self._by).filter(call_id__in=ids))
        customers = {call["customer_id"] for call in calls if call["customer_id"]}
        agreed = Contract.objects.of(self._by.tenant_id).filter(customer_id__in=customers)
        by_customer: dict[UUID, list[_Agreed]] = {}
        for customer_id, *contract in agreed.values_list("customer_id", *_CONTRACT):
            by_customer.setdefault(customer_id, []).append(_agreed(contract))
        seen: list[SeenMachine] = []
        homes: dict[UUID, Home] = {}
        for call in calls:
            on = call["taken_at"].astimezone(self._zone).date()
            in_force = [each for each in by_customer.get(call["customer_id"], ()) if each.is_in_force(on)]
            # As when a call is taken: of several contracts nobody knows which would count.
            mine = in_force[0] if len(in_force) == 1 else None
            seen.append(SeenMachine("", "", "", (self._call(call, visits, tries, mine, {}, ""),)))
            homes[call["id"]] = self._home(call, None)
        return Read(seen, homes, {})

    def _call(  # what a call is made of
        self,
        call: dict[str, Any],
        visits: dict[UUID, list[SeenVisit]],
        tries: dict[UUID, PhoneTry],
        contract: _Agreed | None,
        counts: Counts,
        segment: str,
    ) -> SeenCall:
        taken_at, own = call["taken_at"], tuple(visits.get(call["id"], ()))
        on = taken_at.astimezone(self._zone).date()
        mine = contract if contract is not None and contract.is_in_force(on) else None
        calendar = mine.calendar_id if mine else None
        ended_at = call["closed_at"] or max((v.finished.at for v in own if v.finished.at), default=None)
        return SeenCall(
            id=call["id"],
            call_type=CallType(call["call_type"]),
            state=CallState(call["state"]),
            taken=Moment(taken_at, call["taken_at_how"]),
            closed=Moment(call["closed_at"], call["closed_at_how"]),
            visits=own,
            problem=_caused_by(call["problem_code__caused_by"]),
            pages=pages_at(counts, taken_at),
            pages_at_end=pages_at(counts, ended_at) if ended_at else None,
            respond_by=call["respond_by"],
            term=SeenTerm(mine.response_minutes, mine.is_average) if mine and mine.response_minutes else None,
            hours=self._clocks.hours(call["site__calendar_id"], calendar, call["branch_id"]),
            phone=tries.get(call["id"]),
            # A machine's own (its speed class), where the model has one; else the customer's.
            segment=segment or call["customer__segment"] or "",
        )

    def _home(self, call: dict[str, Any], model_id: UUID | None) -> Home:
        return Home(
            branch_id=call["branch_id"],
            machine_id=call["machine_id"],
            model_id=model_id,
            taken_at=call["taken_at"],
            month_on=self.month_on(call["taken_at"]),
            call_type=CallType(call["call_type"]),
            is_cancelled=call["state"] == CallState.CANCELLED,
        )

    def _calls(self, rows: RowQuerySet[Call]) -> list[dict[str, Any]]:
        return list(rows.order_by("taken_at", "id").values(*_CALL))

    def _visits(self, rows: RowQuerySet[Visit]) -> dict[UUID, list[SeenVisit]]:
        found: dict[UUID, list[SeenVisit]] = {}
        for call_id, state, arrived, arrived_how, finished, finished_how, cause, problem in rows.order_by(
            "number"
        ).values_list(*_VISIT):
            visit = SeenVisit(
                state=VisitState(state),
                arrived=Moment(arrived, arrived_how),
                finished=Moment(finished, finished_how),
                cause=_caused_by(cause),
                problem=_caused_by(problem),
            )
            found.setdefault(call_id, []).append(visit)
        return found

    def _tries(self, rows: RowQuerySet[PhoneFix]) -> dict[UUID, PhoneTry]:
        """Return the last try of each call: one that helped ends it, or didn't hold."""
        tried = rows.order_by("tried_at").values_list("call_id", "was_fixed", "has_held")
        found: dict[UUID, PhoneTry] = {}
        for call_id, was_fixed, has_held in tried:
            before = found.get(call_id)
            # One that helped and didn't hold stays known as such, whatever was tried afterwards.
            if before is None or was_fixed or not before.was_fixed:
                found[call_id] = PhoneTry(was_fixed, has_held)
        return found

    def _contracts(self, rows: RowQuerySet[Contract]) -> dict[UUID | None, _Agreed]:
        return {contract_id: _agreed(contract) for contract_id, *contract in rows.values_list("id", *_CONTRACT)}


def _agreed(contract: Iterable[Any]) -> _Agreed:
    starts_on, ends_on, minutes, term, calendar_id = contract
    return _Agreed(starts_on, ends_on, minutes, term == Contract.ResponseTerm.QUARTERLY_AVERAGE, calendar_id)


def _caused_by(word: str | None) -> CausedBy | None:
    return CausedBy(word) if word else None
