"""Nobody need be alerted any more: the branch has opened, or the call is in somebody's hands."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.alerts.models import Alert
from steadyhand.business.calls.alerts.rules import AlertState
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def end_alert(*, by: Actor, alert_id: UUID, version: int, because: str, now: datetime) -> bool:
    """End an alert that nobody has taken; return False where somebody was faster."""
    alerts = Alert.objects.of(by.tenant_id).filter(id=alert_id, version=version, state=AlertState.OPEN)
    ended = alerts.update(state=AlertState.ENDED, ended_at=now, ended_because=because, version=version + 1)
    if ended:
        call = Alert.objects.of(by.tenant_id).select_related("call").get(id=alert_id).call
        record_change(call, by=by, at=now, verb="ended the alert", why=because)
    return bool(ended)
