"""The list of calls: newest first, page by page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.builders import MONDAY, a_branch, a_call, a_customer, a_machine, a_site
from tests.builders.desk import a_planned_visit, dana, signed_in

from steadyhand.business.calls.queries.calls_list import PAGE, Place, calls_page
from steadyhand.business.calls.rules import CallState
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.identity import new_id

pytestmark = pytest.mark.django_db


def some_calls(count: int) -> None:
    machine = a_machine()
    for number in range(count):
        # Several at the same moment: only the id tells which comes first.
        a_call(machine=machine, ref=f"2{number:04}", taken_at=MONDAY + timedelta(minutes=number // 3))


def numbers(page: str) -> list[str]:
    return re.findall(r'">(2\d{4})</a>', page)


def test_walking_on_and_back_shows_every_call_once() -> None:
    some_calls(23)
    by = dana()
    everything = [call.number for call in calls_page(by, most=100).calls]

    onwards, page = [], calls_page(by, most=5)
    while True:
        onwards += [call.number for call in page.calls]
        if page.older is None:
            break
        page = calls_page(by, before=page.older, most=5)
    backwards = [call.number for call in page.calls]
    while page.newer is not None:
        page = calls_page(by, after=page.newer, most=5)
        backwards = [call.number for call in page.calls] + backwards

    assert onwards == backwards == everything
    assert len(set(everything)) == 23


def test_pages_of_the_screen_follow_one_another() -> None:
    some_calls(PAGE + 4)
    client = signed_in(Role.SALES)

    first = client.get(reverse("calls")).content.decode()
    second_url = re.findall(r'href="([^"]+)"\s+rel="next"', first)[0].replace("&amp;", "&")
    second = client.get(second_url).content.decode()
    first_url = re.findall(r'href="([^"]+)"\s+rel="prev"', second)[0].replace("&amp;", "&")

    assert len(numbers(first)) == PAGE
    assert len(numbers(second)) == 4
    assert numbers(client.get(first_url).content.decode()) == numbers(first)


def test_a_list_is_narrowed_by_state_type_and_customer() -> None:
    ridge = a_machine(site=a_site(a_customer("Ridge Dental")))
    a_call(ref="20001"), a_call(ref="20002", call_type="supplies"), a_call(ref="20003", machine=ridge)
    a_planned_visit(call=a_call(ref="20004"))
    client = signed_in()

    def shown(**asked: Any) -> list[str]:
        return sorted(numbers(client.get(reverse("calls"), asked).content.decode()))

    assert shown(state="planned") == ["20004"]
    assert shown(state="open") == ["20001", "20002", "20003", "20004"]
    assert shown(type="supplies") == ["20002"]
    assert shown(customer=str(ridge.customer_id)) == ["20003"]
    assert shown(state="closed") == []


def test_another_branchs_calls_are_not_listed() -> None:
    a_call(ref="20001")

    assert numbers(signed_in(branch=a_branch("DAY")).get(reverse("calls")).content.decode()) == []


@pytest.mark.parametrize("place", ["", "x~y", "1e400~00", "~", "12~not-an-id"])
def test_a_place_that_cannot_be_read_is_the_first_page(place: str) -> None:
    a_call(ref="20001")

    assert numbers(signed_in().get(reverse("calls"), {"before": place}).content.decode()) == ["20001"]


def test_a_page_is_one_question_however_long_the_list(django_assert_num_queries: Any) -> None:
    some_calls(12)
    by = dana()
    place = Place(MONDAY + timedelta(hours=1), new_id())

    with django_assert_num_queries(1) as asked:
        calls_page(by, states=[CallState.TO_PLAN], before=place, most=5)

    sql = asked.captured_queries[0]["sql"]
    assert "OFFSET" not in sql
    assert "COUNT(" not in sql
