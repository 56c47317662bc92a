"""A position is shared by whom it is about alone, only the newest, and forgotten when it is off or over."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, an_actor
from tests.builders.day_plans import EARLY, HOUR, NORTH, PlanDay, a_plan_day

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dispatch.actions.share_position import (
    CannotSharePosition,
    forget_positions,
    share_position,
    stop_sharing_position,
    tell_position,
)
from steadyhand.business.dispatch.positions.models import LivePosition
from steadyhand.business.dispatch.positions.queries import my_position, positions_seen
from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Change

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
# Five in the afternoon there: the branch closes.
CLOSES = MONDAY + 8 * HOUR


@pytest.fixture
def day() -> PlanDay:
    return a_plan_day()


def bruno(day: PlanDay) -> Actor:
    user_id = day.people["Bruno Salas"].user_id
    assert user_id is not None
    return actor_for(user_id)


def test_it_is_off_until_switched_on_and_ends_with_the_shift(day: PlanDay) -> None:
    who = bruno(day)
    is_on = tell_position(by=who, latitude=NORTH, longitude=-83.0, metres=10, now=MONDAY)

    until_at = share_position(by=who, now=MONDAY)
    tell_position(by=who, latitude=NORTH, longitude=-83.0, metres=10, now=MONDAY + MINUTE)

    assert not is_on
    assert until_at == CLOSES
    assert share_position(by=who, now=MONDAY + HOUR) == CLOSES
    assert list(positions_seen(day.dana, now=MONDAY + HOUR)) == [day.people["Bruno Salas"].id]
    assert positions_seen(day.dana, now=CLOSES) == {}
    assert not tell_position(by=who, latitude=NORTH, longitude=-83.0, metres=10, now=CLOSES)
    assert forget_positions(who.tenant_id, now=CLOSES) == 1
    assert not LivePosition.objects.of(who.tenant_id).exists()


def test_only_the_newest_place_is_kept_and_none_in_the_history(day: PlanDay) -> None:
    who = bruno(day)
    share_position(by=who, now=MONDAY)
    for minute, north in ((1, 39.9), (3, 39.8123)):
        tell_position(by=who, latitude=north, longitude=-83.0, metres=10, now=MONDAY + minute * MINUTE)

    (row,) = LivePosition.objects.of(who.tenant_id)

    assert (row.latitude, row.at) == (39.8123, MONDAY + 3 * MINUTE)
    told = Change.objects.of(who.tenant_id).filter(verb__contains="where they are")
    assert [("39." in str(change.was) or "39." in str(change.became)) for change in told] == [False]


def test_switching_it_off_deletes_it_at_once(day: PlanDay) -> None:
    who = bruno(day)
    share_position(by=who, now=MONDAY)
    tell_position(by=who, latitude=NORTH, longitude=-83.0, metres=10, now=MONDAY)

    assert [stop_sharing_position(by=who, now=MONDAY + MINUTE) for _ in range(2)] == [True, False]
    assert my_position(who, now=MONDAY + MINUTE) is None
    assert not LivePosition.objects.of(who.tenant_id).exists()


def test_another_branchs_desk_sees_nobody_and_who_is_no_technician_shares_nothing(day: PlanDay) -> None:
    share_position(by=bruno(day), now=MONDAY)
    tell_position(by=bruno(day), latitude=NORTH, longitude=-83.0, metres=10, now=MONDAY)

    assert positions_seen(an_actor(Role.DISPATCHER, branch=a_branch("DAY")), now=MONDAY) == {}
    with pytest.raises(CannotSharePosition):
        share_position(by=day.dana, now=MONDAY)


def test_a_place_grown_old_is_wiped_though_it_is_still_on(day: PlanDay) -> None:
    who = bruno(day)
    share_position(by=who, now=MONDAY)
    tell_position(by=who, latitude=NORTH, longitude=-83.0, metres=10, now=MONDAY)

    forget_positions(who.tenant_id, now=MONDAY + HOUR + MINUTE)

    mine = my_position(who, now=MONDAY + HOUR + MINUTE)
    assert mine is not None
    assert mine.at is None


def test_a_plan_of_today_starts_from_a_fresh_place_and_says_so(day: PlanDay) -> None:
    call = day.call(north=20.0)
    who, at = bruno(day), MONDAY + HOUR
    share_position(by=who, now=EARLY)
    tell_position(by=who, latitude=NORTH + 19 / 111.0, longitude=-83.0, metres=10, now=at - 3 * MINUTE)

    near, later = day.plan(now=at), day.plan(now=at + HOUR)

    stop = day.stop(near, call)
    assert (stop.technician, stop.drive_minutes <= 5) == ("Bruno Salas", True)
    assert any("Bruno Salas sets out from where their phone is now" in each for each in day.shown(near).norms)
    assert day.stop(later, call).drive_minutes > 15
