"""A customer's link opens one call's page, runs out, and can be taken back."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_call, an_actor
from tests.builders.field import a_visit_on_site, closed

from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.customer_link import follow_customer_link, make_customer_link, revoke_customer_links
from steadyhand.shared.links import LinkRefused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_it_opens_its_own_call() -> None:
    call, dana = a_call(), an_actor(Role.DISPATCHER)

    token = make_customer_link(by=dana, call_id=call.id, now=MONDAY)

    assert follow_customer_link(token, now=MONDAY).number == call.ref


def test_it_runs_out_after_ninety_days() -> None:
    token = make_customer_link(by=an_actor(Role.DISPATCHER), call_id=a_call().id, now=MONDAY)

    follow_customer_link(token, now=MONDAY + 90 * DAY - timedelta(seconds=1))
    with pytest.raises(LinkRefused):
        follow_customer_link(token, now=MONDAY + 90 * DAY)


def test_it_runs_out_thirty_days_after_closing() -> None:
    visit = a_visit_on_site()
    token = make_customer_link(by=an_actor(Role.DISPATCHER), call_id=visit.call_id, now=MONDAY)
    closed(visit, at=MONDAY + DAY)

    follow_customer_link(token, now=MONDAY + 31 * DAY - timedelta(seconds=1))
    with pytest.raises(LinkRefused):
        follow_customer_link(token, now=MONDAY + 31 * DAY)


def test_it_can_be_taken_back() -> None:
    call, dana = a_call(), an_actor(Role.DISPATCHER)
    tokens = [make_customer_link(by=dana, call_id=call.id, now=MONDAY) for _ in range(2)]

    assert revoke_customer_links(by=dana, call_id=call.id, now=MONDAY) == 2

    for token in tokens:
        with pytest.raises(LinkRefused):
            follow_customer_link(token, now=MONDAY)
