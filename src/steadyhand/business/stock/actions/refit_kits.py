"""A predictor is fitted anew from the record, and answers from now on unless it would have packed fewer full kits."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.fitted import live_predictor
from steadyhand.business.stock.history import catalogue_of, day_of, history_of
from steadyhand.business.stock.kits.cases import CatalogPart, Done
from steadyhand.business.stock.kits.comparing import JUDGED_DAYS, Comparison, compare
from steadyhand.business.stock.kits.fit import fit
from steadyhand.business.stock.kits.keeping import to_bytes
from steadyhand.business.stock.kits.predictor import Predictor
from steadyhand.business.stock.models import KitForecast, KitModel
from steadyhand.business.stock.rules import KitModelState
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id

FORGOTTEN_AFTER = timedelta(days=30)


class Fit(Protocol):
    """How calls become a predictor, as they were known on a day."""

    def __call__(self, calls: Sequence[Done], catalogue: Sequence[CatalogPart], *, now_day: float) -> Predictor: ...


@dataclass(frozen=True, slots=True)
class Refitted:
    """What became of a new predictor."""

    state: KitModelState | None
    why: str


def refit_kits(
    *, by: Actor, now: datetime, fit_with: Fit = fit, calls_from: Callable[[Actor], list[Done]] = history_of
) -> Refitted:
    """Fit a predictor from all that the record tells, and let it answer if it is no worse.

    Reading and fitting hold no lock; the change at the end is one transaction. Without a closed call there is none, and
    the shipped table answers.
    """
    calls = calls_from(by)
    if not calls:
        return Refitted(None, "No call is closed yet; the shipped table answers.")
    catalogue, _ = catalogue_of(by)
    new = fit_with(calls, catalogue, now_day=day_of(now))
    present = live_predictor(by.tenant_id)
    if present is None:
        return _keep(by, new, KitModelState.LIVE, f"The first one, from {new.calls:,} closed calls.", {}, now)
    compared = _compared(present.predictor, new, calls, catalogue, fit_with, now_day=day_of(now))
    state = KitModelState.LIVE if compared.may_answer else KitModelState.HELD_BACK
    verdict = "Goes live" if compared.may_answer else "Held back, and the present one stays"
    return _keep(by, new, state, f"{verdict}: {compared.why[:1].lower()}{compared.why[1:]}", asdict(compared), now)


def note_failure(*, by: Actor, reason: str, now: datetime) -> None:
    """Keep that no predictor could be fitted; the present one goes on answering."""
    KitModel.objects.create(
        id=new_id(),
        tenant_id=by.tenant_id,
        state=KitModelState.HELD_BACK,
        fitted_at=now,
        calls=0,
        weighed=0,
        why=f"It couldn't be fitted, so the present one stays: {reason}"[:400],
        content=b"",
    )


def _compared(
    present: Predictor,
    new: Predictor,
    calls: Sequence[Done],
    catalogue: Sequence[CatalogPart],
    fit_with: Fit,
    *,
    now_day: float,
) -> Comparison:
    then = now_day - JUDGED_DAYS
    as_of_then = fit_with([each for each in calls if each.closed_day <= then], catalogue, now_day=then)
    return compare(present, new, as_of_then, calls)


@transaction.atomic
def _keep(
    by: Actor, fitted: Predictor, state: KitModelState, why: str, measured: dict[str, Any], now: datetime
) -> Refitted:
    if state is KitModelState.LIVE:
        live = KitModel.objects.of(by.tenant_id).filter(state=KitModelState.LIVE)
        live.update(state=KitModelState.RETIRED, content=b"")
    row = KitModel.objects.create(
        id=new_id(),
        tenant_id=by.tenant_id,
        state=state,
        fitted_at=now,
        calls=fitted.calls,
        weighed=fitted.weighed,
        measured=measured,
        why=why[:400],
        # What never answers need not be kept whole: what was measured of it says it all.
        content=to_bytes(fitted) if state is KitModelState.LIVE else b"",
    )
    verb = "went live" if state is KitModelState.LIVE else "was held back"
    record_change(row, by=by, at=now, verb=verb, why=why, became={"calls": fitted.calls})
    _forget(by.tenant_id, now)
    return Refitted(state, why)


def _forget(tenant_id: UUID, now: datetime) -> None:
    """Let go of old ones that no forecast names."""
    old = KitModel.objects.of(tenant_id).filter(fitted_at__lt=now - FORGOTTEN_AFTER).exclude(state=KitModelState.LIVE)
    named = KitForecast.objects.of(tenant_id).filter(model_id__isnull=False).values("model_id")
    old.exclude(id__in=named).delete()
