"""The desk takes on a visit that a technician proposed: its call is taken, as optional work for a day with room."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.proposals.keeping import CannotAnswer, answer, proposal_to_answer, say_taken_on
from steadyhand.business.calls.proposals.rules import ProposalState
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.flows.visit.take_call import CallTaken, CannotTakeCall, take_call
from steadyhand.shared.actor import Actor


@transaction.atomic
def take_on_proposed(*, by: Actor, proposal_id: UUID, now: datetime) -> CallTaken:
    """Take the call of a proposal, tell whoever proposed it, and return it. It can wait: the plan fills gaps with it.

    Raises:
        CannotAnswer: not theirs, answered meanwhile, or the call can't be taken.
    """
    row = proposal_to_answer(by, proposal_id)
    call_type = CallType(row.call_type)
    try:
        taken = take_call(
            by=by,
            # The technician's own words are for the inside; the call's may be read by its customer.
            problem=_PROBLEMS[call_type],
            call_type=call_type,
            urgency=Urgency.CAN_WAIT,
            customer_id=row.customer_id,
            site_id=row.site_id,
            machine_id=row.machine_id,
            now=now,
        )
    except CannotTakeCall as reason:
        raise CannotAnswer(str(reason)) from reason
    words = f"Taken on as call {taken.number}; it is planned where a day has room."
    answer(row, ProposalState.TAKEN_ON, by=by, words=words, call_id=taken.id, now=now)
    say_taken_on(row, by=by, words=words, now=now)
    return taken


_PROBLEMS = {
    CallType.PREVENTIVE: "Preventive visit: a look at the machine before anything happens",
    CallType.COURTESY: "Courtesy visit: how are things, and is there anything we can do?",
}
