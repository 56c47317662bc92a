"""Where do visits stand that aren't over: of these calls, and of whoever goes to them?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, Urgency, VisitState, WaitingFor

OPEN_STATES = (VisitState.PLANNED, VisitState.ON_THE_WAY, VisitState.ON_SITE)


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit that isn't over."""

    id: UUID
    call_id: UUID
    technician_id: UUID | None
    technician: str
    technician_user_id: UUID | None
    zone: str
    who: str
    state: VisitState
    planned_for: datetime | None
    planned_minutes: int
    on_the_way_at: datetime | None
    arrived_at: datetime | None
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class CallNow:
    """What a call stands for, as far as a promise about it is concerned."""

    id: UUID
    state: CallState
    waiting_for: WaitingFor | None
    maker: str
    family: str


_VISIT = (
    *("id", "call_id", "technician_id", "technician__name", "technician__user_id", "technician__branch__zone"),
    *("call__customer__name", "call__caller_name", "call__urgency"),
    *("state", "planned_for", "planned_minutes", "on_the_way_at", "arrived_at"),
)


def open_visits(
    tenant_id: UUID, *, call_ids: Collection[UUID], since: datetime, until: datetime
) -> tuple[OpenVisit, ...]:
    """Return the visits of these calls that aren't over, and whatever their technicians have from `since` to `until`.

    Two queries, however many.
    """
    rows = Visit.objects.of(tenant_id).filter(state__in=OPEN_STATES)
    mine = list(rows.filter(call_id__in=call_ids).values(*_VISIT))
    technicians = {row["technician_id"] for row in mine if row["technician_id"]}
    theirs = rows.filter(Q(planned_for__gte=since, planned_for__lt=until), technician_id__in=technicians).values(
        *_VISIT
    )
    found = {row["id"]: row for row in [*mine, *theirs]}
    return tuple(
        OpenVisit(
            id=row["id"],
            call_id=row["call_id"],
            technician_id=row["technician_id"],
            technician=row["technician__name"] or "",
            technician_user_id=row["technician__user_id"],
            zone=row["technician__branch__zone"] or "UTC",
            who=row["call__customer__name"] or row["call__caller_name"] or "an unknown caller",
            state=VisitState(row["state"]),
            planned_for=row["planned_for"],
            planned_minutes=row["planned_minutes"],
            on_the_way_at=row["on_the_way_at"],
            arrived_at=row["arrived_at"],
            is_urgent=row["call__urgency"] in (Urgency.STANDSTILL, Urgency.URGENT),
        )
        for row in found.values()
    )


def calls_now(tenant_id: UUID, call_ids: Collection[UUID]) -> dict[UUID, CallNow]:
    """Return where these calls stand. One query."""
    facts = ("id", "state", "waiting_for", "machine__model__maker", "machine__model__family")
    return {
        row[0]: CallNow(
            id=row[0],
            state=CallState(row[1]),
            waiting_for=WaitingFor(row[2]) if row[2] else None,
            maker=row[3] or "",
            family=row[4] or "",
        )
        for row in Call.objects.of(tenant_id).filter(id__in=call_ids).values_list(*facts)
    }
