"""Calls and visits as people make them happen: every step by the application's own flows and actions."""

from uuid import UUID

from steadyhand.business.calls.actions.answer_message import answer_message
from steadyhand.business.calls.actions.correct_times import StatedTimes
from steadyhand.business.calls.actions.leave_message import leave_message
from steadyhand.business.calls.actions.move_visit import move_visit
from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.models import Call, CustomerMessage, Visit
from steadyhand.business.calls.rules import CallState
from steadyhand.business.machines.actions.record_reading import record_reading
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.cancel_call import cancel_call
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.correct_times import correct_times
from steadyhand.flows.visit.identify_caller import identify_caller
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.simulator import happenings as h
from steadyhand.simulator.landing.actors import Actors
from steadyhand.simulator.landing.ids import Ids


class CallsByPeople:
    """Remembers under which ids the application keeps what happened: it makes its own."""

    def __init__(self, ids: Ids, tenant_id: UUID, actors: Actors) -> None:
        self._ids = ids
        self._tenant_id = tenant_id
        self._actors = actors
        self._calls: dict[str, UUID] = {}
        self._visits: dict[str, UUID] = {}
        self._messages: dict[str, UUID] = {}

    def take(self, it: h.CallTaken) -> None:
        taken = take_call(
            by=self._actors.named(it.taken_by),
            problem=it.problem,
            call_type=it.call_type,
            urgency=it.urgency,
            problem_code_id=self._maybe(it.problem_code),
            customer_id=self._maybe(it.customer),
            site_id=self._maybe(it.site),
            machine_id=self._maybe(it.machine),
            contact_id=self._maybe(it.contact),
            branch_id=UUID(self._ids.of(it.branch)),
            caller_name=it.caller_name,
            caller_phone=it.caller_phone,
            said_about_machine=it.said_about_machine,
            purchase_order=it.purchase_order,
            alerts=False,
            now=it.at,
        )
        self._calls[it.key] = taken.id

    def identify(self, it: h.CallIdentified) -> None:
        identify_caller(
            by=self._actors.named("the desk"),
            call_id=self._calls[it.key],
            version=self._call_version(it.key),
            customer_id=self._maybe(it.customer),
            site_id=self._maybe(it.site),
            machine_id=self._maybe(it.machine),
            contact_id=self._maybe(it.contact),
            now=it.at,
        )

    def solve(self, it: h.CallSolved) -> None:
        # No action ends a call without a visit; a file may bring such calls, and this one comes as in a file.
        version = self._call_version(it.key)
        Call.objects.of(self._tenant_id).filter(id=self._calls[it.key]).update(
            state=CallState.CLOSED, closed_at=it.closed_at, closed_at_how=it.closed_at_how, version=version + 1
        )

    def cancel(self, it: h.CallCancelled) -> None:
        cancel_call(
            by=self._actors.named(it.cancelled_by),
            call_id=self._calls[it.key],
            version=self._call_version(it.key),
            why=it.because,
            now=it.at,
        )

    def plan(self, it: h.VisitPlanned) -> None:
        planned = plan_visit(
            by=self._actors.named(it.planned_by),
            call_id=self._calls[it.call],
            version=self._call_version(it.call),
            technician_id=UUID(self._ids.of(it.technician)),
            starts_at=it.planned_for,
            minutes=it.planned_minutes,
            now=it.at,
        )
        self._visits[it.key] = planned.id

    def move(self, it: h.VisitMoved) -> None:
        minutes = self._visit(it.key).planned_minutes
        move_visit(
            by=self._actors.named(it.moved_by),
            visit_id=self._visits[it.key],
            version=self._visit(it.key).version,
            technician_id=UUID(self._ids.of(it.technician)),
            starts_at=it.planned_for,
            minutes=minutes,
            why=it.why,
            now=it.at,
        )

    def set_out(self, it: h.TravelStarted) -> None:
        visit = self._visit(it.key)
        start_travel(by=self._actors.technician(it.technician), visit_id=visit.id, version=visit.version, now=it.at)

    def arrive(self, it: h.VisitArrived) -> None:
        visit = self._visit(it.key)
        arrive(by=self._actors.technician(it.technician), visit_id=visit.id, version=visit.version, now=it.at)

    def close(self, it: h.VisitClosed) -> None:
        visit, technician = self._visit(it.key), self._actors.technician(it.technician)
        closing = Closing(
            outcome=it.outcome,
            told_customer=it.told_customer,
            stays_inside=it.stays_inside,
            next_step=it.next_step,
            cause_code_id=self._maybe(it.cause_code),
            correction_code_id=self._maybe(it.correction_code),
            parts=tuple((UUID(self._ids.of(part.part)), part.quantity) for part in it.parts),
        )
        close_visit(by=technician, visit_id=visit.id, version=visit.version, closing=closing, now=it.at)
        self._state_times(it, technician)

    def read(self, it: h.MeterRead) -> None:
        record_reading(
            by=self._actors.named("the desk"),
            meter_id=UUID(self._ids.of(it.meter)),
            shown=it.shown,
            read_at=it.read_at,
            read_at_how=How(it.read_at_how),
            is_new_counter=it.is_new_counter,
            visit_id=self._visits[it.visit] if it.visit else None,
            now=it.at,
        )

    def hear(self, it: h.MessageSent) -> None:
        call_id = self._calls[it.call]
        leave_message(by=self._actors.named("the customer"), call_id=call_id, kind=it.kind, words=it.words, now=it.at)
        newest = CustomerMessage.objects.of(self._tenant_id).filter(call_id=call_id).order_by("-sent_at", "-id")
        self._messages[it.key] = newest.values_list("id", flat=True)[0]

    def answer(self, it: h.MessageAnswered) -> None:
        by = self._actors.named(it.answered_by)
        answer_message(by=by, message_id=self._messages[it.key], how="Rang back.", now=it.at)

    def _state_times(self, it: h.VisitClosed, technician: Actor) -> None:
        """State the times that nobody tapped, as a technician does who thinks of it afterwards."""
        stated = StatedTimes(
            on_the_way_at=it.on_the_way_at if it.on_the_way_at_how == "entered" else None,
            arrived_at=it.arrived_at if it.arrived_at_how == "entered" else None,
            finished_at=it.finished_at if it.finished_at_how == "entered" and it.finished_at != it.at else None,
        )
        if stated != StatedTimes():
            visit = self._visit(it.key)
            correct_times(by=technician, visit_id=visit.id, version=visit.version, times=stated, now=it.at)

    def _call_version(self, key: str) -> int:
        calls = Call.objects.of(self._tenant_id).filter(id=self._calls[key])
        return calls.values_list("version", flat=True).get()

    def _visit(self, key: str) -> Visit:
        return Visit.objects.of(self._tenant_id).get(id=self._visits[key])

    def _maybe(self, key: str | None) -> UUID | None:
        return UUID(self._ids.of(key)) if key else None
