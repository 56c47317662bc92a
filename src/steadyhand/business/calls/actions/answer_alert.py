"""Somebody who was alerted says whether they take the call."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.alerts.models import Alert, AlertStep
from steadyhand.business.calls.alerts.reading import the_alert
from steadyhand.business.calls.alerts.rules import AlertState, Answer
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotAnswer(Exception):
    """The answer changes nothing any more; the message is for whoever was alerted."""


@transaction.atomic
def answer_alert(*, by: Actor, step_id: UUID, answer: Answer, how: str, now: datetime) -> None:
    """Keep what somebody says; taking it ends the search, and giving it back begins it again.

    The same answer twice is one answer.

    Raises:
        CannotAnswer: it isn't their alert, somebody else has it, or it is over.
    """
    step = AlertStep.objects.of(by.tenant_id).filter(id=step_id).first()
    if step is None or step.user_id != by.user_id:
        raise CannotAnswer("This alert went to somebody else; only they can answer it.")
    # Locked, so that of two who take it at the same moment the second is told about the first.
    alert = Alert.objects.of(by.tenant_id).select_for_update().get(id=step.alert_id)
    if step.answer == answer and alert.state != AlertState.OPEN:
        return
    if alert.state == AlertState.ENDED:
        raise CannotAnswer(f"This alert is over: {alert.ended_because}.")
    facts = the_alert(by.tenant_id, alert.id)
    holder = facts.taken_by if facts else None
    if holder is not None and holder.user_id != by.user_id and answer is Answer.TAKES:
        raise CannotAnswer(f"{holder.name} has taken it already; you can go back to sleep.")
    AlertStep.objects.filter(**step.where()).update(answer=answer, answered_at=now, answered_how=how)
    is_theirs = holder is not None and holder.user_id == by.user_id
    if answer is Answer.TAKES or is_theirs:
        state = AlertState.TAKEN if answer is Answer.TAKES else AlertState.OPEN
        Alert.objects.filter(**alert.where()).update(state=state, version=alert.version + 1)
    verb = "takes the call after hours" if answer is Answer.TAKES else "can't take the call after hours"
    record_change(alert.call, by=by, at=now, verb=verb, became={"how": how})
