"""A model is fitted anew from the record, and answers from now on unless it would have kept fewer promises."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.promises.fitted import live_model
from steadyhand.business.promises.fitting import FitOf, settings_for
from steadyhand.business.promises.forecasting.cases import Case
from steadyhand.business.promises.forecasting.comparing import HELD_BACK_DAYS, Comparison, compare
from steadyhand.business.promises.forecasting.fit import up_to
from steadyhand.business.promises.forecasting.forecaster import Forecaster
from steadyhand.business.promises.history import cases_of
from steadyhand.business.promises.models import FittedModel, Promise
from steadyhand.business.promises.rules import ModelState, PromiseKind
from steadyhand.business.promises.settings import TARGETS
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id

# What no promise names is of no use to anybody after a while.
FORGOTTEN_AFTER = timedelta(days=30)


class Fit(Protocol):
    """How cases become a model, as they were known at a moment."""

    def __call__(self, cases: Sequence[Case], *, now: datetime) -> Forecaster: ...


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
    target = float(value_of(by.tenant_id, TARGETS[kind]))
    least = settings_for(kind, target=target).least_closed
    closed = sum(case.closed_at is not None for case in cases)
    if closed < least:
        return Refitted(kind, None, f"Only {closed} are closed; {least} are needed before odds are worth anything.")
    fitting = fit_with or FitOf(kind, target=target)
    challenger = fitting(cases, now=now)
    champion = live_model(by.tenant_id, kind)
    if champion is None:
        why = f"The first model, from {challenger.closed_cases:,} closed cases."
        return _keep(by, kind, challenger, ModelState.LIVE, why, {}, now)
    compared = _compared(champion.forecaster, challenger, cases, fitting, now=now)
    state = ModelState.LIVE if compared.may_go_live else ModelState.HELD_BACK
    verdict = "Goes live" if compared.may_go_live else "Held back, and the present one stays"
    return _keep(by, kind, challenger, state, f"{verdict}: {_small(compared.why)}", _measured(compared), now)


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
    champion: Forecaster, challenger: Forecaster, cases: Sequence[Case], fit_with: Fit, *, now: datetime
) -> Comparison:
    """Return the harder of two verdicts on the cases of the last two weeks that have run their time.

    The present model is asked as it would have answered two weeks ago, and so is the new one's method, fitted as of
    then. The new model itself has seen these cases, and must not have kept fewer of them even so: then something is
    wrong with it, or with what it was fitted from.
    """
    then = now - timedelta(days=HELD_BACK_DAYS)
    before = up_to(champion, cases, now=then)
    as_of_then = fit_with(cases, now=then)
    verdicts = [
        compare(before, each, cases, now=now) for each in (as_of_then, replace(challenger, fitted_at=before.fitted_at))
    ]
    return min(verdicts, key=lambda each: (each.may_go_live, each.challenger.kept_share - each.champion.kept_share))


@transaction.atomic
def _keep(
    by: Actor,
    kind: PromiseKind,
    fitted: Forecaster,
    state: ModelState,
    why: str,
    measured: dict[str, Any],
    now: datetime,
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
    """Let go of old models that no promise names; of those that one names, of what they were made of."""
    old = FittedModel.objects.of(tenant_id).filter(kind=kind, fitted_at__lt=now - FORGOTTEN_AFTER)
    old = old.exclude(state=ModelState.LIVE)
    named = Promise.objects.of(tenant_id).filter(model_id__isnull=False).values("model_id")
    old.exclude(id__in=named).delete()
    old.exclude(content=b"").update(content=b"")


def _measured(compared: Comparison) -> dict[str, Any]:
    return {
        "cases": compared.cases,
        "champion": asdict(compared.champion),
        "challenger": asdict(compared.challenger),
    }


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
