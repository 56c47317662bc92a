"""Fitted anew: the first goes live, one that packs fewer full kits never does, and a failure changes nothing."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.builders import MONDAY, a_dealership
from tests.business.stock.kits.making import in_order, many

from steadyhand.business.stock.actions.refit_kits import Fit, Refitted, note_failure, refit_kits
from steadyhand.business.stock.fitted import live_predictor
from steadyhand.business.stock.history import day_of
from steadyhand.business.stock.kits.cases import CatalogPart, Done
from steadyhand.business.stock.kits.fit import fit
from steadyhand.business.stock.kits.predictor import Predictor
from steadyhand.business.stock.models import KitModel
from steadyhand.business.stock.rules import KitModelState
from steadyhand.jobs import refit_kits as the_job
from steadyhand.jobs.refit_kits import refit_all_kits
from steadyhand.shared.actor import Actor, the_system

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Two in the night in Columbus.
NIGHT = MONDAY.astimezone(ZoneInfo("America/New_York")).replace(hour=2)


def history(_: Actor) -> list[Done]:
    first = day_of(NIGHT) - 100
    return in_order(
        many("HEAT", "K-1", used=100, of=100, first_day=first), many("JAM", "K-2", used=80, of=100, first_day=first)
    )


def refitted(*, days: int = 0, fit_with: Fit = fit) -> Refitted:
    by = the_system(a_dealership().id, "the kit engine")
    return refit_kits(by=by, now=NIGHT + days * DAY, fit_with=fit_with, calls_from=history)


def states() -> list[str]:
    return list(KitModel.objects.order_by("fitted_at").values_list("state", flat=True))


def forgetful(calls: Sequence[Done], catalogue: Sequence[CatalogPart], *, now_day: float) -> Predictor:
    """Fit as if most of what was used had been lost."""
    return fit([each for each in calls if "K-1" not in each.parts][:20], catalogue, now_day=now_day)


def test_the_first_goes_live_and_the_next_takes_over_and_is_kept_whole_alone() -> None:
    assert refitted().why == "The first one, from 200 closed calls."
    first = live_predictor(a_dealership().id)

    assert refitted(days=1).state is KitModelState.LIVE

    second = live_predictor(a_dealership().id)
    assert first is not None
    assert second is not None
    assert first.id != second.id
    assert states() == ["retired", "live"]
    assert bytes(KitModel.objects.get(id=first.id).content) == b""


def test_one_that_packs_fewer_full_kits_never_goes_live() -> None:
    refitted()

    done = refitted(days=1, fit_with=forgetful)

    assert done.state is KitModelState.HELD_BACK
    assert done.why.startswith("Held back, and the present one stays: of ")
    assert states() == ["live", "held_back"]


def test_without_a_closed_call_there_is_none() -> None:
    by = the_system(a_dealership().id, "the kit engine")

    assert refit_kits(by=by, now=NIGHT).state is None
    assert not KitModel.objects.exists()


def test_a_failure_is_kept_with_its_reason_and_the_present_one_answers_on(monkeypatch: pytest.MonkeyPatch) -> None:
    refitted()

    def breaks(**_: object) -> Refitted:
        raise ValueError("a part without a name")

    monkeypatch.setattr(the_job, "refit_kits", breaks)

    assert refit_all_kits(NIGHT + DAY) == 0
    assert live_predictor(a_dealership().id) is not None
    assert "a part without a name" in KitModel.objects.latest("fitted_at").why


@pytest.mark.parametrize(("hours_later", "is_fitted"), [(24, True), (12, False), (1, False)])
def test_it_happens_once_a_night(
    monkeypatch: pytest.MonkeyPatch,
    hours_later: int,
    is_fitted: bool,  # noqa: FBT001 - a case of the table
) -> None:
    note_failure(by=the_system(a_dealership().id, "the kit engine"), reason="of the night before", now=NIGHT)
    asked: list[object] = []

    def asks(**_: object) -> Refitted:
        asked.append(1)
        return Refitted(None, "")

    monkeypatch.setattr(the_job, "refit_kits", asks)
    refit_all_kits(NIGHT + hours_later * HOUR)

    assert bool(asked) is is_fitted
