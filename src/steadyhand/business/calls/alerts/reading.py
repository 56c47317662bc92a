"""Which alerts are there, who was alerted, what did they say? Answers are values, never model objects."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.alerts.models import Alert, AlertStep
from steadyhand.business.calls.alerts.rules import AlertState, Answer, Rung
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState, Urgency
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet


@dataclass(frozen=True, slots=True)
class Alerted:
    """One person who was alerted."""

    id: UUID
    number: int
    user_id: UUID
    name: str
    rung: Rung
    alerted_at: datetime
    counts_from: datetime | None
    answer: Answer
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """One alert with everybody who was alerted, in order."""

    id: UUID
    tenant_id: UUID
    version: int
    call_id: UUID
    call: str
    urgency: Urgency
    who: str
    where: str
    machine: str
    problem: str
    phone: str
    call_state: CallState
    branch_id: UUID
    branch: str
    began_at: datetime
    because: str
    until: datetime
    state: AlertState
    ended_at: datetime | None
    ended_because: str
    steps: tuple[Alerted, ...]

    @property
    def taken_by(self) -> Alerted | None:
        """Who has it, or had it when it was over."""
        if self.state is AlertState.OPEN:
            return None
        takes = [step for step in self.steps if step.answer is Answer.TAKES and step.answered_at]
        return max(takes, key=lambda step: (step.answered_at or step.alerted_at, step.number), default=None)


def alerts_of_call(by: Actor, call_id: UUID) -> tuple[AlertFacts, ...]:
    """Return the alerts for a call, newest first. Two queries."""
    return _facts(Alert.objects.visible_to(by).filter(call_id=call_id).order_by("-began_at", "-id"))


def alerts_since(by: Actor, since: datetime, *, most: int = 20) -> tuple[AlertFacts, ...]:
    """Return the alerts under way and those that began since a moment, newest first. Four queries."""
    under_way = Alert.objects.visible_to(by).filter(state=AlertState.OPEN)
    lately = Alert.objects.visible_to(by).filter(began_at__gte=since)
    ids = {
        *under_way.values_list("id", flat=True)[:most],
        *lately.order_by("-began_at").values_list("id", flat=True)[:most],
    }
    return _facts(Alert.objects.visible_to(by).filter(id__in=ids).order_by("-began_at", "-id"))


def alerts_for(by: Actor, *, now: datetime) -> tuple[tuple[AlertFacts, Alerted], ...]:
    """Return the alerts under way that this person was alerted to, each with their own newest step. Three queries."""
    if by.user_id is None:
        return ()
    mine = AlertStep.objects.of(by.tenant_id).filter(user_id=by.user_id, alert__until__gt=now).order_by("-alerted_at")
    ids = list(
        mine.filter(alert__state__in=(AlertState.OPEN, AlertState.TAKEN)).values_list("alert_id", flat=True)[:20]
    )
    alerts = _facts(Alert.objects.of(by.tenant_id).filter(id__in=ids).order_by("-began_at", "-id"))
    return tuple(
        (alert, max((s for s in alert.steps if s.user_id == by.user_id), key=lambda s: s.number)) for alert in alerts
    )


def alert_of_step(tenant_id: UUID, step_id: UUID) -> AlertFacts | None:
    """Return the alert that somebody was alerted to by this step, or None."""
    alert_id = AlertStep.objects.of(tenant_id).filter(id=step_id).values_list("alert_id", flat=True).first()
    return the_alert(tenant_id, alert_id) if alert_id else None


def the_alert(tenant_id: UUID, alert_id: UUID) -> AlertFacts | None:
    return next(iter(_facts(Alert.objects.of(tenant_id).filter(id=alert_id))), None)


def open_alerts(tenant_id: UUID) -> tuple[AlertFacts, ...]:
    """Return the alerts that nobody has taken yet, the oldest first. Two queries."""
    return _facts(Alert.objects.of(tenant_id).filter(state=AlertState.OPEN).order_by("began_at", "id"))


def _facts(alerts: RowQuerySet[Alert]) -> tuple[AlertFacts, ...]:
    rows = list(alerts.select_related("call__customer", "call__site", "call__machine", "call__contact", "call__branch"))
    steps = _steps(rows)
    return tuple(_alert(row, row.call, steps.get(row.id, ())) for row in rows)


def _steps(rows: Collection[Alert]) -> dict[UUID, tuple[Alerted, ...]]:
    found: dict[UUID, tuple[Alerted, ...]] = {}
    tenants = {row.tenant_id for row in rows}
    for tenant_id in tenants:
        mine = AlertStep.objects.of(tenant_id).filter(alert_id__in=[row.id for row in rows]).order_by("number")
        for step in mine:
            found[step.alert_id] = (*found.get(step.alert_id, ()), _step(step))
    return found


def _step(row: AlertStep) -> Alerted:
    return Alerted(
        id=row.id,
        number=row.number,
        user_id=row.user_id,
        name=row.name,
        rung=Rung(row.rung),
        alerted_at=row.alerted_at,
        counts_from=row.counts_from,
        answer=Answer(row.answer),
        answered_at=row.answered_at,
    )


def _alert(row: Alert, call: Call, steps: tuple[Alerted, ...]) -> AlertFacts:
    contact_phone = (call.contact.mobile or call.contact.phone) if call.contact else ""
    customer_phone = call.customer.phone if call.customer else ""
    return AlertFacts(
        id=row.id,
        tenant_id=row.tenant_id,
        version=row.version,
        call_id=call.id,
        call=call.ref,
        urgency=Urgency(call.urgency),
        who=call.customer.name if call.customer else call.caller_name or "an unknown caller",
        where=call.site.address if call.site else "",
        machine=str(call.machine) if call.machine else call.said_about_machine,
        problem=call.problem,
        phone=call.caller_phone or contact_phone or customer_phone,
        call_state=CallState(call.state),
        branch_id=call.branch_id,
        branch=call.branch.name,
        began_at=row.began_at,
        because=row.because,
        until=row.until,
        state=AlertState(row.state),
        ended_at=row.ended_at,
        ended_because=row.ended_because,
        steps=steps,
    )
