"""What follows from a call's row, and what must hold in it? Standing, whose call it is, the visit it brings along."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from steadyhand.business.calls.proposals.rules import LEAST_MINUTES, MOST_MINUTES, USUAL_MINUTES, ProposalState
from steadyhand.business.calls.rules import CallState, CallType, VisitState, WaitingFor, standing_of
from steadyhand.imports.kinds.columns import short_ref
from steadyhand.imports.kinds.machines import METER_KINDS, readings_in

if TYPE_CHECKING:
    from steadyhand.imports.taking.context import Context
    from steadyhand.imports.taking.rows import Known, Rows

# A visit stands in a call's row if one of these is filled in.
VISIT_SIGNS = (
    "technician",
    "planned_for",
    "on_the_way_at",
    "arrived_at",
    "finished_at",
    "told_customer",
    "stays_inside",
)
VISIT_FIELDS = (
    "technician",
    "planned_for",
    "planned_minutes",
    "on_the_way_at",
    "on_the_way_at_how",
    "arrived_at",
    "arrived_at_how",
    "finished_at",
    "finished_at_how",
    "problem_code",
    "cause_code",
    "correction_code",
    "told_customer",
    "stays_inside",
    "next_step",
)
_ENDED_AS = {WaitingFor.PARTS: VisitState.PARTS, WaitingFor.IT: VisitState.IT, WaitingFor.HANDS: VisitState.HANDS}


def complete_code(rows: "Rows", _context: "Context") -> None:
    """A code's number is its kind and code together, as everywhere."""
    kinds, codes = rows.cells("kind"), rows.cells("code")
    rows.set_cells("ref", [short_ref(f"{kind}:{code}") for kind, code in zip(kinds, codes, strict=True)])


def complete_call(rows: "Rows", context: "Context") -> None:
    _from_the_machine(rows)
    _belongs_together(rows)
    context.give_branch(rows)
    _in_order(rows, ("taken_at", "closed_at"), "closed_at", "The call was closed before it was taken")
    visit_times_in_order(rows)
    _say_the_problem(rows)
    _say_the_standing(rows)


def complete_visit(rows: "Rows", _context: "Context") -> None:
    visit_times_in_order(rows)
    rows.set_cells("number", [1 if number is None else number for number in rows.cells("number")])
    for index, number in enumerate(rows.cells("number")):
        if number < 1:
            rows.reject(index, "number", f"{number} is no visit's number.", "Count a call's visits from 1.")
    # The same as visits planned here are numbered.
    refs = [
        ref or (short_ref(f"{call.ref}-{number}") if call else None)
        for ref, call, number in zip(rows.cells("ref"), rows.link("call"), rows.cells("number"), strict=True)
    ]
    rows.set_cells("ref", refs)
    states, finished = rows.cells("state"), rows.cells("finished_at")
    arrived = rows.cells("arrived_at")
    rows.set_cells("state", [_visit_state(*row) for row in zip(states, finished, arrived, strict=True)])


def complete_part_used(rows: "Rows", _context: "Context") -> None:
    for index, quantity in enumerate(rows.cells("quantity")):
        if quantity is not None and quantity < 1:
            rows.reject(index, "quantity", f"{quantity} is no quantity.", "Write how many were used, 1 or more.")


def carried_by_a_call(rows: "Rows", _context: "Context") -> list[tuple[str, "Rows"]]:
    """Return the first visits of calls, where their rows say anything of one."""
    signs = [rows.cells(name) for name in VISIT_SIGNS if name in rows.names]
    places = [index for index, said in enumerate(zip(*signs, strict=True)) if any(said)] if signs else []
    if not places:
        return []
    meters = [f"meter_{kind}" for kind in METER_KINDS]
    visits = rows.carried(places, {name: name for name in (*VISIT_FIELDS, *meters)}, number=1)
    calls = rows.known()
    visits.set_link("call", [calls[place] for place in places])
    visits.set_link("machine", [rows.link("machine")[place] for place in places])
    visits.set_cells("state", [_first_visit_state(rows, place) for place in places])
    closed = rows.cells("closed_at")
    visits.set_cells("call_closed_at", [closed[place] for place in places])
    return [("visits", visits)]


def carried_by_a_visit(rows: "Rows", _context: "Context") -> list[tuple[str, "Rows"]]:
    """Return what was read on visits; the time is when the visit ended, or the nearest that is known."""
    times = zip(
        *(rows.cells(name) for name in ("finished_at", "arrived_at", "call_closed_at", "planned_for")), strict=True
    )
    rows.set_cells("meter_read_at", [next(filter(None, row), None) for row in times])
    machines: Sequence[Known | None] = rows.link("machine")
    return readings_in(rows, machines, read_at="meter_read_at", visits=rows.known())


def visit_times_in_order(rows: "Rows") -> None:
    _in_order(rows, ("on_the_way_at", "arrived_at"), "arrived_at", "The technician arrived before setting out")
    _in_order(rows, ("arrived_at", "finished_at"), "finished_at", "The visit ended before the technician arrived")


def _in_order(rows: "Rows", names: tuple[str, str], blamed: str, sentence: str) -> None:
    if not rows.names.issuperset(names):
        return
    earlier, later = (rows.cells(name) for name in names)
    for index, (first, second) in enumerate(zip(earlier, later, strict=True)):
        # A bare day lies anywhere within it.
        if first is not None and second is not None and second.at < first.at and second.stated == first.stated:
            rows.reject(index, blamed, f"{sentence}.", "Correct one of the two times.")


