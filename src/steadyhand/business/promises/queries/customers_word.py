"""What may a customer see of what they were promised? Only this reaches pages without a password: nothing internal."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseKind, PromiseState

# What somebody wrote by hand was written for the house.
SHOWN = (PromiseKind.ARRIVAL, PromiseKind.PART, PromiseKind.FIX)
# A part that was kept came before its time; a record that came late may move that by days.
LATE_AT_MOST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class PromiseSeen:
    """A promise as whom it was given to may see it. What is in danger inside is open to them, until we tell them."""

    id: UUID
    kind: PromiseKind
    state: PromiseState
    from_at: datetime | None
    by_at: datetime
    said: str
    given_at: datetime
    happened_at: datetime | None
    instead_of_id: UUID | None
    # When we told them that it may become later.
    told_early_at: datetime | None = None

    def is_missed(self, now: datetime) -> bool:
        """Tell whether its time has passed; a minute before the record says so it is true already."""
        return self.state is PromiseState.MISSED or (self.state.is_open and now > self.by_at)


def promises_seen(tenant_id: UUID, call_id: UUID) -> tuple[PromiseSeen, ...]:
    """Return what was promised on a call, oldest first, for whoever holds its link. One query."""
    return promises_seen_of(tenant_id, {call_id}).get(call_id, ())


def promises_seen_of(tenant_id: UUID, call_ids: Collection[UUID]) -> dict[UUID, tuple[PromiseSeen, ...]]:
    """Return the same of several calls. One query."""
    if not call_ids:
        return {}
    rows = Promise.objects.of(tenant_id).filter(call_id__in=call_ids, kind__in=SHOWN).order_by("given_at", "id")
    # Nothing else is even read.
    shown = rows.only(
        *("call_id", "kind", "state", "from_at", "by_at", "said", "given_at", "happened_at"),
        *("instead_of_id", "told_early_at"),
    )
    found: dict[UUID, tuple[PromiseSeen, ...]] = {}
    for row in shown:
        if row.call_id is not None:
            found[row.call_id] = (*found.get(row.call_id, ()), _promise(row))
    return found


def calls_promised_since(tenant_id: UUID, since: datetime) -> frozenset[UUID]:
    """Return the calls on which a time was given since then, or a promised part has come. Two queries."""
    rows = Promise.objects.of(tenant_id).filter(call_id__isnull=False, kind__in=SHOWN)
    given = rows.filter(state__in=(PromiseState.OPEN, PromiseState.AT_RISK), given_at__gte=since)
    here = rows.filter(
        kind=PromiseKind.PART, state=PromiseState.KEPT, by_at__gte=since - LATE_AT_MOST, happened_at__gte=since
    )
    found = [*given.values_list("call_id", flat=True), *here.values_list("call_id", flat=True)]
    return frozenset(each for each in found if each)


def _promise(row: Promise) -> PromiseSeen:
    return PromiseSeen(
        id=row.id,
        kind=PromiseKind(row.kind),
        state=_seen(PromiseState(row.state)),
        from_at=row.from_at,
        by_at=row.by_at,
        said=row.said,
        given_at=row.given_at,
        happened_at=row.happened_at,
        instead_of_id=row.instead_of_id,
        told_early_at=row.told_early_at,
    )


def _seen(state: PromiseState) -> PromiseState:
    return PromiseState.OPEN if state.is_open else state
