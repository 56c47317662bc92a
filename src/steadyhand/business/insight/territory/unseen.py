"""Which customers has nobody been at for long, and where did nobody come although it was promised?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.customers.models import Customer
from steadyhand.business.insight.territory.places import MOST, chunks
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.shared.actor import Actor

_BEEN = [state for state in VisitState if state.is_over and state is not VisitState.CANCELLED]
_COMING = [state for state in VisitState if not state.is_over]
_OPEN = [state for state in CallState if state.is_open]
_NOT_MET = (PromiseState.OPEN, PromiseState.AT_RISK, PromiseState.MISSED)
_WHEN = Coalesce("finished_at", "arrived_at", "planned_for")


@dataclass(frozen=True, slots=True)
class Unseen:
    """A customer at whom nobody was for long; None: never, as far as the record goes."""

    customer_id: UUID
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class NotCome:
    """An arrival that was promised for a time gone by; nobody has come yet."""

    customer_id: UUID
    call_id: UUID
    call: str
    problem: str
    machine_id: UUID | None
    said: str
    by_at: datetime
    to_whom: str


def unseen(by: Actor, customer_ids: Collection[UUID], *, since: datetime) -> tuple[Unseen, ...]:
    """Return the customers at whom nobody was since a moment and nobody is planned to be, the longest first.

    Two queries for 500. Never seen comes first.
    """
    found: list[Unseen] = []
    for ids in chunks(customer_ids):
        # By the newest call first: one look into an index for each customer, however many calls there are.
        newest = (
            Visit.objects.of(by.tenant_id)
            .filter(call__customer_id=OuterRef("id"), state__in=_BEEN)
            .order_by("-call__taken_at")
            .values(at=_WHEN)[:1]
        )
        rows = Customer.objects.visible_to(by).filter(id__in=ids).annotate(newest_at=Subquery(newest))
        long_ago = list(rows.filter(Q(newest_at__isnull=True) | Q(newest_at__lt=since)).values_list("id", flat=True))
        # An older call may have been visited later: of those few the last visit is looked up.
        seen = dict(
            Visit.objects.of(by.tenant_id)
            .filter(call__customer_id__in=long_ago, state__in=_BEEN)
            .order_by()
            .values_list("call__customer_id")
            .annotate(last=Max(_WHEN))
        )
        found += [
            Unseen(customer_id, seen.get(customer_id))
            for customer_id in long_ago
            if (last := seen.get(customer_id)) is None or last < since
        ]
    found.sort(key=lambda row: (row.last_at is not None, row.last_at, row.customer_id))
    return tuple(found)


def coming(by: Actor, customer_ids: Collection[UUID], *, now: datetime) -> dict[UUID, datetime]:
    """Return when somebody of ours is at each customer next, as planned from now on. A query for 500."""
    found: dict[UUID, datetime] = {}
    for ids in chunks(customer_ids):
        rows = Visit.objects.of(by.tenant_id).filter(
            call__customer_id__in=ids, call__state__in=_OPEN, state__in=_COMING, planned_for__gte=now
        )
        firsts = rows.order_by().values_list("call__customer_id").annotate(first=Min("planned_for"))
        found |= {customer_id: first for customer_id, first in firsts if customer_id is not None}
    return found


def not_come(by: Actor, customer_ids: Collection[UUID], *, since: datetime, now: datetime) -> tuple[NotCome, ...]:
    """Return arrivals promised for a time gone by, after `since`, at which nobody came; the oldest first.

    A query for 500. Its call is open still: who cancelled doesn't wait any more.
    """
    found: list[NotCome] = []
    for ids in chunks(customer_ids):
        rows = Promise.objects.visible_to(by).filter(
            customer_id__in=ids,
            kind=PromiseKind.ARRIVAL,
            state__in=_NOT_MET,
            by_at__gte=since,
            by_at__lt=now,
            happened_at__isnull=True,
            call__state__in=_OPEN,
        )
        found += [
            NotCome(
                customer_id=row.customer_id,
                call_id=row.call.id,
                call=row.call.ref,
                problem=row.call.problem,
                machine_id=row.call.machine_id,
                said=row.said,
                by_at=row.by_at,
                to_whom=row.to_whom,
            )
            for row in rows.select_related("call").order_by("by_at", "id")[:MOST]
            if row.customer_id is not None and row.call is not None
        ]
    return tuple(sorted(found, key=lambda row: (row.by_at, row.call_id))[:MOST])
