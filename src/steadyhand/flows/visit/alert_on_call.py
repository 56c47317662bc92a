"""An urgent call after hours: does somebody have to be alerted, and who is the first?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.begin_alert import begin_alert
from steadyhand.business.calls.alerts.reading import the_alert
from steadyhand.business.calls.alerts.rules import URGENT
from steadyhand.business.calls.rules import Urgency
from steadyhand.business.dealership.calendars import CalendarUnusable
from steadyhand.business.dealership.rota.reading import hours_of
from steadyhand.flows.visit.alert_next import alert_next
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import BeyondHorizon, is_open, next_opening


@dataclass(frozen=True, slots=True)
class Alerting:
    """What came of it: who was alerted, or what kept anybody from being."""

    name: str = ""
    trouble: str = ""


@transaction.atomic
def alert_on_call(*, by: Actor, call_id: UUID, branch_id: UUID, urgency: str, because: str, now: datetime) -> Alerting:
    """Alert the first person if the call is urgent and its branch is closed. Once, however often it is asked.

    Call it inside the transaction that makes the call urgent: both are kept or neither.
    """
    if Urgency(urgency) not in URGENT:
        return Alerting()
    try:
        hours = hours_of(by.tenant_id, branch_id, around=now)
        if is_open(hours, now):
            return Alerting()
        until = next_opening(hours, now)
    except (CalendarUnusable, BeyondHorizon) as problem:
        return Alerting(trouble=f"Nobody was alerted, because it isn't known whether the branch is open: {problem}")
    alert_id = begin_alert(by=by, call_id=call_id, because=because, until=until, now=now)
    alert = the_alert(by.tenant_id, alert_id) if alert_id else None
    return Alerting() if alert is None else Alerting(name=alert_next(by=by, alert=alert, now=now))
