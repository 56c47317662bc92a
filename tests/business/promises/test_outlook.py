"""Is it time to speak? The clock, the plan, and what must come first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.outlook import Seen, Watched, is_good_news, look, time_kept_at
from steadyhand.business.promises.reckoning import Reckoned, VisitNow
from steadyhand.business.promises.rules import PromiseKind, PromiseState

NINE = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
USUAL = Forecast((0.1, 0.5, 0.8, 0.95, 0.99), (1.0, 3.0, 5.0, 8.0, 16.0), closed_cases=400)
NORM = Forecast((0.5, 0.95), (8.0, 16.0), closed_cases=0, is_norm=True)


def hours(moment: datetime) -> float:
    """Count by a clock that never stops."""
    return max((moment - NINE) / HOUR, 0.0)


def a_promise(**facts: Any) -> Watched:
    usual: dict[str, Any] = {
        "id": UUID(int=1),
        "kind": PromiseKind.ARRIVAL,
        "state": PromiseState.OPEN,
        "branch_id": UUID(int=2),
        "site_calendar_id": None,
        "call_id": UUID(int=3),
        "counted_from_at": NINE,
        "by_at": NINE + 8 * HOUR,
        "forecast": USUAL,
        "is_norm": False,
        "target_share": 0.95,
        "odds_now": None,
    }
    return Watched(**usual | facts)


def going(starts_at: datetime | None, *, state: VisitState = VisitState.PLANNED, **facts: Any) -> Seen:
    visit = VisitNow(
        id=UUID(int=5),
        call_id=UUID(int=3),
        technician_id=UUID(int=6),
        technician="Bruno Salas",
        who="Chen Family Clinic",
        state=state,
        planned_for=starts_at,
        planned_minutes=60,
        on_the_way_at=None,
        arrived_at=None,
    )
    ends_at = starts_at + HOUR if starts_at else None
    reckoned = Reckoned(visit, starts_at, ends_at, facts.pop("because", ""), facts.pop("is_blocked", False))
    return Seen(reckoned=reckoned, **facts)


def looked(promise: Watched, seen: Seen, at: datetime) -> tuple[float | None, bool]:
    found = look(promise, seen, hours=hours, at_risk_below=0.4, now=at)
    return found.odds, found.is_at_risk


def test_a_visit_planned_later_than_promised_is_in_danger_and_the_reason_names_it() -> None:
    seen = going(NINE + 10 * HOUR, because="Bruno Salas is still at Lake County Title, longer than planned.")

    found = look(a_promise(), seen, hours=hours, at_risk_below=0.4, now=NINE + HOUR)

    assert found.is_at_risk
    assert found.because.startswith("Bruno Salas is still at Lake County Title, longer than planned. The plan has")


def test_a_visit_planned_well_before_is_safe() -> None:
    odds, is_at_risk = looked(a_promise(), going(NINE + 3 * HOUR), NINE + HOUR)

    assert odds is not None
    assert odds > 0.95
    assert not is_at_risk


def test_with_nothing_planned_the_clock_alone_warns_while_hours_pass() -> None:
    early, late = (looked(a_promise(), Seen(), NINE + passed * HOUR) for passed in (1, 7.5))

    assert not early[1]
    assert late[1]


def test_what_is_in_danger_stays_so_until_its_odds_are_clearly_above() -> None:
    seen, at = going(NINE + 7 * HOUR), NINE + 5 * HOUR
    odds, _ = looked(a_promise(), seen, at)
    assert odds is not None

    def is_at_risk(state: PromiseState, below: float) -> bool:
        return look(a_promise(state=state), seen, hours=hours, at_risk_below=below, now=at).is_at_risk

    assert not is_at_risk(PromiseState.OPEN, odds - 0.05)
    assert is_at_risk(PromiseState.AT_RISK, odds - 0.05)
    assert not is_at_risk(PromiseState.AT_RISK, odds - 0.15)


@pytest.mark.parametrize("facts", [{"is_blocked": True, "because": "Bruno Salas is away today."}])
def test_who_is_away_keeps_nothing(facts: dict[str, Any]) -> None:
    assert looked(a_promise(), going(None, **facts), NINE + HOUR)[1]


def test_no_certificate_is_said() -> None:
    found = look(a_promise(), going(NINE + HOUR, is_uncertified=True), hours=hours, at_risk_below=0.4, now=NINE)

    assert found.is_at_risk
    assert found.because == "Bruno Salas holds no certificate for it."


def test_of_a_norm_no_odds_are_said_and_only_the_last_quarter_warns() -> None:
    promise = a_promise(forecast=NORM, is_norm=True)

    assert looked(promise, Seen(), NINE + 5 * HOUR) == (None, False)
    assert looked(promise, Seen(), NINE + 6.5 * HOUR) == (None, True)


def test_a_fix_counts_until_the_visit_is_over() -> None:
    fix = a_promise(kind=PromiseKind.FIX)

    assert looked(fix, going(NINE + 7.9 * HOUR), NINE + HOUR)[1]
    assert not looked(fix, going(NINE + 4 * HOUR), NINE + HOUR)[1]


def test_past_its_time_it_is_no_danger_any_more_but_missed() -> None:
    assert looked(a_promise(), Seen(), NINE + 8 * HOUR) == (0.0, False)


def moments(step: int) -> datetime:
    return NINE + HOUR + step * HOUR / 2


def test_the_new_time_is_kept_at_the_target_and_the_one_before_is_not() -> None:
    promise, seen = a_promise(), going(NINE + 9 * HOUR)

    at = time_kept_at(promise, seen, hours=hours, moments=moments)

    assert at is not None
    assert NINE + 9 * HOUR < at < NINE + 16 * HOUR
    kept, before = (looked(replace(promise, by_at=each), seen, NINE + HOUR)[0] for each in (at, at - HOUR / 2))
    assert kept is not None
    assert before is not None
    assert before < 0.95 <= kept


def test_of_what_waits_longer_than_anything_known_the_plan_alone_speaks() -> None:
    promise, at = a_promise(by_at=NINE + 40 * HOUR), NINE + 30 * HOUR

    odds, is_at_risk = looked(promise, going(NINE + 31 * HOUR), at)

    assert odds is not None
    assert odds > 0.95
    assert not is_at_risk
    assert looked(promise, Seen(), at)[1]


def test_without_a_visit_and_with_a_norm_no_new_time_is_in_sight() -> None:
    assert time_kept_at(a_promise(forecast=NORM, is_norm=True), Seen(), hours=hours, moments=moments) is None


def news(seen: Seen, at: datetime = NINE) -> bool:
    return is_good_news(a_promise(), seen, hours=hours, worth=4 * HOUR, now=at)


def test_news_are_good_where_somebody_comes_soon_and_long_before() -> None:
    assert news(going(NINE + 2 * HOUR))
    assert news(going(NINE + 4 * HOUR, state=VisitState.ON_THE_WAY))
    # Hardly earlier than promised, or already there.
    assert not news(going(NINE + 5 * HOUR))
    assert not news(going(NINE, state=VisitState.ON_SITE))


later: Callable[[], st.SearchStrategy[float]] = lambda: st.floats(0.1, 30.0)  # noqa: E731 - one line says it


@given(starts=later(), more=later(), passed=st.floats(0.0, 7.9))
def test_a_later_visit_never_has_better_odds(starts: float, more: float, passed: float) -> None:
    at = NINE + passed * HOUR
    sooner, later_on = (looked(a_promise(), going(at + each * HOUR), at)[0] for each in (starts, starts + more))

    assert sooner is not None
    assert later_on is not None
    assert later_on <= sooner + 1e-9
