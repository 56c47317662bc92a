"""What the engine says of what has been waiting: given that it isn't done yet, and never in the past."""

from datetime import datetime, timedelta

import pytest
from tests.builders import a_visit
from tests.builders.promises import DAY, HOUR, NOW, a_clinic, promise
from tests.business.promises.test_expecting import a_fitted_model

from steadyhand.business.calls.queries.promised import call_to_promise
from steadyhand.business.promises.asking import Asked, ask, work_of
from steadyhand.business.promises.rules import PromiseKind

pytestmark = pytest.mark.django_db


def asked_at(now: datetime, *, is_fitted: bool) -> Asked:
    clinic = a_clinic()
    if is_fitted:
        a_fitted_model(clinic.call, hours=30.0)
    by = clinic.house.by("Dana")
    call = call_to_promise(by, clinic.call.id)
    assert call is not None
    found = ask(by, kind=PromiseKind.ARRIVAL, work=work_of(call, kind=PromiseKind.ARRIVAL, now=now), now=now)
    assert found is not None
    return found


@pytest.mark.parametrize("waited", [timedelta(0), HOUR, DAY, 3 * DAY])
def test_the_earliest_time_is_kept_at_the_target_however_long_it_has_waited(waited: timedelta) -> None:
    now = NOW + waited

    asked = asked_at(now, is_fitted=True)

    assert asked.earliest_at is not None
    assert asked.earliest_at >= now
    odds = asked.odds_by(asked.earliest_at)
    assert odds is not None
    assert odds >= asked.expected.target_share - 0.001
    assert asked.expected_at is not None
    assert now <= asked.expected_at <= asked.earliest_at


@pytest.mark.parametrize("waited", [timedelta(0), 2 * HOUR])
def test_a_norm_counts_from_now_and_says_no_odds(waited: timedelta) -> None:
    asked = asked_at(NOW + waited, is_fitted=False)

    assert asked.earliest_at is not None
    assert asked.expected.hours_until(asked.earliest_at) == pytest.approx(16)
    assert asked.odds_by(asked.earliest_at) is None


def test_a_promise_keeps_the_model_its_odds_and_the_whole_answer() -> None:
    clinic = a_clinic()
    model = a_fitted_model(clinic.call, hours=30.0)

    row = promise(clinic.gives(by_at=NOW + 20 * DAY).id)

    assert (row.model_id, row.is_norm, row.is_sooner) == (model.id, False, False)
    assert row.odds_share is not None
    assert row.odds_share >= 0.95
    assert row.expected_at is not None
    assert row.earliest_at is not None
    assert row.expected_at < row.earliest_at < row.by_at
    assert len(row.forecast["shares"]) == len(row.forecast["hours"]) > 2
    assert row.features["urgency"] == "normal"


def test_what_was_offered_a_few_minutes_ago_is_not_sooner() -> None:
    clinic = a_clinic()
    a_fitted_model(clinic.call, hours=30.0)
    by = clinic.house.by("Dana")
    call = call_to_promise(by, clinic.call.id)
    assert call is not None
    asked = ask(by, kind=PromiseKind.ARRIVAL, work=work_of(call, kind=PromiseKind.ARRIVAL, now=NOW), now=NOW)
    assert asked is not None
    assert asked.earliest_at is not None

    row = promise(clinic.gives(by_at=asked.earliest_at, counted_from=NOW, now=NOW + timedelta(minutes=7)).id)

    assert (row.is_sooner, row.earliest_at) == (False, asked.earliest_at)


def test_nobody_is_promised_sooner_than_the_plan_has_somebody_there() -> None:
    clinic = a_clinic()
    a_fitted_model(clinic.call, hours=3.0)
    by = clinic.house.by("Dana")
    call = call_to_promise(by, clinic.call.id)
    assert call is not None
    free = ask(by, kind=PromiseKind.ARRIVAL, work=work_of(call, kind=PromiseKind.ARRIVAL, now=NOW), now=NOW)
    a_visit(call=clinic.call, planned_for=NOW + 3 * DAY)
    planned = call_to_promise(by, clinic.call.id)
    assert planned is not None

    found = ask(by, kind=PromiseKind.ARRIVAL, work=work_of(planned, kind=PromiseKind.ARRIVAL, now=NOW), now=NOW)

    assert free is not None
    assert found is not None
    assert free.earliest_at is not None
    assert free.earliest_at < NOW + 3 * DAY
    assert found.earliest_at is not None
    assert found.earliest_at > NOW + 3 * DAY
    assert found.expected_at == NOW + 3 * DAY
