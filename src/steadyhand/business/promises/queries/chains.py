"""Which promises stand for one another, and how do they stand now? For whoever told a customer one of them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Channel, PromiseKind, PromiseState
from steadyhand.shared.rows import RowQuerySet

ONE_AT_A_TIME = (PromiseKind.ARRIVAL, PromiseKind.FIX)


@dataclass(frozen=True, slots=True)
class PromiseNow:
    """A promise as it stands, after whatever was agreed on in its place: the newest of its chain."""

    id: UUID
    kind: PromiseKind
    state: PromiseState
    from_at: datetime | None
    by_at: datetime
    said: str
    branch_id: UUID
    site_calendar_id: UUID | None
    is_call_over: bool


def chains_of(tenant_id: UUID, promise_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return for each of these promises itself and all that it stands in for, or that stand in for it.

    Of one call all arrivals count as one, and all times by which it works: nobody waits for two. Two queries.
    """
    mine = {each.id: each for each in _keys(Promise.objects.of(tenant_id).filter(id__in=promise_ids))}
    firsts, calls = {each.first for each in mine.values()}, {each.of_call for each in mine.values() if each.of_call}
    near = Q(id__in=firsts) | Q(first_id__in=firsts)
    for call_id, kind in calls:
        near |= Q(call_id=call_id, kind=kind)
    by_first: dict[UUID, set[UUID]] = defaultdict(set)
    by_call: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for each in _keys(Promise.objects.of(tenant_id).filter(near)):
        by_first[each.first].add(each.id)
        if each.of_call:
            by_call[each.of_call].add(each.id)
    return {
        each.id: frozenset(by_first[each.first] | (by_call[each.of_call] if each.of_call else set()))
        for each in mine.values()
    }


def newest_of(tenant_id: UUID, promise_ids: Collection[UUID]) -> dict[UUID, PromiseNow]:
    """Return for each of these promises the last that was agreed on in its place, or itself. Two queries."""
    first_of = _first_of(tenant_id, promise_ids)
    firsts = set(first_of.values())
    rows = Promise.objects.of(tenant_id).filter(Q(id__in=firsts) | Q(first_id__in=firsts))
    newest: dict[UUID, Promise] = {}
    for row in rows.select_related("call__site").order_by("given_at", "id"):
        newest[row.first_id or row.id] = row
    return {promise_id: _now(newest[first]) for promise_id, first in first_of.items() if first in newest}


@dataclass(frozen=True, slots=True)
class _Key:
    """By what a promise is one with others: the first of its chain, and its call where there is one at a time."""

    id: UUID
    first: UUID
    of_call: tuple[UUID, str] | None


def _keys(rows: RowQuerySet[Promise]) -> list[_Key]:
    found = rows.values_list("id", "first_id", "call_id", "kind")
    return [
        _Key(promise_id, first_id or promise_id, (call_id, kind) if call_id and kind in ONE_AT_A_TIME else None)
        for promise_id, first_id, call_id, kind in found
    ]


def _first_of(tenant_id: UUID, promise_ids: Collection[UUID]) -> dict[UUID, UUID]:
    rows = Promise.objects.of(tenant_id).filter(id__in=promise_ids).values_list("id", "first_id")
    return {promise_id: first_id or promise_id for promise_id, first_id in rows}


def _now(row: Promise) -> PromiseNow:
    call = row.call
    return PromiseNow(
        id=row.id,
        kind=PromiseKind(row.kind),
        state=PromiseState(row.state),
        from_at=row.from_at,
        by_at=row.by_at,
        said=row.said,
        branch_id=row.branch_id,
        site_calendar_id=call.site.calendar_id if call and call.site else None,
        is_call_over=call is not None and call.closed_at is not None,
    )


@dataclass(frozen=True, slots=True)
class PromiseToKeep:
    """A promise as it was said, for whoever keeps what its customer knows."""

    id: UUID
    kind: PromiseKind
    about: str
    said: str
    from_at: datetime | None
    by_at: datetime
    channel: Channel
    to_whom: str
    branch_id: UUID
    site_calendar_id: UUID | None
    customer_id: UUID | None
    contact_id: UUID | None
    call_id: UUID | None


def promise_said(tenant_id: UUID, promise_id: UUID) -> PromiseToKeep:
    """Return a promise as it was said. One query."""
    row = Promise.objects.of(tenant_id).select_related("call__site").get(id=promise_id)
    call = row.call
    return PromiseToKeep(
        id=row.id,
        kind=PromiseKind(row.kind),
        about=row.about,
        said=row.said,
        from_at=row.from_at,
        by_at=row.by_at,
        channel=Channel(row.channel),
        to_whom=row.to_whom,
        branch_id=row.branch_id,
        site_calendar_id=call.site.calendar_id if call and call.site else None,
        customer_id=row.customer_id,
        contact_id=row.contact_id,
        call_id=row.call_id,
    )
