"""Which calls have had something happen lately that their customer may want to hear, and how do they stand?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.queries.customers_view import first_name
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.shared.clock import How

# A visit is worked on around the day for which it was planned; only so an index finds what has just happened.
AROUND_PLAN = timedelta(days=2)
# Older calls are rarely cancelled, and then by somebody who rings.
OLDEST_CANCELLED = timedelta(days=90)
KNOWN = (How.OBSERVED, How.ENTERED)


@dataclass(frozen=True, slots=True)
class VisitOfCall:
    """A visit as far as its customer may hear of it. Times that stand in for nobody's word are None."""

    id: UUID
    state: VisitState
    who: str
    planned_for: datetime | None
    on_the_way_at: datetime | None
    finished_at: datetime | None
    told: str
    next_step: str


@dataclass(frozen=True, slots=True)
class CallToTell:
    """A call whose customer may have to hear something."""

    id: UUID
    number: str
    branch_id: UUID
    branch_phone: str
    call_type: CallType
    state: CallState
    site_calendar_id: UUID | None
    contact_id: UUID | None
    machine: str
    taken_at: datetime
    closed_at: datetime | None
    visits: tuple[VisitOfCall, ...]


def calls_moved_since(tenant_id: UUID, since: datetime, *, now: datetime) -> frozenset[UUID]:
    """Return the calls that were taken, cancelled, or had a visit set out or end since then. Three queries."""
    calls = Call.objects.of(tenant_id)
    taken = calls.filter(taken_at__gte=since, taken_at__lte=now).values_list("id", flat=True)
    cancelled = calls.filter(
        state=CallState.CANCELLED, taken_at__gte=now - OLDEST_CANCELLED, closed_at__gte=since, closed_at__lte=now
    ).values_list("id", flat=True)
    visits = Visit.objects.of(tenant_id).filter(
        Q(on_the_way_at__gte=since) | Q(finished_at__gte=since),
        planned_for__gte=since - AROUND_PLAN,
        planned_for__lte=now + AROUND_PLAN,
    )
    return frozenset([*taken, *cancelled, *visits.values_list("call_id", flat=True)])


def calls_to_tell(tenant_id: UUID, call_ids: Collection[UUID]) -> dict[UUID, CallToTell]:
    """Return these calls with their visits, oldest first. Two queries."""
    if not call_ids:
        return {}
    visits: dict[UUID, list[VisitOfCall]] = {}
    rows = Visit.objects.of(tenant_id).filter(call_id__in=call_ids).select_related("technician")
    for row in rows.order_by("call_id", "number"):
        visits.setdefault(row.call_id, []).append(_visit(row))
    calls = Call.objects.of(tenant_id).filter(id__in=call_ids).select_related("branch", "site", "machine__model")
    return {row.id: _call(row, tuple(visits.get(row.id, ()))) for row in calls}


def _call(row: Call, visits: tuple[VisitOfCall, ...]) -> CallToTell:
    model = row.machine.model if row.machine else None
    return CallToTell(
        id=row.id,
        number=row.ref,
        branch_id=row.branch_id,
        branch_phone=row.branch.phone,
        call_type=CallType(row.call_type),
        state=CallState(row.state),
        site_calendar_id=row.site.calendar_id if row.site else None,
        contact_id=row.contact_id,
        machine=f"{model.maker} {model.name}".strip() if model else "",
        taken_at=row.taken_at,
        closed_at=row.closed_at,
        visits=visits,
    )


def _visit(row: Visit) -> VisitOfCall:
    return VisitOfCall(
        id=row.id,
        state=VisitState(row.state),
        who=first_name(row.technician.name) if row.technician else "",
        planned_for=row.planned_for,
        on_the_way_at=row.on_the_way_at if row.on_the_way_at_how in KNOWN else None,
        finished_at=row.finished_at if row.finished_at_how in KNOWN else None,
        told=row.told_customer,
        next_step=row.next_step,
    )


def open_call_with(tenant_id: UUID, *, contact_ids: Collection[UUID], customer_id: UUID | None) -> UUID | None:
    """Return the one open call that these people, else their customer, have with us; None where it may be another.

    At most two queries.
    """
    open_ones = Call.objects.of(tenant_id).exclude(state__in=(CallState.CLOSED, CallState.CANCELLED))
    ways = [open_ones.filter(contact_id__in=contact_ids)] if contact_ids else []
    ways += [open_ones.filter(customer_id=customer_id)] if customer_id else []
    for rows in ways:
        ids = list(rows.order_by("-taken_at").values_list("id", flat=True)[:2])
        if ids:
            return ids[0] if len(ids) == 1 else None
    return None
