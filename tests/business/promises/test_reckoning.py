"""When will whom be where? Never before now, never two at once, and never at all while they are away."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.promises.reckoning import USUAL_TRAVEL, Reckoned, VisitNow, reckon

NOON = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BRUNO = UUID(int=1)
ZONES = {BRUNO: "America/New_York"}


def a_visit(number: int = 1, **facts: Any) -> VisitNow:
    usual: dict[str, Any] = {
        "call_id": UUID(int=100 + number),
        "technician_id": BRUNO,
        "technician": "Bruno Salas",
        "who": f"Customer {number}",
        "state": VisitState.PLANNED,
        "planned_for": NOON + HOUR,
        "planned_minutes": 60,
        "on_the_way_at": None,
        "arrived_at": None,
    }
    return VisitNow(id=UUID(int=number), **usual | facts)


def reckoned(*visits: VisitNow, away: tuple[Any, ...] = ()) -> list[Reckoned]:
    found = reckon(visits, away={BRUNO: away}, zones=ZONES, now=NOON)
    return [found[visit.id] for visit in visits]


def test_a_free_technician_keeps_to_the_plan() -> None:
    (first,) = reckoned(a_visit())

    assert first.starts_at == NOON + HOUR
    assert not first.because


def test_a_visit_that_overruns_makes_the_next_one_late_and_is_named() -> None:
    at_it = a_visit(1, state=VisitState.ON_SITE, arrived_at=NOON - 2 * HOUR, planned_for=NOON - 2 * HOUR)
    following = a_visit(2, planned_for=NOON)

    _, late = reckoned(at_it, following)

    # A quarter of its hour more, then the way.
    assert late.starts_at == NOON + 15 * MINUTE + USUAL_TRAVEL
    assert late.because == "Bruno Salas is still at Customer 1, longer than planned."


def test_what_is_urgent_and_went_first_is_said_to_be_that() -> None:
    at_it = a_visit(1, state=VisitState.ON_SITE, arrived_at=NOON - HOUR, planned_for=NOON - 2 * HOUR, is_urgent=True)

    _, late = reckoned(at_it, a_visit(2, planned_for=NOON))

    assert late.because == "Something urgent went first: Customer 1."


@pytest.mark.parametrize(
    ("planned_for", "said"),
    [(NOON + HOUR, "Bruno Salas is away today."), (NOON + DAY, "Bruno Salas is away on that day.")],
)
def test_who_is_away_goes_nowhere(planned_for: datetime, said: str) -> None:
    (visit,) = reckoned(a_visit(planned_for=planned_for), away=(NOON.date(), (NOON + DAY).date()))

    assert visit.is_blocked
    assert visit.starts_at is None
    assert visit.because == said


def test_a_visit_of_a_day_that_has_passed_is_nobody_s_to_rely_on() -> None:
    (visit,) = reckoned(a_visit(planned_for=NOON - DAY))

    assert visit.starts_at is None
    assert "nobody went" in visit.because


plans = st.lists(
    st.tuples(st.integers(-180, 480), st.integers(15, 240), st.sampled_from([VisitState.PLANNED, VisitState.ON_SITE])),
    min_size=1,
    max_size=8,
)


@given(plans)
def test_nobody_is_at_two_customers_at_once_and_nothing_to_come_lies_in_the_past(
    plan: list[tuple[int, int, VisitState]],
) -> None:
    visits = [
        a_visit(
            number,
            planned_for=NOON + minutes * MINUTE,
            planned_minutes=takes,
            state=state if number == 1 else VisitState.PLANNED,
            arrived_at=NOON - 10 * MINUTE if number == 1 and state is VisitState.ON_SITE else None,
        )
        for number, (minutes, takes, state) in enumerate(plan, 1)
    ]

    found = [each for each in reckoned(*visits) if each.starts_at and each.ends_at]

    for each in found:
        assert each.visit.state is VisitState.ON_SITE or each.starts_at >= NOON  # type: ignore[operator]
    spans = sorted((each.starts_at, each.ends_at) for each in found)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))  # type: ignore[operator]
