"""What is expected of some work: norms until there is history, then the fitted model, in moments by working hours."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_call, an_actor

from steadyhand.business.calls.models import Call
from steadyhand.business.dealership.rules import Role
from steadyhand.business.promises import fitted
from steadyhand.business.promises.expecting import Expected, Work, expect
from steadyhand.business.promises.forecasting.cases import Case
from steadyhand.business.promises.forecasting.fit import fit
from steadyhand.business.promises.models import FittedModel
from steadyhand.business.promises.rules import ModelState, PromiseKind
from steadyhand.shared.working_hours import is_open

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def expected(call: Call, kind: PromiseKind = PromiseKind.ARRIVAL) -> Expected:
    work = Work(branch_id=call.branch_id, opened_at=MONDAY, urgency="normal", call_type="corrective")
    found = expect(an_actor(Role.DISPATCHER), kind=kind, work=work, now=MONDAY)
    assert found is not None
    return found


def a_fitted_model(call: Call, *, hours: float = 5.0, content: bytes | None = None) -> FittedModel:
    """Return a live model of a hundred calls that each took so many hours, a minute more from one to the next."""
    cases = [
        Case(
            opened_at=MONDAY - (100 - number) * HOUR * 8,
            closed_at=MONDAY - (100 - number) * HOUR * 8 + HOUR,
            hours=hours + number / 60,
            segment="a",
        )
        for number in range(100)
    ]
    model = fit(cases, now=MONDAY)
    return FittedModel.objects.create(
        tenant_id=call.tenant_id,
        kind=PromiseKind.ARRIVAL,
        state=ModelState.LIVE,
        fitted_at=MONDAY,
        method=model.name,
        closed_cases=100,
        open_cases=0,
        why="first",
        content=content or model.to_bytes(),
    )


def test_without_history_a_careful_norm_stands_in_and_no_odds_are_said() -> None:
    found = expected(a_call())

    assert found.forecast.is_norm
    assert found.model_id is None
    assert found.odds_by(MONDAY + 5 * DAY) is None
    # Sixteen working hours from Monday nine: eight are left of Monday, eight of Tuesday.
    assert found.earliest_at == MONDAY + DAY + 7 * HOUR


def test_with_history_the_model_answers_and_is_remembered() -> None:
    call = a_call()
    model = a_fitted_model(call)

    found = expected(call)

    assert found.model_id == model.id
    assert found.earliest_at is not None
    assert found.expected_at is not None
    assert MONDAY + 5 * HOUR < found.expected_at < found.earliest_at
    odds = found.odds_by(found.earliest_at)
    assert odds is not None
    assert odds == pytest.approx(0.95, abs=0.01)


def test_a_time_is_always_one_at_which_somebody_works() -> None:
    call = a_call()
    a_fitted_model(call, hours=20.0)

    found = expected(call)

    assert found.earliest_at is not None
    assert is_open(found.calendar, found.earliest_at - timedelta(minutes=1))


def test_a_model_of_another_version_is_left_alone_until_the_next_night() -> None:
    call = a_call()
    a_fitted_model(call, content=b'{"format": 99}')

    assert expected(call).forecast.is_norm


def test_the_model_that_went_live_last_answers_at_once() -> None:
    call = a_call()
    first = a_fitted_model(call, hours=3.0)
    soon = expected(call).earliest_at
    FittedModel.objects.filter(id=first.id).update(state=ModelState.RETIRED)
    a_fitted_model(call, hours=9.0)

    late = expected(call).earliest_at

    assert soon is not None
    assert late is not None
    assert soon < late
    assert len(fitted._kept) >= 2


def test_what_nobody_can_know_is_said_so() -> None:
    call = a_call()
    work = Work(branch_id=call.branch_id, opened_at=MONDAY)

    assert expect(an_actor(Role.DISPATCHER), kind=PromiseKind.OTHER, work=work, now=MONDAY) is None
