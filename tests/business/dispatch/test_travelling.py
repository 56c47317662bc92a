"""Maps are asked in their order and remembered; what none knows, straight lines say; who said what is told."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import MONDAY, a_dealership
from tests.builders.travel import COLUMBUS, SCHAAN, TRIESEN, VADUZ, AMap, asking

from steadyhand.business.dispatch import travelling
from steadyhand.business.dispatch.models import DrivingPace, TravelFrom
from steadyhand.business.dispatch.queries.travel_kept import KEPT_FOR
from steadyhand.business.dispatch.travel.answer import Answered, Silent, TravelTimes
from steadyhand.business.dispatch.travel.hours import Band
from steadyhand.business.dispatch.travel.pace import NORM
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.business.dispatch.travelling import travel_by_band, travel_times

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_left_alone() -> Iterator[None]:
    travelling._left_alone.clear()
    yield
    travelling._left_alone.clear()


def times(*places: Place, band: Band = Band.DAY, days: float = 0, seconds: float = 0) -> TravelTimes:
    now = MONDAY + timedelta(days=days, seconds=seconds)
    return travel_times(tenant_id=a_dealership().id, places=places, band=band, now=now)


def test_without_a_map_straight_lines_answer_all_by_the_norms() -> None:
    with asking():
        found = times(VADUZ, SCHAAN)

    assert found.minutes[0, 1] == pytest.approx(float(NORM.minutes(2.837, Band.DAY)), rel=0.01)
    assert found.metres[0, 1] == pytest.approx(1.4 * 2837, rel=0.01)
    assert found.minutes[0, 0] == 0
    assert found.answered == (Answered("straight lines, by the shipped norms", "", 1.0, off_by=NORM.off_by),)
    assert found.silent == ()


def test_a_map_answers_free_roads_and_the_hour_comes_on_top() -> None:
    with asking(AMap()):
        found = travel_by_band(
            tenant_id=a_dealership().id, places=[VADUZ, SCHAAN], bands=(Band.DAY, Band.MORNING), now=MONDAY
        )

    # 10 minutes of driving and 2 at the doors.
    assert found[Band.DAY].minutes[0, 1] == 12
    assert found[Band.MORNING].minutes[0, 1] == pytest.approx(2 + 10 * 1.15)
    assert found[Band.DAY].metres[0, 1] == 7_000
    assert found[Band.DAY].answered == (Answered("a map", "© mapmakers", 1.0),)
    assert found[Band.DAY].attributions == ("© mapmakers",)


def test_what_a_map_said_is_not_asked_again() -> None:
    with asking(one := AMap()):
        first = times(VADUZ, SCHAAN, TRIESEN)
        again = times(TRIESEN, VADUZ)

    assert one.asked == [(3, 3)]
    assert again.minutes.tolist() == [[0, 12], [12, 0]]
    assert first.answered[0].from_before_share == 0
    assert again.answered[0].from_before_share == 1


def test_a_new_place_is_asked_for_alone_there_and_back() -> None:
    with asking(one := AMap()):
        times(VADUZ, SCHAAN, TRIESEN)
        found = times(VADUZ, SCHAAN, TRIESEN, Place(47.2, 9.52))

    assert one.asked == [(3, 3), (1, 3), (3, 1)]
    assert (found.minutes + 12 * np.eye(4) == 12).all()


def test_two_who_are_at_the_same_door_have_no_drive_between_them() -> None:
    with asking(one := AMap()):
        found = times(VADUZ, SCHAAN, VADUZ)

    assert one.asked == [(2, 2)]
    assert found.minutes.tolist() == [[0, 12, 0], [12, 0, 12], [0, 12, 0]]


def test_after_sixty_days_a_map_is_asked_anew() -> None:
    with asking(one := AMap()):
        times(VADUZ, SCHAAN)
        times(VADUZ, SCHAAN, days=KEPT_FOR.days)
        times(VADUZ, SCHAAN, days=KEPT_FOR.days + 1)

    assert len(one.asked) == 2


def test_a_map_that_is_built_anew_answers_for_itself() -> None:
    with asking(AMap(key="old")):
        times(VADUZ, SCHAAN)
    with asking(new := AMap(key="new")):
        times(VADUZ, SCHAAN)

    assert new.asked == [(2, 2)]


def test_what_a_map_does_not_know_falls_back_and_says_so_and_is_not_asked_again() -> None:
    with asking(one := AMap(unknown=[COLUMBUS])):
        times(VADUZ, SCHAAN, COLUMBUS)
        found = times(VADUZ, SCHAAN, COLUMBUS)

    assert one.asked == [(3, 3)]
    assert found.minutes[0, 1] == 12
    assert found.minutes[0, 2] > 60
    assert [(each.name, round(each.share, 2)) for each in found.answered] == [
        ("a map", 0.33),
        ("straight lines, by the shipped norms", 0.67),
    ]
    assert found.silent == (Silent("a map", 4 / 6, "it knows no way there by car, or one end is off the map."),)


def test_the_next_map_is_asked_for_what_the_first_left() -> None:
    with asking(AMap(key="first", unknown=[COLUMBUS]), other := AMap(key="other")):
        found = times(VADUZ, SCHAAN, COLUMBUS)

    assert [round(each.share, 2) for each in found.answered] == [0.33, 0.67]
    assert other.asked
    assert (found.minutes + 12 * np.eye(3) == 12).all()


def test_a_map_that_fails_falls_back_with_its_reason_and_is_left_alone_for_a_minute() -> None:
    with asking(one := AMap(silent="it can't be reached.")):
        found = times(VADUZ, SCHAAN)
        again = times(VADUZ, SCHAAN, seconds=59)
        one.silent = ""
        later = times(VADUZ, SCHAAN, seconds=61)

    assert found.answered[0].name == "straight lines, by the shipped norms"
    assert found.silent == again.silent == (Silent("a map", 1.0, "it can't be reached."),)
    assert len(one.asked) == 2
    assert later.silent == ()


def test_what_was_kept_answers_while_a_map_is_down() -> None:
    with asking(one := AMap()):
        times(VADUZ, SCHAAN)
        one.silent = "it can't be reached."
        found = times(VADUZ, SCHAAN, TRIESEN)

    assert found.minutes[0, 1] == 12
    assert [round(each.share, 2) for each in found.answered] == [0.33, 0.67]
    assert found.silent[0].share == pytest.approx(4 / 6)


def test_the_dealership_s_own_pace_is_used_and_named() -> None:
    pace = {"overall": 2.0, "by_distance": [1, 1, 1, 1, 1], "by_band": {"day": 1.0}, "spread": 0.2}
    DrivingPace.objects.create(tenant_id=a_dealership().id, learnt_at=MONDAY, pace=pace, drives=1_234, left_out={})
    with asking():
        found = times(VADUZ, SCHAAN)

    assert found.minutes[0, 1] == pytest.approx(2 * float(NORM.minutes(2.837, Band.DAY)), rel=0.01)
    assert found.answered[0].name == "straight lines, as fast as 1,234 drives of ours"


def test_another_dealership_s_drives_are_not_used() -> None:
    with asking(one := AMap()):
        times(VADUZ, SCHAAN)
        other = a_dealership(name="Hilltop Copiers")
        travel_times(tenant_id=other.id, places=[VADUZ, SCHAAN], band=Band.DAY, now=MONDAY)

    assert len(one.asked) == 2
    assert TravelFrom.objects.count() == 4


@pytest.mark.parametrize("places", [(), (VADUZ,), (VADUZ, VADUZ)])
def test_where_nobody_drives_nobody_is_asked(places: tuple[Place, ...]) -> None:
    with asking(one := AMap()):
        found = times(*places)

    assert one.asked == []
    assert found.minutes.shape == (len(places), len(places))
    assert not found.minutes.any()


def test_places_that_are_guessed_are_counted() -> None:
    with asking():
        found = times(VADUZ, Place(47.2, 9.5, within_km=3.0))

    assert found.sentences[-1] == "1 of 2 places are known by their street, postcode or city only."


def test_what_is_kept_is_read_by_a_query_for_five_hundred_places() -> None:
    places = [Place(47.1 + number / 1_000, 9.5) for number in range(120)]
    with asking(AMap()):
        times(*places)
        tenant_id = a_dealership().id
        with CaptureQueriesContext(connection) as asked:
            travel_times(tenant_id=tenant_id, places=places, band=Band.DAY, now=MONDAY)

    # The pace, and what is kept.
    assert len(asked) == 2
