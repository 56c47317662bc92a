"""Which promises are watched, and which have just ended in a way that somebody must do something about?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.outlook import Watched
from steadyhand.business.promises.queries.promises import OPEN
from steadyhand.business.promises.rules import PromiseKind, PromiseState

# More than a dealership of five hundred technicians has open at once.
MOST_WATCHED = 20_000
_FACTS = (
    *("id", "kind", "state", "branch_id", "call_id", "call__site__calendar_id", "counted_from_at", "by_at"),
    *("forecast", "is_norm", "target_share", "odds_now"),
)


def watched_promises(tenant_id: UUID) -> tuple[Watched, ...]:
    """Return what is open, what is due first on top. One query."""
    rows = Promise.objects.of(tenant_id).filter(state__in=OPEN).order_by("by_at", "id")
    return tuple(_watched(row) for row in rows.values(*_FACTS)[:MOST_WATCHED])


def watched_promise(tenant_id: UUID, promise_id: UUID) -> Watched | None:
    """Return one promise as it is watched, open or not."""
    row = Promise.objects.of(tenant_id).filter(id=promise_id).values(*_FACTS).first()
    return _watched(row) if row else None


def missed_since(tenant_id: UUID, *, since: datetime) -> tuple[UUID, ...]:
    """Return the promises that were found missed since a moment, the oldest first. One query."""
    rows = Promise.objects.of(tenant_id).filter(state=PromiseState.MISSED, ended_at__gte=since, by_at__gte=since)
    return tuple(rows.order_by("ended_at", "id").values_list("id", flat=True))


def states_of(tenant_id: UUID, ids: Collection[UUID]) -> dict[UUID, PromiseState]:
    """Return how these promises stand. One query, none for nothing."""
    if not ids:
        return {}
    rows = Promise.objects.of(tenant_id).filter(id__in=ids).values_list("id", "state")
    return {promise_id: PromiseState(state) for promise_id, state in rows}


@dataclass(frozen=True, slots=True)
class HereEarly:
    """A part that was here before it was promised."""

    id: UUID
    happened_at: datetime
    by_at: datetime
    branch_id: UUID
    site_calendar_id: UUID | None


def parts_here_early(tenant_id: UUID, *, since: datetime, now: datetime) -> tuple[HereEarly, ...]:
    """Return the kept promises of parts that are here since a moment, and were promised for later than now."""
    rows = Promise.objects.of(tenant_id).filter(
        kind=PromiseKind.PART, state=PromiseState.KEPT, by_at__gt=now, happened_at__gte=since
    )
    facts = ("id", "happened_at", "by_at", "branch_id", "call__site__calendar_id")
    return tuple(HereEarly(*row) for row in rows.order_by("happened_at", "id").values_list(*facts))


def forecast_of(kept: Mapping[str, Any], *, is_norm: bool = False) -> Forecast | None:
    """Return a forecast as a promise keeps it; None where none was made, or can't be read."""
    shares, hours = tuple(kept.get("shares", ())), tuple(kept.get("hours", ()))
    if not shares or len(shares) != len(hours):
        return None
    return Forecast(shares, hours, closed_cases=0, is_norm=is_norm)


def _watched(row: Mapping[str, Any]) -> Watched:
    return Watched(
        id=row["id"],
        kind=PromiseKind(row["kind"]),
        state=PromiseState(row["state"]),
        branch_id=row["branch_id"],
        site_calendar_id=row["call__site__calendar_id"],
        call_id=row["call_id"],
        counted_from_at=row["counted_from_at"],
        by_at=row["by_at"],
        forecast=forecast_of(row["forecast"], is_norm=row["is_norm"]),
        is_norm=row["is_norm"],
        target_share=row["target_share"],
        odds_now=row["odds_now"],
    )
