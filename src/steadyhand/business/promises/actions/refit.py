"""A model is fitted anew from the record, and answers from now on unless it would have kept fewer promises."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.promises.fitted import live_model
from steadyhand.business.promises.fitting import FitOf
from steadyhand.business.promises.forecasting.cases import Case, Value
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.guarding import LEAST_TO_COMPARE, Compared, compare
from steadyhand.business.promises.history import cases_of
from steadyhand.business.promises.models import FittedModel, Promise
from steadyhand.business.promises.rules import ModelState, PromiseKind
from steadyhand.business.promises.settings import TARGETS
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id

# What no promise names is of no use to anybody after a while.
FORGOTTEN_AFTER = timedelta(days=30)


class Fitted(Protocol):
    """What a fit gives back."""

    @property
    def name(self) -> str: ...
    @property
    def closed_cases(self) -> int: ...
    @property
    def open_cases(self) -> int: ...
    def forecast(self, features: Mapping[str, Value], *, opened_at: datetime, segment: str = "") -> Forecast: ...
    def to_bytes(self) -> bytes: ...


class Fit(Protocol):
    """How cases become a model, as they were known at a moment."""

    def __call__(self, cases: Sequence[Case], *, now: datetime) -> Fitted: ...


@dataclass(frozen=True, slots=True)
class Refitted:
    """What became of a new model."""

    kind: PromiseKind
    state: ModelState | None
    why: str


def refit(
    *,
    by: Actor,
    kind: PromiseKind,
    now: datetime,
    fit_with: Fit | None = None,
    cases_from: Callable[..., list[Case]] = cases_of,
) -> Refitted:
    """Fit a kind's model from all that the record tells, and let it answer if it would have kept no fewer.

    `now` is by the clock on the dealership's wall. Reading and fitting hold no lock; the change at the end is one
    transaction. Without enough history there is no model, and the careful norms stand in.
    """
    cases = cases_from(by.tenant_id, kind, now=now)
    closed = sum(case.closed_at is not None for case in cases)
    if closed < LEAST_TO_COMPARE:
        why = f"Only {closed} are closed; {LEAST_TO_COMPARE} are needed before odds are worth anything."
        return Refitted(kind, None, why)
    fitting = fit_with or FitOf(kind, target=float(value_of(by.tenant_id, TARGETS[kind])))
    challenger = fitting(cases, now=now)
    compared = _compared(by, kind, cases, challenger, now=now, fit_with=fitting)
    if compared is None:
        why = f"The first model, from {challenger.closed_cases:,} closed cases."
        return _keep(by, kind, challenger, ModelState.LIVE, why, {}, now)
    state = ModelState.LIVE if compared.may_go_live else ModelState.HELD_BACK
    return _keep(by, kind, challenger, state, compared.why, _measured(compared), now)


def note_failure(*, by: Actor, kind: PromiseKind, reason: str, now: datetime) -> None:
    """Keep that a model couldn't be fitted; the present one goes on answering."""
    FittedModel.objects.create(
        id=new_id(),
        tenant_id=by.tenant_id,
        kind=kind,
        state=ModelState.HELD_BACK,
        fitted_at=now,
        method="none",
        closed_cases=0,
        open_cases=0,
        why=f"It couldn't be fitted, so the present one stays: {reason}"[:400],
        content=b"",
    )


def _compared(
    by: Actor, kind: PromiseKind, cases: Sequence[Case], challenger: Fitted, *, now: datetime, fit_with: Fit
) -> Compared | None:
    """Return the harder of two verdicts; None where nothing answers yet.

    The new model is held against the present one on cases that the present one never saw. It has seen them itself, so
    the same method, fitted as of then, is held against it too.
    """
    champion = live_model(by.tenant_id, kind)
    if champion is None:
        return None
    fitted_at = FittedModel.objects.of(by.tenant_id).values_list("fitted_at", flat=True).get(id=champion.id)
    target = float(value_of(by.tenant_id, TARGETS[kind]))
    as_of_then = fit_with(cases, now=fitted_at.astimezone(now.tzinfo))
    verdicts = [
        compare(champion.forecaster, each, cases, since=fitted_at, target=target, now=now)
        for each in (challenger, as_of_then)
    ]
    return min(verdicts, key=lambda each: (each.may_go_live, each.challenger_kept - each.champion_kept))


@transaction.atomic
def _keep(
    by: Actor, kind: PromiseKind, fitted: Fitted, state: ModelState, why: str, measured: dict[str, Any], now: datetime
) -> Refitted:
    if state is ModelState.LIVE:
        FittedModel.objects.of(by.tenant_id).filter(kind=kind, state=ModelState.LIVE).update(state=ModelState.RETIRED)
    row = FittedModel.objects.create(
        id=new_id(),
        tenant_id=by.tenant_id,
        kind=kind,
        state=state,
        fitted_at=now,
        method=fitted.name[:60],
        closed_cases=fitted.closed_cases,
        open_cases=fitted.open_cases,
        measured=measured,
        why=why[:400],
        # What never answers need not be kept whole: what was measured of it says it all.
        content=fitted.to_bytes() if state is ModelState.LIVE else b"",
    )
    verb = "went live" if state is ModelState.LIVE else "was held back"
    record_change(row, by=by, at=now, verb=verb, why=why, became={"kind": kind, "closed_cases": fitted.closed_cases})
    _forget(by.tenant_id, kind, now)
    return Refitted(kind, state, why)


def _forget(tenant_id: UUID, kind: PromiseKind, now: datetime) -> None:
    """Let go of old models that no promise names."""
    old = FittedModel.objects.of(tenant_id).filter(kind=kind, fitted_at__lt=now - FORGOTTEN_AFTER)
    named = Promise.objects.of(tenant_id).filter(model_id__isnull=False).values("model_id")
    old.exclude(state=ModelState.LIVE).exclude(id__in=named).delete()


def _measured(compared: Compared) -> dict[str, Any]:
    return {
        "cases": compared.cases,
        "champion_kept": compared.champion_kept,
        "challenger_kept": compared.challenger_kept,
        "champion_hours": round(compared.champion_hours, 2),
        "challenger_hours": round(compared.challenger_hours, 2),
    }
