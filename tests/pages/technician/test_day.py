"""A technician's day: what is next, in order, and nobody else's."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.builders import a_branch, a_call, a_machine, a_site, a_technician, a_visit
from tests.builders.field import a_visit_on_site, a_visit_under_way, closed, today_at
from tests.builders.record import a_customer

from steadyhand.business.calls.models import Call
from steadyhand.business.people.models import Technician

pytestmark = pytest.mark.django_db


@pytest.fixture
def bruno(client: Client) -> Technician:
    technician = a_technician(name="Bruno Salas", branch=a_branch())
    assert technician.user is not None
    client.force_login(technician.user)
    return technician


def a_call_of(name: str, **facts: object) -> Call:
    return a_call(machine=a_machine(site=a_site(a_customer(name))), **facts)


def test_an_empty_day_says_so_kindly(client: Client, bruno: Technician) -> None:  # noqa: ARG001
    page = client.get("/day/").content.decode()

    assert "Nothing planned for today" in page
    assert "give them a ring" in page


def test_today_stands_in_order_with_the_next_step_at_the_thumb(client: Client, bruno: Technician) -> None:
    a_visit(call=a_call_of("Late & Sons"), technician=bruno, planned_for=today_at(15))
    first = a_visit(call=a_call_of("Early Ltd"), technician=bruno, planned_for=today_at(9))

    response = client.get("/day/")

    assert response.context["next"].customer == "Early Ltd"
    assert [card.customer for card in response.context["to_come"]] == ["Late & Sons"]
    assert f"/visits/{first.id}/on-my-way/" in response.content.decode()
    assert "9:00 am" in response.content.decode()


def test_where_one_is_now_comes_before_what_is_planned(client: Client, bruno: Technician) -> None:
    a_visit(call=a_call_of("Early Ltd"), technician=bruno, planned_for=today_at(0, 30))
    now = a_visit_on_site(at=today_at(0), call=a_call_of("Here Inc"), technician=bruno, planned_for=today_at(15))

    response = client.get("/day/")

    assert response.context["next"].customer == "Here Inc"
    assert f"/visits/{now.id}/close/" in response.content.decode()


def test_the_address_opens_the_phone_s_maps(client: Client, bruno: Technician) -> None:
    site = a_site(a_customer("Chen Family Clinic"), latitude=39.96, longitude=-83.0)
    a_visit(call=a_call(machine=a_machine(site=site)), technician=bruno, planned_for=today_at(15))

    page = client.get("/day/").content.decode()

    assert 'href="geo:39.96,-83.0?q=39.96%2C-83.0%28114%20Main%20Street%2C%20Columbus%20OH%2043004%29"' in page


def test_tomorrow_is_one_tap_away(client: Client, bruno: Technician) -> None:
    tomorrow = today_at(10, days=1)
    a_visit(call=a_call_of("Morrow Inc"), technician=bruno, planned_for=tomorrow)

    today = client.get("/day/")
    then = client.get(f"/day/?on={tomorrow.date().isoformat()}")

    assert f'href="?on={tomorrow.date().isoformat()}"' in today.content.decode()
    assert "Morrow Inc" not in today.content.decode()
    assert "Morrow Inc" in then.content.decode()
    assert then.context["next"] is None


def test_what_is_done_today_is_folded_away(client: Client, bruno: Technician) -> None:
    over = a_visit_under_way(at=today_at(0), call=a_call_of("Done Co"), technician=bruno, planned_for=today_at(0))
    closed(over, at=today_at(0))

    response = client.get("/day/")

    assert [card.customer for card in response.context["over"]] == ["Done Co"]
    assert "All done for today" in response.content.decode()


def test_what_nobody_closed_yesterday_is_left_open_today(client: Client, bruno: Technician) -> None:
    yesterday = today_at(15, days=-1)
    a_visit(call=a_call_of("Forgotten Ltd"), technician=bruno, planned_for=yesterday)

    response = client.get("/day/")

    assert [card.customer for card in response.context["left_open"]] == ["Forgotten Ltd"]
    assert "Nobody has closed these" in response.content.decode()


def test_a_colleague_s_visits_are_not_mine(client: Client, bruno: Technician) -> None:  # noqa: ARG001
    carla = a_technician(name="Carla Reyes", branch=a_branch())
    a_visit(call=a_call_of("Hers Inc"), technician=carla, planned_for=today_at(15))

    assert "Hers Inc" not in client.get("/day/").content.decode()


def test_a_full_day_takes_as_few_queries_as_an_empty_one(
    client: Client, bruno: Technician, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for hour in range(8, 18):
        a_visit(call=a_call_of(f"Customer {hour}"), technician=bruno, planned_for=today_at(hour))

    with django_assert_max_num_queries(25):
        client.get("/day/")


def test_a_day_that_is_none_is_today(client: Client, bruno: Technician) -> None:  # noqa: ARG001
    assert client.get("/day/?on=soon").context["is_today"]
