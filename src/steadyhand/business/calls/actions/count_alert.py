"""Somebody's minutes to answer an alert begin."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.alerts.models import AlertStep
from steadyhand.shared.actor import Actor


def count_alert(*, by: Actor, step_id: UUID, counts_from: datetime) -> None:
    """Keep from when they count, so that it survives a restart and a clock that is set."""
    AlertStep.objects.of(by.tenant_id).filter(id=step_id).update(counts_from=counts_from)
