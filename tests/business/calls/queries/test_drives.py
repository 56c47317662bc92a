"""A drive lies between two visits of a technician, where both ends and both moments are known."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders import MONDAY, a_call, a_machine, a_site, a_technician, a_visit

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.queries.drives import DriveBetween, drives_between
from steadyhand.business.customers.models import Site
from steadyhand.business.people.models import Technician
from steadyhand.shared.clock import How

pytestmark = pytest.mark.django_db


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def visited(site: Site, technician: Technician, *, left: float, there: float, done: float, **facts: Any) -> Visit:
    facts = {
        "on_the_way_at": MONDAY + minutes(left),
        "on_the_way_at_how": How.OBSERVED,
        "arrived_at": MONDAY + minutes(there),
        "arrived_at_how": How.OBSERVED,
        "finished_at": MONDAY + minutes(done),
        "finished_at_how": How.ENTERED,
    } | facts
    return a_visit(call=a_call(machine=a_machine(site=site)), technician=technician, **facts)


def two_visits(**facts: Any) -> list[DriveBetween]:
    """Return the drives of a technician from a first site, left at 10:05, to a second, reached at 10:20."""
    bruno = a_technician()
    first = a_site(latitude=39.96, longitude=-83.0)
    second = a_site(first.customer, latitude=facts.pop("latitude", 40.0), longitude=-83.0)
    visited(first, bruno, left=-20, there=0, done=60)
    visit = visited(second, bruno, **({"left": 65, "there": 80, "done": 120} | facts))
    return list(drives_between(visit.tenant_id))


def test_a_drive_goes_from_the_visit_before_to_the_next() -> None:
    assert two_visits() == [
        DriveBetween(39.96, -83.0, 40.0, -83.0, MONDAY + minutes(65), MONDAY + minutes(80), "America/New_York")
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"left": 81, "there": 90},
        {"left": 59},
        {"latitude": None},
        {"on_the_way_at": None, "on_the_way_at_how": ""},
        {"on_the_way_at_how": How.DEFAULTED},
        {"arrived_at_how": How.DEFAULTED},
    ],
    ids=["long after", "before the end", "no coordinates", "nobody set out", "set out, they say", "there, they say"],
)
def test_where_an_end_or_a_moment_is_not_known_there_is_none(facts: dict[str, Any]) -> None:
    assert two_visits(**facts) == []


def test_another_technician_s_visit_is_not_where_this_one_came_from() -> None:
    first = a_site(latitude=39.96, longitude=-83.0)
    second = a_site(first.customer, latitude=40.0, longitude=-83.0)
    visited(first, a_technician(), left=-20, there=0, done=60)
    visit = visited(second, a_technician(name="Priya Nair"), left=65, there=80, done=120)

    assert list(drives_between(visit.tenant_id)) == []
