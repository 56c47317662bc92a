"""How does the record stand now that facts rest on? Read once for any number of them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from steadyhand.business.calls.queries.told_of import (
    MachineToldOf,
    VisitToldOf,
    calls_over,
    machines_told_of,
    visits_told_of,
)
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.conversations.models import FactTold
from steadyhand.business.conversations.rules import Source, Verdict
from steadyhand.business.conversations.truth import (
    OVER,
    CallThen,
    PartThen,
    PromiseThen,
    Record,
    Truth,
    VisitThen,
    truth_of,
)
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.followups.queries.outcomes import outcomes_of
from steadyhand.business.promises.hours import hours_of
from steadyhand.business.promises.queries.chains import PromiseNow, newest_of
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.business.promises.speaking import spoken_again
from steadyhand.shared.words import Clock, when_said

WHAT = {
    PromiseKind.ARRIVAL: "Somebody is with you",
    PromiseKind.PART: "The part is here",
    PromiseKind.FIX: "It works again",
    PromiseKind.OTHER: "It is done",
}


@dataclass
class Records:
    """The records behind some facts, as they stand: six queries at most, and three for each promise that moved."""

    tenant_id: UUID
    facts: Collection[FactTold]
    now: datetime
    _said: dict[UUID, str] = field(default_factory=dict)

    def truth(self, fact: FactTold) -> Truth:
        """Return how a fact stands to its record; what a call told of is over with the call."""
        if fact.statement.call_id in self._over:
            return OVER
        # Sooner than the record, and released all the same: only another record could make that untrue.
        is_loose = fact.verdict == Verdict.TIGHTER
        return truth_of(fact.kind, fact.value, self._record(fact), is_loose=is_loose)

    def _record(self, fact: FactTold) -> Record | None:
        if fact.source_id is None:
            return None
        match Source(fact.source_kind):
            case Source.PROMISE:
                promise = self._promises.get(fact.source_id)
                return self._promise(promise) if promise else None
            case Source.VISIT:
                return self._visit(fact.source_id)
            case Source.CALL:
                machine = self._machines.get(fact.source_id)
                return (
                    CallThen(is_over=machine.is_over, serial=machine.serial, machine=machine.machine)
                    if machine
                    else None
                )
            case Source.FOLLOWUP:
                part = self._parts.get(fact.source_id)
                return PartThen(is_open=part[0], outcome=part[1]) if part else None
            case Source.NONE:
                return None

    def _promise(self, row: PromiseNow) -> PromiseThen:
        return PromiseThen(
            is_open=row.state.is_open,
            is_withdrawn=row.state is PromiseState.WITHDRAWN,
            is_call_over=row.is_call_over,
            from_at=row.from_at,
            by_at=row.by_at,
            in_a_sentence=self._in_a_sentence(row),
            what=WHAT[row.kind],
        )

    def _in_a_sentence(self, row: PromiseNow) -> str:
        if row.id not in self._said:
            hours = hours_of(self.tenant_id, row.branch_id, row.site_calendar_id, around=self.now)
            self._said[row.id] = spoken_again(
                row.said, row.by_at, now=self.now, zone=hours.zone, clock=hours.clock, from_at=row.from_at
            ).in_a_sentence
        return self._said[row.id]

    def _visit(self, visit_id: UUID) -> VisitThen | None:
        row = self._visits.get(visit_id)
        if row is None:
            return None
        return VisitThen(
            is_ahead=row.state is VisitState.PLANNED,
            is_cancelled=row.state is VisitState.CANCELLED,
            is_call_over=row.is_call_over,
            planned_for=row.planned_for,
            when=when_said(row.planned_for, self.now, row.zone, clock=self._clock) if row.planned_for else "",
            technician=row.technician,
        )

    def _ids(self, source: Source) -> set[UUID]:
        return {fact.source_id for fact in self.facts if fact.source_kind == source and fact.source_id}

    @cached_property
    def _over(self) -> frozenset[UUID]:
        calls = {fact.statement.call_id for fact in self.facts if fact.statement.call_id}
        return calls_over(self.tenant_id, calls)

    @cached_property
    def _promises(self) -> dict[UUID, PromiseNow]:
        return newest_of(self.tenant_id, self._ids(Source.PROMISE))

    @cached_property
    def _visits(self) -> dict[UUID, VisitToldOf]:
        return visits_told_of(self.tenant_id, self._ids(Source.VISIT))

    @cached_property
    def _machines(self) -> dict[UUID, MachineToldOf]:
        return machines_told_of(self.tenant_id, self._ids(Source.CALL))

    @cached_property
    def _parts(self) -> dict[UUID, tuple[bool, str]]:
        return outcomes_of(self.tenant_id, self._ids(Source.FOLLOWUP))

    @cached_property
    def _clock(self) -> Clock:
        return 12 if the_dealership(self.tenant_id).clock == "12" else 24
