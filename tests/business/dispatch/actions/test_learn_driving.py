"""The pace is learnt from visits and kept, in place of the one before."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_call, a_dealership, a_machine, a_site, a_technician, a_visit

from steadyhand.business.dispatch.actions.learn_driving import NOWHERE, learn_driving
from steadyhand.business.dispatch.models import DrivingPace
from steadyhand.business.dispatch.queries.travel_kept import pace_of
from steadyhand.business.dispatch.travel.hours import Band
from steadyhand.business.dispatch.travel.pace import NORM
from steadyhand.shared.clock import How

pytestmark = pytest.mark.django_db


def a_day_of_drives(*latitudes: float, minutes: float) -> None:
    """Visit sites one after the other, from 9:00 in Columbus, so many minutes' drive apart."""
    bruno, first = a_technician(), a_site(latitude=latitudes[0], longitude=-83.0)
    known = {"on_the_way_at_how": How.OBSERVED, "arrived_at_how": How.OBSERVED, "finished_at_how": How.OBSERVED}
    machine, free_at = a_machine(site=first), MONDAY
    for latitude in latitudes:
        machine.site = a_site(first.customer, latitude=latitude, longitude=-83.0)
        there_at = free_at + timedelta(minutes=minutes)
        done_at = there_at + timedelta(minutes=5)
        times = {"on_the_way_at": free_at, "arrived_at": there_at, "finished_at": done_at}
        a_visit(call=a_call(machine=machine), technician=bruno, **times, **known)
        free_at = done_at


def test_slow_drives_make_the_pace_slower_and_it_is_kept() -> None:
    a_day_of_drives(*[39.9, 40.0] * 6, minutes=40)
    tenant_id = a_dealership().id

    learnt = learn_driving(tenant_id=tenant_id, now=MONDAY)

    kept = pace_of(tenant_id)
    assert learnt.used == kept.drives == 11
    assert kept.pace == learnt.pace
    assert kept.learnt_at == MONDAY
    assert kept.pace.minutes(11.0, Band.DAY) > NORM.minutes(11.0, Band.DAY)


def test_it_is_learnt_anew_in_place_of_what_was_there() -> None:
    tenant_id = a_dealership().id
    learn_driving(tenant_id=tenant_id, now=MONDAY)
    a_day_of_drives(39.9, 40.0, minutes=20)

    learn_driving(tenant_id=tenant_id, now=MONDAY + timedelta(days=1))

    assert DrivingPace.objects.count() == 1
    assert pace_of(tenant_id).drives == 1


def test_coordinates_that_are_none_are_counted_and_hurt_nobody() -> None:
    a_day_of_drives(39.9, 400.0, minutes=20)

    assert learn_driving(tenant_id=a_dealership().id, now=MONDAY).left_out == {NOWHERE: 1}
