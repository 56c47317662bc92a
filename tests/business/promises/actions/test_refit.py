"""Fitted anew: the first goes live, one that would have kept fewer never does, and a failure changes nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.builders import MONDAY, a_dealership

from steadyhand.business.promises.actions.refit import Fit, Refitted, note_failure, refit
from steadyhand.business.promises.fitted import live_model
from steadyhand.business.promises.fitting import FitOf
from steadyhand.business.promises.forecasting.cases import Case
from steadyhand.business.promises.forecasting.forecaster import Forecaster
from steadyhand.business.promises.models import FittedModel
from steadyhand.business.promises.rules import ModelState, PromiseKind
from steadyhand.jobs import refit_promises
from steadyhand.jobs.refit_promises import refit_all_promises
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Two in the night in Columbus.
NIGHT = MONDAY.astimezone(ZoneInfo("America/New_York")).replace(hour=2)


def history(now: datetime, *, days: int = 30, longest: int = 8) -> list[Case]:
    """Return six cases a day that took from one hour to the longest, as they are known now."""
    cases = []
    for number in range(days * 6):
        opened_at = now - (number // 6 + 1) * DAY + (number % 6) * HOUR
        took = 1.0 + number % longest
        key = f"{opened_at:%d %H}"
        cases.append(Case(opened_at=opened_at, closed_at=opened_at + took * HOUR, hours=took, key=key))
    return cases


def refitted(now: datetime, cases: list[Case], fit_with: Fit | None = None) -> Refitted:
    by = the_system(a_dealership().id, "the promise engine")
    return refit(by=by, kind=PromiseKind.ARRIVAL, now=now, fit_with=fit_with, cases_from=lambda *_, **__: cases)


def states() -> list[str]:
    return list(FittedModel.objects.order_by("fitted_at").values_list("state", flat=True))


def test_the_first_goes_live_and_says_on_what_it_rests() -> None:
    done = refitted(NIGHT, history(NIGHT))

    model = live_model(a_dealership().id, PromiseKind.ARRIVAL)
    assert done.state is ModelState.LIVE
    assert model is not None
    row = FittedModel.objects.get(id=model.id)
    assert (row.closed_cases, row.why) == (180, "The first model, from 180 closed cases.")


def test_with_little_history_there_is_none_and_the_norms_stand_in() -> None:
    done = refitted(NIGHT, history(NIGHT)[:29])

    assert done.state is None
    assert not FittedModel.objects.exists()


def test_one_that_keeps_no_fewer_takes_over_and_the_one_before_is_kept() -> None:
    refitted(NIGHT, history(NIGHT))
    later = NIGHT + 20 * DAY

    assert refitted(later, history(later)).state is ModelState.LIVE

    assert states() == ["retired", "live"]


def test_one_that_would_have_kept_fewer_never_goes_live() -> None:
    refitted(NIGHT, history(NIGHT))
    first = live_model(a_dealership().id, PromiseKind.ARRIVAL)
    later = NIGHT + 20 * DAY

    def hasty(cases: Sequence[Case], *, now: datetime) -> Forecaster:
        """Fit from the short cases alone, as if the long ones had been lost."""
        return FitOf(PromiseKind.ARRIVAL, target=0.95)([case for case in cases if (case.hours or 0) <= 3], now=now)

    done = refitted(later, history(later), fit_with=hasty)

    assert done.state is ModelState.HELD_BACK
    assert done.why.startswith("Held back, and the present one stays: of ")
    assert states() == ["live", "held_back"]
    assert live_model(a_dealership().id, PromiseKind.ARRIVAL) == first


def test_where_too_few_have_run_their_time_the_present_one_stays() -> None:
    refitted(NIGHT, history(NIGHT))
    later = NIGHT + 20 * DAY
    # Nobody has called for two weeks.
    quiet = [case for case in history(later) if case.opened_at < later - 15 * DAY]

    done = refitted(later, quiet)

    assert done.state is ModelState.HELD_BACK
    assert "needed to tell" in done.why


def test_a_failure_is_kept_with_its_reason_and_the_present_model_answers_on(monkeypatch: pytest.MonkeyPatch) -> None:
    refitted(NIGHT, history(NIGHT))

    def breaks(**_: object) -> Refitted:
        raise ValueError("a case ended before it began")

    monkeypatch.setattr(refit_promises, "refit", breaks)

    assert refit_all_promises(NIGHT + 3 * DAY) == 0

    assert live_model(a_dealership().id, PromiseKind.ARRIVAL) is not None
    failed = FittedModel.objects.filter(kind=PromiseKind.ARRIVAL).latest("fitted_at")
    assert (failed.state, "a case ended before it began" in failed.why) == (ModelState.HELD_BACK, True)


@pytest.mark.parametrize(("hours_later", "is_fitted"), [(24, True), (12, False), (1, False)])
def test_it_happens_once_a_night(
    monkeypatch: pytest.MonkeyPatch,
    hours_later: int,
    is_fitted: bool,  # noqa: FBT001 - a case of the table
) -> None:
    by = the_system(a_dealership().id, "the promise engine")
    for kind in (PromiseKind.ARRIVAL, PromiseKind.FIX, PromiseKind.PART):
        note_failure(by=by, kind=kind, reason="of the night before", now=NIGHT)
    asked: list[PromiseKind] = []

    def asks(*, kind: PromiseKind, **_: object) -> Refitted:
        asked.append(kind)
        return Refitted(kind, None, "")

    monkeypatch.setattr(refit_promises, "refit", asks)
    refit_all_promises(NIGHT + hours_later * HOUR)

    assert bool(asked) is is_fitted
