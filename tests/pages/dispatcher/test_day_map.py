"""The day on the board's map, and the three ways to look at one day."""

from datetime import timedelta
from math import dist
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_call, a_customer, a_machine, a_site, a_technician
from tests.builders.desk import a_planned_visit, signed_in
from tests.builders.field import today_at

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.models import Branch
from steadyhand.business.people.models import Technician
from steadyhand.pages.dispatcher.day_map import DayMap, Spot
from steadyhand.pages.dispatcher.marks import letter_of
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
TEN = today_at(10, days=1)


def at(north: float, east: float, name: str = "Chen Family Clinic") -> Call:
    return a_call(machine=a_machine(site=a_site(a_customer(name), latitude=north, longitude=east)))


def planned(call: Call, hour: int, technician: Technician) -> Visit:
    return a_planned_visit(call=call, technician=technician, at=TEN + timedelta(hours=hour), now=read_clock())


def shown(client: Client | None = None, **asked: str) -> Any:
    return (client or signed_in()).get(reverse("board"), {"on": TEN.date().isoformat(), "view": "map", **asked})


def the_map(**asked: str) -> DayMap:
    found: DayMap = shown(signed_in(), **asked).context["map"]
    return found


def place(spot: Spot | None) -> tuple[float, float]:
    assert spot is not None
    return float(spot.x.rstrip("%")), float(spot.y.rstrip("%"))


def test_sites_lie_on_the_map_as_they_lie_to_each_other() -> None:
    bruno = a_technician()
    for hour, (north, east) in enumerate(((40.0, -83.0), (40.0, -82.8), (39.9, -83.0))):
        planned(at(north, east, f"Customer {hour}"), hour, bruno)

    (route,) = the_map().routes

    (west, top), (east, same), (under, low) = (place(stop.spot) for stop in route.stops)
    # One scale: 0.2° of longitude at 40° north is 1.53 times as far as 0.1° of latitude.
    assert (top - same, west - under) == pytest.approx((0, 0), abs=0.2)
    assert east - west == pytest.approx(91, abs=0.2)
    assert east - west == pytest.approx(1.53 * (low - top), rel=0.01)
    assert [stop.label for stop in route.stops] == ["A1", "A2", "A3"]


def test_two_visits_at_one_site_can_both_be_hit() -> None:
    bruno, call = a_technician(), at(40.0, -83.0)
    planned(call, 0, bruno)
    planned(a_call(machine=call.machine), 2, bruno)
    planned(at(40.3, -83.4, "Ridge Dental"), 4, bruno)

    (route,) = the_map().routes

    first, second = (place(stop.spot) for stop in route.stops[:2])
    assert dist(first, second) >= 5


def test_a_day_from_the_branch_begins_there_and_one_from_home_at_its_first_visit() -> None:
    branch = a_branch()
    Branch.objects.filter(id=branch.id).update(latitude=39.9, longitude=-83.1)
    bruno, keisha = a_technician(), a_technician(name="Keisha Monroe", day_starts_at="home")
    for number, technician in enumerate((bruno, keisha)):
        for hour in (0, 2):
            planned(at(40.0 + hour / 10, -83.0 - number / 10, f"Customer {number} {hour}"), hour, technician)

    found = the_map()

    routes = {route.name: route for route in found.routes}
    (depot,) = found.branches
    assert next(line.begins for line in routes["Bruno Salas"].lines) == depot.spot
    assert [len(routes[name].lines) for name in ("Bruno Salas", "Keisha Monroe")] == [2, 1]
    assert routes["Keisha Monroe"].lines[0].begins == routes["Keisha Monroe"].stops[0].spot


def test_what_nobody_knows_the_place_of_is_listed_beside() -> None:
    bruno = a_technician()
    visit = planned(a_call(), 0, bruno)
    planned(at(40.0, -83.0, "Ridge Dental"), 2, bruno)
    call = a_call(ref="10999")

    page, found = shown().content.decode(), the_map()

    assert [stop.visit.id for _, stop in found.without_place] == [visit.id]
    assert [each.id for each in found.calls_without_place] == [call.id]
    assert "Not on the map" in page
    # It is in the list of the day all the same, and can be moved from there.
    assert f'id="move-{visit.call.ref}"' in page


def test_one_technician_alone_can_be_drawn_and_an_unknown_one_is_everybody() -> None:
    bruno, keisha = a_technician(), a_technician(name="Keisha Monroe")
    planned(at(40.0, -83.0), 0, bruno)
    planned(at(41.0, -83.0, "Ridge Dental"), 0, keisha)

    alone, nobody = the_map(who=str(keisha.id)), the_map(who=str(uuid4()))

    assert [(route.name, route.letter) for route in alone.drawn] == [("Keisha Monroe", "B")]
    assert len(nobody.drawn) == 2
    assert "Show everybody" in shown(signed_in(), who=str(keisha.id)).content.decode()


def test_a_day_without_places_says_so() -> None:
    a_technician()

    assert "Nothing to draw" in shown().content.decode()


def test_the_board_is_found_as_it_was_left_and_its_address_says_all_of_it() -> None:
    a_technician()
    client = signed_in()
    first = client.get(reverse("board")).context["view"]
    shown(client, view="list")

    again = client.get(reverse("board"), {"on": TEN.date().isoformat()})
    unknown = client.get(reverse("board"), {"view": "globe"})

    assert (first, again.context["view"], unknown.context["view"]) == ("lanes", "list", "list")
    assert again.context["asked"] == f"on={TEN.date().isoformat()}&view=list"
    assert all("view=list" in url for _, url, _ in again.context["steps"])


def test_list_and_map_offer_the_same_moves_as_the_lanes() -> None:
    visit = planned(at(40.0, -83.0), 0, a_technician())
    move = reverse("move-visit", args=[visit.id])

    for view in ("lanes", "list", "map"):
        assert move in shown(signed_in(), view=view).content.decode()


def test_letters_never_run_out() -> None:
    assert [letter_of(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_the_map_asks_as_much_for_sixty_visits_as_for_one(django_assert_max_num_queries: Any) -> None:
    bruno = a_technician()
    for hour in range(3):
        planned(at(40.0 + hour / 10, -83.0, f"Customer {hour}"), hour, bruno)
    client = signed_in()
    shown(client)

    # Two of them for the branch's place and for who starts there, two for the day's plan.
    with django_assert_max_num_queries(18):
        shown(client)
