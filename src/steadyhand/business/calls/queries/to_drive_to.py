"""Which visits are still to be made on a day, where, and by whom? For whoever packs before the first drive."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.shared.actor import Actor

# A branch of a hundred technicians plans some seven hundred visits a day.
MOST = 2_000
_COLUMNS = (
    *("id", "call_id", "call__ref", "technician_id", "planned_for", "state", "call__problem"),
    *("call__customer__name", "call__caller_name", "call__machine__model__name"),
    *("call__site__name", "call__site__latitude", "call__site__longitude"),
)


@dataclass(frozen=True, slots=True)
class ToDriveTo:
    """A visit to make. Degrees are None where nobody knows them."""

    visit_id: UUID
    call_id: UUID
    call_number: str
    technician_id: UUID
    planned_for: datetime
    has_begun: bool
    problem: str
    customer: str
    machine: str
    site: str
    latitude: float | None
    longitude: float | None


def to_drive_to(by: Actor, *, starts_at: datetime, until: datetime) -> tuple[ToDriveTo, ...]:
    """Return the visits at the actor's branches that are planned in a span and not over, in their order. One query."""
    open_states = (VisitState.PLANNED, VisitState.ON_THE_WAY, VisitState.ON_SITE)
    rows = Visit.objects.visible_to(by).filter(
        planned_for__gte=starts_at, planned_for__lt=until, state__in=open_states, technician_id__isnull=False
    )
    return tuple(
        ToDriveTo(
            visit_id=visit_id,
            call_id=call_id,
            call_number=number,
            technician_id=technician_id,
            planned_for=planned_for,
            has_begun=state != VisitState.PLANNED,
            problem=problem,
            customer=customer or caller,
            machine=model or "",
            site=site or "",
            latitude=latitude,
            longitude=longitude,
        )
        for (
            visit_id, call_id, number, technician_id, planned_for, state, problem, customer, caller, model, site,
            latitude, longitude,
        ) in rows.order_by("planned_for", "id").values_list(*_COLUMNS)[:MOST]
    )  # fmt: skip


def is_call_seen(by: Actor, call_id: UUID) -> bool:
    """Tell whether there is such a call at the actor's branches. One query."""
    return Call.objects.visible_to(by).filter(id=call_id).exists()


def call_numbers(by: Actor, call_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the numbers of calls at the actor's branches. One query."""
    return dict(Call.objects.visible_to(by).filter(id__in=call_ids).values_list("id", "ref"))
