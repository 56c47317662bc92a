"""Somebody is alerted to an urgent call."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.alerts.models import Alert, AlertStep
from steadyhand.business.calls.alerts.rules import AlertState, Candidate
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@dataclass(frozen=True, slots=True)
class Wanted:
    """The alert as somebody saw it when they decided whom to alert."""

    alert_id: UUID
    version: int
    steps: int


@transaction.atomic
def alert_person(*, by: Actor, wanted: Wanted, candidate: Candidate, name: str, now: datetime) -> UUID | None:
    """Add the next person to an alert and return the step's id; None where another worker was faster.

    The caller (a flow) queues the messages in the same transaction.
    """
    alerts = Alert.objects.of(by.tenant_id).filter(id=wanted.alert_id, state=AlertState.OPEN)
    # Two workers decide at the same moment: one UPDATE lets one of them, on any database.
    if not alerts.filter(version=wanted.version).update(version=wanted.version + 1):
        return None
    step = AlertStep.objects.create(
        tenant_id=by.tenant_id,
        alert_id=wanted.alert_id,
        number=wanted.steps + 1,
        user_id=candidate.user_id,
        name=name,
        rung=candidate.rung,
        alerted_at=now,
    )
    call = Alert.objects.of(by.tenant_id).select_related("call").get(id=wanted.alert_id).call
    record_change(call, by=by, at=now, verb="alerted", became={"person": name, "as": candidate.rung.label})
    return step.id