def _from_the_machine(rows: "Rows") -> None:
    """A call about a machine is its customer's, at its site, unless the file says otherwise."""
    machines = rows.link("machine")
    if not any(machines):
        return
    made = type(next(filter(None, machines)))
    customers, sites = rows.link("customer"), rows.link("site")
    given_customers, given_sites = list(customers), list(sites)
    for index, machine in enumerate(machines):
        if machine is None or not machine.customer_id:
            continue
        if given_customers[index] is None:
            given_customers[index] = made(
                machine.customer_id, branch_id=machine.branch_id, customer_id=machine.customer_id
            )
        owner = given_customers[index]
        if given_sites[index] is None and machine.site_id and owner and owner.id == machine.customer_id:
            given_sites[index] = made(machine.site_id, branch_id=machine.branch_id, customer_id=machine.customer_id)
    rows.set_link("customer", given_customers)
    rows.set_link("site", given_sites)


def _belongs_together(rows: "Rows") -> None:
    customers = rows.link("customer")
    for name in ("site", "contact"):
        for index, (known, customer) in enumerate(zip(rows.link(name), customers, strict=True)):
            if known and customer and known.customer_id and known.customer_id != customer.id:
                rows.reject(
                    index,
                    name,
                    f"This {name} belongs to another customer.",
                    f"Correct the {name} or the customer in this row.",
                )


def _say_the_problem(rows: "Rows") -> None:
    """Nobody can work on a call without a word on it: the code's or the type's will do."""
    said = zip(rows.cells("problem"), rows.cells("problem_code"), rows.cells("call_type"), strict=True)
    rows.set_cells(
        "problem",
        [problem or code or CallType(call_type or CallType.CORRECTIVE).label for problem, code, call_type in said],
    )


def _say_the_standing(rows: "Rows") -> None:
    states, waiting = list(rows.cells("state")), list(rows.cells("waiting_for"))
    closed, cancelled = rows.cells("closed_at"), rows.cells("cancelled_because")
    for index, state in enumerate(states):
        if state is None:
            states[index], waiting[index] = _standing(rows, index, closed[index], cancelled[index], waiting[index])
        if state == CallState.WAITING and waiting[index] is None:
            rows.reject(index, "waiting_for", "The call waits, and nothing says for what.", "Write parts, it or hands.")
        if state == CallState.CLOSED and closed[index] is None:
            rows.reject(index, "closed_at", "The call is closed, and nothing says when.", "Fill in when it was closed.")
    rows.set_cells("state", states)
    rows.set_cells("waiting_for", waiting)


def _standing(rows: "Rows", index: int, closed: Any, cancelled: Any, waiting: Any) -> tuple[str, str | None]:
    if cancelled is not None:
        return CallState.CANCELLED.value, None
    if closed is not None:
        return CallState.CLOSED.value, None
    if waiting is not None:
        return CallState.WAITING.value, waiting
    if rows.cells("finished_at")[index] is not None:
        # The visit is over and the call is not: without a word on why, it is to be planned again.
        return CallState.TO_PLAN.value, None
    has_visit = any(rows.cells(name)[index] for name in VISIT_SIGNS if name in rows.names)
    visits = [VisitState(_state_by_times(rows, index))] if has_visit else []
    return standing_of(visits).state.value, None


def _first_visit_state(rows: "Rows", place: int) -> str:
    state, waiting = rows.cells("state")[place], rows.cells("waiting_for")[place]
    if state == CallState.WAITING and waiting is not None:
        return _ENDED_AS[WaitingFor(waiting)].value
    if state == CallState.CLOSED or rows.cells("finished_at")[place] is not None:
        return VisitState.DONE.value
    if state == CallState.CANCELLED:
        return VisitState.CANCELLED.value
    return _state_by_times(rows, place)


def _state_by_times(rows: "Rows", place: int) -> str:
    """Return how far a visit is that isn't over."""
    if rows.cells("arrived_at")[place] is not None:
        return VisitState.ON_SITE.value
    return (VisitState.ON_THE_WAY if rows.cells("on_the_way_at")[place] is not None else VisitState.PLANNED).value


def _visit_state(state: str | None, finished: Any, arrived: Any) -> str:
    if state is not None:
        return state
    if finished is not None:
        return VisitState.DONE.value
    return (VisitState.ON_SITE if arrived is not None else VisitState.PLANNED).value


def complete_proposal(rows: "Rows", _context: "Context") -> None:
    """A wish for one day ends on it; what was decided says why, or which call was taken."""
    wished = zip(rows.cells("wished_from"), rows.cells("wished_until"), strict=True)
    rows.set_cells("wished_until", [until or first for first, until in wished])
    rows.set_cells("minutes", [USUAL_MINUTES if each is None else each for each in rows.cells("minutes")])
    names = ("wished_from", "wished_until", "minutes", "state", "answer")
    for index, (first, until, minutes, state, answer) in enumerate(
        zip(*(rows.cells(name) for name in names), strict=True)
    ):
        if first is not None and until is not None and until < first:
            rows.reject(index, "wished_until", "The wish ends before it begins.", "Write the later day.")
        if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
            most = f"Write between {LEAST_MINUTES} and {MOST_MINUTES} minutes."
            rows.reject(index, "minutes", f"{minutes} minutes can't be planned.", most)
        if state == ProposalState.DECLINED and not answer:
            rows.reject(index, "answer", "It was declined, and nobody says why.", "Write what the technician was told.")
