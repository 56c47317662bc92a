"""Which promises are open, and which were kept so early that nobody may have told the customer?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.outlook import Watched
from steadyhand.business.promises.rules import PromiseKind, PromiseState

OPEN = (PromiseState.OPEN, PromiseState.AT_RISK)
# More than a dealership of five hundred technicians has open at once.
MOST_WATCHED = 20_000
_FACTS = (
    *("id", "kind", "state", "version", "branch_id", "call_id", "followup_id", "given_at", "counted_from_at"),
    *("by_at", "forecast", "is_norm", "target_share", "odds_now", "told_early_at"),
)


def watched_promises(tenant_id: UUID) -> tuple[Watched, ...]:
    """Return what is open, what is due first on top. One query."""
    rows = Promise.objects.of(tenant_id).filter(state__in=OPEN).order_by("by_at", "id")
    return tuple(_watched(row) for row in rows.values(*_FACTS)[:MOST_WATCHED])


def watched_promise(tenant_id: UUID, promise_id: UUID) -> Watched | None:
    """Return one promise as it is watched, open or not."""
    row = Promise.objects.of(tenant_id).filter(id=promise_id).values(*_FACTS).first()
    return _watched(row) if row else None


@dataclass(frozen=True, slots=True)
class HereEarly:
    """A part that was here before it was promised."""

    id: UUID
    happened_at: datetime
    by_at: datetime
    branch_id: UUID


def parts_here_early(tenant_id: UUID, *, since: datetime, now: datetime) -> tuple[HereEarly, ...]:
    """Return the kept promises of parts that are here since a moment, and were promised for later than now."""
    rows = Promise.objects.of(tenant_id).filter(
        kind=PromiseKind.PART, state=PromiseState.KEPT, by_at__gt=now, happened_at__gte=since
    )
    facts = ("id", "happened_at", "by_at", "branch_id")
    return tuple(HereEarly(*row) for row in rows.order_by("happened_at", "id").values_list(*facts))


def kept_among(tenant_id: UUID, ids: Collection[UUID]) -> tuple[UUID, ...]:
    """Return those of these promises that were kept. One query, none for nothing."""
    if not ids:
        return ()
    rows = Promise.objects.of(tenant_id).filter(id__in=ids, state=PromiseState.KEPT)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def forecast_of(kept: Mapping[str, Any], *, is_norm: bool = False) -> Forecast | None:
    """Return a forecast as a promise keeps it; None where none was made, or can't be read."""
    shares, hours = tuple(kept.get("shares", ())), tuple(kept.get("hours", ()))
    if not shares or len(shares) != len(hours):
        return None
    return Forecast(shares, hours, closed_cases=0, is_norm=is_norm)


def _watched(row: Mapping[str, Any]) -> Watched:
    facts = dict(row)
    facts["kind"], facts["state"] = PromiseKind(facts["kind"]), PromiseState(facts["state"])
    facts["forecast"] = forecast_of(facts["forecast"], is_norm=facts["is_norm"])
    return Watched(**facts)
