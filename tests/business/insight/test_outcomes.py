"""Weekly shares of a team: whole weeks only, by the dealership's own Mondays."""

from datetime import date, timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_call, an_actor

from steadyhand.business.calls.callbacks.rules import Verdict
from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.models import CallFact
from steadyhand.business.insight.outcomes import MeanWeek, weekly_downtime, weekly_outcomes

pytestmark = pytest.mark.django_db


def a_fact(
    days: int, *, is_fixed_first: bool, verdict: Verdict = Verdict.ORIGINAL, downtime_minutes: int | None = None
) -> None:
    call = a_call(taken_at=MONDAY + timedelta(days=days))
    CallFact.objects.create(
        tenant_id=call.tenant_id,
        call=call,
        branch=call.branch,
        call_type=call.call_type,
        is_cancelled=False,
        taken_at=call.taken_at,
        month_on=date(2026, 3, 1),
        verdict=verdict,
        version=0,
        came_back=False,
        is_fixed_first=is_fixed_first,
        is_held=False,
        visits_over=1,
        visits_done=1,
        is_term_average=False,
        downtime_minutes=downtime_minutes,
    )


def test_weeks_are_counted_whole_and_those_without_calls_stand_as_none() -> None:
    a_fact(0, is_fixed_first=True)
    a_fact(4, is_fixed_first=False, verdict=Verdict.CALLBACK)
    a_fact(8, is_fixed_first=True)
    ruth = an_actor(Role.SERVICE_MANAGER, branch=a_branch())

    found = weekly_outcomes(ruth, until=date(2026, 3, 20), weeks=2)

    assert [(week.on, week.count, week.of) for week in found["fixed_first"]] == [
        (date(2026, 3, 2), 0, 0),
        (date(2026, 3, 9), 1, 2),
    ]
    assert [week.mix for week in found["fixed_first"]] == [(), (("", 1, 2),)]
    assert [(week.count, week.of) for week in found["held"]] == [(0, 0), (0, 2)]
    assert [(week.count, week.of) for week in found["callbacks"]] == [(0, 0), (1, 2)]
    assert [(week.count, week.of) for week in found["kept"]] == [(0, 0), (0, 0)]


def test_downtime_is_a_weekly_mean_over_the_calls_of_which_it_is_known() -> None:
    a_fact(0, is_fixed_first=True, downtime_minutes=60)
    a_fact(4, is_fixed_first=True, downtime_minutes=240)
    a_fact(4, is_fixed_first=True)
    ruth = an_actor(Role.SERVICE_MANAGER, branch=a_branch())

    found = weekly_downtime(ruth, until=date(2026, 3, 20), weeks=2)

    assert found == (MeanWeek(date(2026, 3, 2), 0.0, 0), MeanWeek(date(2026, 3, 9), 2.5, 2))
