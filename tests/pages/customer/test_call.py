"""A customer's page behind its link: what opens it, what can be asked there, what is kept out of it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.builders import a_branch, a_call, a_dealership, a_technician, a_visit, an_actor
from tests.builders.field import closed, today_at

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.queries.messages import messages_waiting
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.customer_link import make_customer_link, revoke_customer_links
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    a_dealership(name="Lakeside Office Machines", phone="(614) 555-0100", zone="America/New_York")
    call = a_call(problem="It jams from tray two")
    a_visit(
        call=call, technician=a_technician(name="Bruno Salas", branch=call.branch), planned_for=today_at(10, days=2)
    )
    return call


def link_to(call: Call) -> str:
    return f"/c/{make_customer_link(by=an_actor(Role.DISPATCHER), call_id=call.id, now=read_clock())}/"


def ask(client: Client, link: str, kind: str = "please_call", **facts: object) -> HttpResponse:
    return client.post(f"{link}message/", {"kind": kind, "form_key": str(uuid4())} | facts)  # type: ignore[return-value]


def test_the_page_says_who_comes_and_what_was_said(client: Client, call: Call) -> None:
    response = client.get(link_to(call))

    page = response.content.decode()
    assert response.status_code == 200
    assert "Bruno plans to come on " in page
    assert "It jams from tray two" in page
    assert "(614) 555-0100" in page
    assert "Salas" not in page


def test_the_branch_s_own_phone_comes_first(client: Client, call: Call) -> None:
    branch = a_branch()
    branch.phone = "(614) 555-0101"
    branch.save()

    assert 'href="tel:6145550101"' in client.get(link_to(call)).content.decode()


def test_its_address_stays_out_of_caches_other_sites_and_search_engines(client: Client, call: Call) -> None:
    response = client.get(link_to(call))

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_every_link_that_opens_nothing_reads_alike(client: Client, call: Call) -> None:
    dana, now = an_actor(Role.DISPATCHER), read_clock()
    revoked = link_to(call)
    revoke_customer_links(by=dana, call_id=call.id, now=now)
    run_out = make_link(by=dana, purpose="customer-call", about_id=call.id, expires_at=now, now=now)
    other_purpose = make_link(by=dana, purpose="invitation", about_id=call.id, expires_at=today_at(0, days=9), now=now)
    of_nothing = make_link(by=dana, purpose="customer-call", about_id=uuid4(), expires_at=today_at(0, days=9), now=now)

    answers = [
        client.get(link)
        for link in (revoked, f"/c/{run_out}/", f"/c/{other_purpose}/", f"/c/{of_nothing}/", "/c/forged/")
    ]

    assert {answer.status_code for answer in answers} == {404}
    # Apart from the token against forged forms, which is new each time.
    assert len({re.sub(r'"X-CSRFToken": "\w+"', "", answer.content.decode()) for answer in answers}) == 1
    assert "(614) 555-0100" in answers[0].content.decode()


def test_a_month_after_closing_the_link_opens_nothing(client: Client) -> None:
    visit = a_visit(call=a_call(), planned_for=today_at(8, days=-40))
    recent = a_visit(call=a_call(), planned_for=today_at(8, days=-29))
    closed(visit, at=today_at(9, days=-31))
    closed(recent, at=today_at(9, days=-29))

    assert client.get(link_to(visit.call)).status_code == 404
    assert client.get(link_to(recent.call)).status_code == 200


def test_please_call_me_is_one_tap_and_the_desk_sees_it(client: Client, call: Call) -> None:
    link = link_to(call)

    response = ask(client, link, words="After four")

    assert (response.status_code, response["Location"]) == (303, f"{link}?sent=please_call")
    page = client.get(response["Location"]).content.decode()
    assert f'data-draft-clear="call-{call.ref}-please_call"' in page
    assert "You asked us to call you, today at " in page
    assert "“After four”" in page
    (message,) = messages_waiting(an_actor(Role.DISPATCHER))
    assert (message.kind, message.words) == ("please_call", "After four")


def test_another_time_can_be_asked_for_only_while_one_is_planned(client: Client, call: Call) -> None:
    planned, unplanned = client.get(link_to(call)), client.get(link_to(a_call()))

    assert "That time doesn't suit me" in planned.content.decode()
    assert "That time doesn't suit me" not in unplanned.content.decode()


def test_a_double_tap_asks_once(client: Client, call: Call) -> None:
    link, key = link_to(call), str(uuid4())

    for _ in range(2):
        assert ask(client, link, form_key=key).status_code == 303

    assert len(messages_waiting(an_actor(Role.DISPATCHER))) == 1


def test_what_is_wrong_is_said_and_nothing_is_kept(client: Client, call: Call) -> None:
    response = ask(client, link_to(call), kind="sell_me_something")

    assert response.status_code == 422
    assert "Tell us what you would like." in response.content.decode()
    assert messages_waiting(an_actor(Role.DISPATCHER)) == ()


def test_after_five_messages_the_phone_is_better(client: Client, call: Call) -> None:
    link = link_to(call)
    for _ in range(5):
        ask(client, link)

    response = ask(client, link)

    assert response.status_code == 422
    assert "Please call us, we&#x27;re sorry." in response.content.decode()


def test_nothing_can_be_asked_behind_a_dead_link(client: Client, call: Call) -> None:
    link = link_to(call)
    revoke_customer_links(by=an_actor(Role.DISPATCHER), call_id=call.id, now=read_clock())

    assert ask(client, link).status_code == 404
    assert messages_waiting(an_actor(Role.DISPATCHER)) == ()


def test_the_forms_need_their_own_site(call: Call) -> None:
    assert ask(Client(enforce_csrf_checks=True), link_to(call)).status_code == 403


def test_it_takes_a_bounded_number_of_queries(
    client: Client, call: Call, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2, 8):
        a_visit(call=call, number=number, planned_for=today_at(9) + timedelta(days=number))
    link = link_to(call)

    with django_assert_max_num_queries(13):
        client.get(link)


@pytest.mark.parametrize(
    ("call_type", "heading"), [("corrective", "What you told us"), ("preventive", "What it is about")]
)
def test_a_customer_is_told_to_have_said_only_what_they_said(client: Client, call_type: str, heading: str) -> None:
    page = client.get(link_to(a_call(call_type=call_type))).content.decode()

    told = re.search(r'<h2 id="told-title">(.*?)</h2>', page, re.DOTALL)
    assert told is not None
    assert told[1].strip() == heading


def test_a_call_without_machine_names_only_its_place(client: Client) -> None:
    call = a_call()
    Call.objects.of(call.tenant_id).filter(id=call.id).update(machine=None)

    page = " ".join(client.get(link_to(call)).content.decode().split())

    assert '<p class="quiet"> 114 Main Street, Columbus OH 43004 </p>' in page
