"""Somebody who was alerted answers, by the link in their message or signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.answer_alert import answer_alert
from steadyhand.business.calls.alerts.reading import Alerted, AlertFacts, alert_of_step
from steadyhand.business.calls.alerts.rules import AlertState, Answer
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rota.reading import is_working
from steadyhand.flows.visit.alert_next import PURPOSE, alert_next
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import LinkRefused, follow_link


@dataclass(frozen=True, slots=True)
class AlertSeen:
    """An alert as the person sees it who was alerted by this step."""

    alert: AlertFacts
    step: Alerted
    by: Actor


def follow_alert_link(token: str, *, now: datetime) -> AlertSeen:
    """Return the alert behind a token, and who may answer it.

    Raises:
        LinkRefused: forged, run out, or whoever it was sent to works here no more. All read alike.
    """
    link = follow_link(token, purpose=PURPOSE, now=now)
    alert = alert_of_step(link.tenant_id, link.about_id)
    step = next((step for step in alert.steps if step.id == link.about_id), None) if alert else None
    if alert is None or step is None or not is_working(link.tenant_id, step.user_id):
        raise LinkRefused("This link is no longer valid.")
    return AlertSeen(alert, step, actor_for(step.user_id))


@transaction.atomic
def answer_on_call(*, by: Actor, step_id: UUID, answer: Answer, how: str, now: datetime) -> None:
    """Keep an answer; a no from whoever the call waits for moves it on at once.

    Raises:
        CannotAnswer: it isn't their alert, somebody else has it, or it is over.
    """
    answer_alert(by=by, step_id=step_id, answer=answer, how=how, now=now)
    alert = alert_of_step(by.tenant_id, step_id)
    is_open = alert is not None and alert.state is AlertState.OPEN
    if answer is Answer.CANNOT and alert is not None and is_open and alert.steps[-1].user_id == by.user_id:
        alert_next(by=by, alert=alert, now=now)
