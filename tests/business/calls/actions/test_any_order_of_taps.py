"""Whatever is tapped in whatever order, the call stands where its visits leave it, and times are in order."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import MONDAY, a_visit
from tests.builders.field import a_closing, closed, fresh, its_technician

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.actions.reopen_visit import reopen_visit
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.actions.step_back import step_back
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import OUTCOMES, VisitState, standing_of
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit

pytestmark = pytest.mark.django_db
TAPS: dict[str, Callable[..., int | None]] = {
    "set out": start_travel,
    "arrive": arrive,
    "step back": step_back,
    "reopen": reopen_visit,
}
ENDS = [*OUTCOMES, VisitState.CANCELLED]


def tap(visit: Visit, what: str, minute: int) -> None:
    at = MONDAY + timedelta(minutes=minute)
    try:
        if what in TAPS:
            TAPS[what](by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, now=at)
        else:
            closed(visit, a_closing(VisitState(what)), at=at)
    except CannotMoveVisit:
        pass  # a refused tap is part of the story: nothing may have changed


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taps=st.lists(st.tuples(st.sampled_from([*TAPS, *ENDS]), st.integers(0, 15)), max_size=9))
def test_the_call_stands_where_its_visits_leave_it(taps: list[tuple[str, int]]) -> None:
    visit, minute = a_visit(), 0

    for what, later in taps:
        minute += later
        version = fresh(visit).version
        tap(visit, what, minute)
        assert fresh(visit).version in (version, version + 1)

    after = fresh(visit)
    standing = standing_of([VisitState(after.state)])
    if taps and after.version > 1:
        assert (after.call.state, after.call.waiting_for) == (standing.state, standing.waiting_for or "")
    times = [at for at in (after.on_the_way_at, after.arrived_at, after.finished_at) if at is not None]
    assert times == sorted(times)
    assert (after.finished_at is not None) == VisitState(after.state).is_over
    assert (after.call.closed_at is not None) == (after.state == VisitState.DONE)
