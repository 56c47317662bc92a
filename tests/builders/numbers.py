"""Machines and calls as the numbers see them, without a database: a line each, days counted from Monday."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tests.builders.record import MONDAY

from steadyhand.business.calls.callbacks.chance import ChanceFloor
from steadyhand.business.calls.callbacks.norms import ModelNorm
from steadyhand.business.calls.callbacks.rules import Norm
from steadyhand.business.calls.rules import CallState, CallType, CausedBy, VisitState
from steadyhand.business.insight.reckoning.facts import Fact, NormSet, facts_of
from steadyhand.business.insight.reckoning.seen import (
    Moment,
    PhoneTry,
    SeenCall,
    SeenMachine,
    SeenTerm,
    SeenVisit,
)
from steadyhand.shared.clock import How
from steadyhand.shared.working_hours import WorkingCalendar, public_holidays, weekly_from_json
from steadyhand.shared.working_hours.yearly import YearlyHours

C450 = "c450"
WEEKLY = {day: ["08:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
OHIO = "America/New_York"
# A C450 usually runs 20,000 pages or 100 days between calls: half of it, 10,000 pages or 50 days, is the limit.
NORMS = NormSet(
    version=1,
    share=0.5,
    memoryless=0.3935,
    models={
        C450: ModelNorm(
            model=C450,
            norm=Norm(mean_pages=20_000.0, mean_days=100.0),
            intervals=400,
            intervals_in_pages=300,
            floor_in_pages=ChanceFloor(0.3935, 0.21, 1.6),
            floor_in_days=ChanceFloor(0.3935, 0.25, 1.4),
        )
    },
)


class OneVersion:
    """Norms of which there is one version."""

    def __init__(self, norms: NormSet | None = NORMS) -> None:
        self._norms = norms

    def for_call(self, _taken_at: datetime) -> NormSet | None:
        return self._norms


def working_hours(*, holidays: bool = False) -> YearlyHours:
    """Return a branch's hours in Ohio: Monday to Friday, 8 to 17."""

    def of_year(year: int) -> WorkingCalendar:
        closed = public_holidays("US", "OH", (year,)) if holidays else {}
        return WorkingCalendar(OHIO, weekly_from_json(WEEKLY), closed_on=frozenset(closed))

    return YearlyHours(of_year)


def the_id(name: str) -> UUID:
    """Return the same id for the same name."""
    return UUID(bytes=name.encode().ljust(16, b"\0"))


def seen_visit(
    state: VisitState = VisitState.DONE,
    *,
    arrived_at: datetime | None = None,
    arrived_how: str = How.OBSERVED,
    finished_at: datetime | None = None,
    finished_how: str = How.OBSERVED,
    cause: CausedBy | None = None,
) -> SeenVisit:
    return SeenVisit(state, Moment(arrived_at, arrived_how), Moment(finished_at, finished_how), cause=cause)


def seen_call(
    name: str,
    *,
    day: float = 0,
    taken_at: datetime | None = None,
    taken_how: str = How.OBSERVED,
    open_days: float | None = 0.1,
    closed_how: str = How.OBSERVED,
    pages: int | None = None,
    pages_at_end: int | None = None,
    call_type: CallType = CallType.CORRECTIVE,
    state: CallState | None = None,
    visits: Sequence[SeenVisit] = (),
    problem: CausedBy | None = None,
    respond_by: datetime | None = None,
    term: SeenTerm | None = None,
    hours: YearlyHours | None = None,
    phone: PhoneTry | None = None,
) -> SeenCall:
    """Return a call taken so many days after Monday, closed so many days later; None: it is open."""
    taken = taken_at or MONDAY + timedelta(days=day)
    closed_at = None if open_days is None else taken + timedelta(days=open_days)
    return SeenCall(
        id=the_id(name),
        call_type=call_type,
        state=state or (CallState.TO_PLAN if closed_at is None else CallState.CLOSED),
        taken=Moment(taken, taken_how),
        closed=Moment(closed_at, closed_how if closed_at else ""),
        visits=tuple(visits),
        problem=problem,
        pages=pages,
        pages_at_end=pages_at_end,
        respond_by=respond_by,
        term=term,
        hours=hours or working_hours(),
        phone=phone,
    )


def seen_machine(*calls: SeenCall, machine: str = "chen", model: str = C450) -> SeenMachine:
    return SeenMachine(machine, model, "C4", tuple(sorted(calls, key=lambda call: call.taken.at or MONDAY)))


def facts(*calls: SeenCall, norms: NormSet | None = NORMS, machine: str = "chen") -> dict[str, Fact]:
    """Return what the numbers know of one machine's calls, by their names."""
    names = {call.id: call.id.bytes.rstrip(b"\0").decode() for call in calls}
    found = facts_of(seen_machine(*calls, machine=machine), OneVersion(norms))
    return {names[fact.call_id]: fact for fact in found}
