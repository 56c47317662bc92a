"""A customer asks something on their page. If their call is urgent and we are closed, somebody hears it now."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.leave_message import leave_message
from steadyhand.business.calls.queries.call import urgency_of
from steadyhand.flows.visit.alert_on_call import Alerting, alert_on_call
from steadyhand.shared.actor import Actor


@transaction.atomic
def hear_customer(*, by: Actor, call_id: UUID, kind: str, words: str, now: datetime) -> Alerting:
    """Keep the message, and alert the person on call where that is due.

    Raises:
        CannotLeaveMessage: too long, too many, or the call is over.
    """
    leave_message(by=by, call_id=call_id, kind=kind, words=words, now=now)
    branch_id, urgency = urgency_of(by, call_id)
    because = "the customer asked on their page"
    return alert_on_call(by=by, call_id=call_id, branch_id=branch_id, urgency=urgency, because=because, now=now)
