"""Has somebody had their time to answer? Every few seconds each open alert is looked at, and moves on or ends."""

from datetime import datetime, timedelta

from django.db import transaction

from steadyhand.business.calls.actions.count_alert import count_alert
from steadyhand.business.calls.actions.end_alert import end_alert
from steadyhand.business.calls.alerts.reading import Alerted, AlertFacts, open_alerts
from steadyhand.business.calls.alerts.rules import Answer, counts_from, over_because
from steadyhand.business.calls.alerts.settings import ANSWER_MINUTES
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.flows.visit.alert_next import alert_next
from steadyhand.shared.actor import Actor
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.listing import messages_about


def move_alerts_on(*, by: Actor, now: datetime) -> int:
    """Look at every open alert of a dealership; return how many moved on or ended.

    What is decided follows from rows alone, so it makes no difference how long the server was down, nor how many
    workers look at the same moment.
    """
    alerts = open_alerts(by.tenant_id)
    if not alerts:
        return 0
    wait = timedelta(minutes=value_of(by.tenant_id, ANSWER_MINUTES))
    return sum(_look_at(alert, by=by, wait=wait, now=now) for alert in alerts)


@transaction.atomic
def _look_at(alert: AlertFacts, *, by: Actor, wait: timedelta, now: datetime) -> bool:
    because = over_because(alert.call_state, until=alert.until, now=now)
    if because:
        return end_alert(by=by, alert_id=alert.id, version=alert.version, because=because, now=now)
    if alert.steps and not _is_time(alert.steps[-1], by=by, wait=wait, now=now):
        return False
    return bool(alert_next(by=by, alert=alert, now=now))


def _is_time(step: Alerted, *, by: Actor, wait: timedelta, now: datetime) -> bool:
    """Tell whether the last person alerted has said no, can't be reached, or has had their minutes."""
    if step.answer is Answer.CANNOT:
        return True
    messages = messages_about(by.tenant_id, [step.id])
    if all(message.state is OutgoingMessage.State.FAILED for message in messages):
        return True
    begins = counts_from(
        step.counts_from,
        [message.sent_at for message in messages if message.sent_at],
        alerted_at=step.alerted_at,
        was_tried=any(message.attempts for message in messages),
        now=now,
    )
    if begins is not None and begins != step.counts_from:
        count_alert(by=by, step_id=step.id, counts_from=begins)
    return begins is not None and begins + wait <= now
