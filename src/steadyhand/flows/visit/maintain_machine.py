"""A machine is due: its preventive call is taken, for the desk to plan."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.maintenance import DueMachine, due_machine
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.machines.upkeep.maintenance import Basis
from steadyhand.flows.visit.take_call import CallTaken, CannotTakeCall, take_call
from steadyhand.shared.actor import Actor


@transaction.atomic
def take_preventive_call(
    *, by: Actor, machine_id: UUID, contact_id: UUID | None = None, today: date, now: datetime
) -> CallTaken:
    """Take the preventive call of a machine that is due.

    Raises:
        CannotTakeCall: it isn't due or not theirs, or such a call is open already.
    """
    due = due_machine(by, machine_id, today=today)
    if due is None:
        raise CannotTakeCall(
            "This machine isn't due any more: somebody has maintained it, or its model's cycle changed."
        )
    if due.open_call is not None:
        raise CannotTakeCall(f"Call {due.open_call.number} for its maintenance is open already; go on with that one.")
    return take_call(
        by=by,
        problem=problem_of(due),
        call_type=CallType.PREVENTIVE,
        urgency=Urgency.CAN_WAIT,
        machine_id=machine_id,
        contact_id=contact_id,
        now=now,
    )


def problem_of(due: DueMachine) -> str:
    """Return why the call was taken, in words that its customer may read too."""
    if due.basis is Basis.PAGES and due.every_pages:
        return f"Preventive maintenance, due every {due.every_pages:,} pages"
    return f"Preventive maintenance, due every {due.every_days:,} days" if due.every_days else "Preventive maintenance"
