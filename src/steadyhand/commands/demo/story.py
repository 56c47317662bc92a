"""What happened at the Chen Family Clinic, and what else waits at Lakeside? Told here, made true by the flows.

The simulated day brings visits done, under way and ahead; this adds what every first page should have, at moments
relative to now.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.actions.leave_message import leave_message
from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.queries.call import problem_codes
from steadyhand.business.calls.rules import CallType, Urgency, VisitState
from steadyhand.business.customers.actions.note_goal import note_goal
from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.commands.demo.promising import promise_offered
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.actor import Actor, the_system

QUARTER = timedelta(minutes=15)
GOAL = "No patient waits for a printout, and nobody at the desk has to know how the copier works."
GOAL_SAID_AGO = timedelta(days=120)
LAST_TIME = (
    "The drum was worn, and I exchanged it. If the lines come back within the month, we come the same day and exchange "
    "the whole imaging unit; you won't pay for it."
)
BACK_AGAIN = "The lines are back, just as before, and the waiting room is full."
UNKNOWN = "The big printer by the window jams, whatever we put in."
STANDSTILL = "It stops with an error, and nobody here can print anything."
SCANS = "Scans to e-mail have failed since this morning; it says the server refuses them."


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts, where, and when now is."""

    dana: Actor
    bruno: Actor
    bruno_id: UUID
    # A colleague of Bruno's who was somewhere about scanning.
    colleague: Actor
    colleague_id: UUID
    now: datetime

    def code(self, wanted: str) -> UUID | None:
        """Return the problem code that is called so, if this dealership has it."""
        return next((choice.id for choice in problem_codes(self.dana) if choice.code == wanted), None)


def tell_clinic(cast: Cast, *, customer_id: UUID, machine_id: UUID, contact_id: UUID) -> UUID:
    """Let the clinic's fault come back an hour ago: Bruno goes there next, and the clinic has asked something.

    Return the call.
    """
    now = cast.now
    said_at = now - GOAL_SAID_AGO
    note_goal(
        by=cast.bruno, customer_id=customer_id, words=GOAL, said_by="Grace Chen", said_on=said_at.date(), now=said_at
    )
    call_id = take_call(
        by=cast.dana,
        alerts=False,
        problem=BACK_AGAIN,
        urgency=Urgency.URGENT,
        problem_code_id=cast.code("LINES"),
        customer_id=customer_id,
        machine_id=machine_id,
        contact_id=contact_id,
        now=now - 4 * QUARTER,
    ).id
    # Sooner than the odds allow, for a reason: that is counted, and the page of promises shows how often it went well.
    give_promise(
        by=cast.dana,
        given=Given(
            kind=PromiseKind.ARRIVAL,
            by_at=_on_the_grid(now + 12 * QUARTER),
            channel=Channel.PHONE,
            call_id=call_id,
            sooner_because="We said that we come the same day if the lines come back, and Bruno is near",
        ),
        now=now - 4 * QUARTER,
    )
    plan_visit(
        by=cast.dana,
        call_id=call_id,
        version=1,
        technician_id=cast.bruno_id,
        starts_at=_on_the_grid(now + 3 * QUARTER),
        now=now - 3 * QUARTER,
        why="He exchanged the drum there.",
    )
    leave_message(
        by=the_system(cast.dana.tenant_id, "Grace Chen, by the link"),
        call_id=call_id,
        kind="please_call",
        words="Please ring before you come: the front desk is being painted, and you'd better use the side door.",
        now=now - QUARTER,
    )
    return call_id


def tell_what_waits(cast: Cast, machines: list[UUID]) -> None:
    """Let calls wait to be planned, one of them a standstill and one from nobody knows whom, and one wait for IT."""
    standstill, scanning = machines
    now = cast.now
    take_call(
        by=cast.dana,
        alerts=False,
        problem=STANDSTILL,
        urgency=Urgency.STANDSTILL,
        problem_code_id=cast.code("ERROR"),
        machine_id=standstill,
        now=now - 25 * QUARTER / 15,
    )
    unknown_at = now - 12 * QUARTER / 15
    unknown = take_call(
        by=cast.dana,
        alerts=False,
        problem=UNKNOWN,
        urgency=Urgency.URGENT,
        problem_code_id=cast.code("JAM"),
        caller_name="Somebody from Alder House",
        caller_phone="(614) 555-0191",
        said_about_machine="A big one by the window, two years old",
        now=unknown_at,
    )
    promise_offered(cast.dana, unknown.id, PromiseKind.ARRIVAL, Channel.PHONE, at=unknown_at)
    _hand_to_it(cast, scanning)


def _hand_to_it(cast: Cast, machine_id: UUID) -> None:
    arrived_at = cast.now - 8 * QUARTER
    call_id = take_call(
        by=cast.dana,
        alerts=False,
        problem=SCANS,
        call_type=CallType.NETWORK,
        machine_id=machine_id,
        now=arrived_at - 8 * QUARTER,
    ).id
    visit = plan_visit(
        by=cast.dana,
        call_id=call_id,
        version=1,
        technician_id=cast.colleague_id,
        starts_at=arrived_at,
        now=arrived_at - 7 * QUARTER,
    )
    by = cast.colleague
    start_travel(by=by, visit_id=visit.id, version=visit.version, now=arrived_at - QUARTER)
    arrive(by=by, visit_id=visit.id, version=visit.version + 1, now=arrived_at)
    closing = Closing(
        outcome=VisitState.IT,
        told_customer="The machine is fine; the mail server turns its scans away. Our IT specialist rings you.",
        stays_inside="Relay refuses since its certificate was renewed; the machine has only the old root certificates.",
        next_step="Our IT specialist looks at the mail server with you.",
    )
    close_visit(by=by, visit_id=visit.id, version=visit.version + 2, closing=closing, now=arrived_at + 3 * QUARTER)


def _on_the_grid(at: datetime) -> datetime:
    """Return the quarter of an hour that begins next: nobody plans a visit for 2:07."""
    late = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not late else at - late + QUARTER
