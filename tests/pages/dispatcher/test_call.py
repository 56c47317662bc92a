"""One call's page, and what the desk does from there."""

from typing import Any

import pytest
from django.urls import reverse
from tests.builders import MONDAY, a_branch, a_call, a_contract, a_customer, a_machine, a_site
from tests.builders.desk import a_form, a_planned_visit, as_it_is, dana, signed_in
from tests.builders.field import a_closing, a_visit_on_site, closed, fresh, today_at

from steadyhand.business.calls.models import Call, CustomerMessage
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.dealership.rules import OFFICE, Role
from steadyhand.flows.visit.customer_link import follow_customer_link
from steadyhand.flows.visit.shown_link import link_of_call
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.clock import How, read_clock
from steadyhand.shared.links import LinkRefused

pytestmark = pytest.mark.django_db
DESK_ONLY = ("plan-visit", "cancel-call", "restore-call", "reopen-call", "identify-call", "make-link", "revoke-link")


def page_of(call: Call, client: Any = None) -> str:
    page: str = (client or signed_in()).get(reverse("call", args=[call.id])).content.decode()
    return page


def an_unknown_call() -> Call:
    by = dana()
    taken = take_call(by=by, problem="Grinding", caller_name="A Mr Doyle", branch_id=a_branch().id, now=MONDAY)
    return Call.objects.get(tenant_id=by.tenant_id, id=taken.id)


def test_the_office_reads_and_only_the_desk_acts() -> None:
    call = a_call()

    for role in OFFICE - {Role.DISPATCHER, Role.SERVICE_MANAGER}:
        client = signed_in(role)
        assert "Plan a visit" not in page_of(call, client)
        assert {client.post(reverse(name, args=[call.id])).status_code for name in DESK_ONLY} == {403}
    assert signed_in(Role.TECHNICIAN).get(reverse("call", args=[call.id])).status_code == 403
    assert "Plan a visit" in page_of(call)


def test_a_call_of_another_branch_is_not_there() -> None:
    call, client = a_call(), signed_in(branch=a_branch("DAY"))

    for name in ("call", *DESK_ONLY):
        assert client.post(reverse(name, args=[call.id])).status_code in (404, 405)
    assert client.get(reverse("call", args=[call.id])).status_code == 404


def test_the_page_says_where_it_stands_what_was_done_and_how_times_are_known() -> None:
    visit = a_visit_on_site(call=a_call(ref="10044"))
    closed(visit, a_closing(told_customer="New rollers are in.", stays_inside="Rollers ordered late."))

    page = page_of(visit.call)

    for words in ("Call 10044", "closed", "New rollers are in.", "Rollers ordered late.", "seen by the tap", "Arrived"):
        assert words in page


def test_the_page_says_what_is_covered() -> None:
    customer = a_customer(is_on_credit_hold=True)
    call = a_call(machine=a_machine(site=a_site(customer), contract=a_contract(customer)))

    page = page_of(call)

    assert "On credit hold" in page
    assert "Covered: parts, labour and toner." in page


def test_no_screen_shows_ids_iso_dates_or_none() -> None:
    visit = a_planned_visit(call=a_call(respond_by=MONDAY))

    page = page_of(visit.call)

    words = page.split("<main", 1)[1].replace("None yet", "")
    assert "None" not in words
    assert ">2026-" not in words


def test_a_call_page_asks_few_questions(django_assert_max_num_queries: Any) -> None:
    visit = a_visit_on_site()
    closed(visit)
    client = signed_in()

    with django_assert_max_num_queries(26):
        page_of(visit.call, client)


def test_cancelling_asks_why_and_can_be_reopened() -> None:
    call, client = a_call(), signed_in()

    refused = client.post(reverse("cancel-call", args=[call.id]), a_form(version=1, why=""))
    client.post(reverse("cancel-call", args=[call.id]), a_form(version=1, why="It prints again"))
    cancelled = as_it_is(call).state
    client.post(reverse("reopen-call", args=[call.id]), a_form(version=2, why="It doesn't"))

    assert refused.status_code == 422
    assert (cancelled, as_it_is(call).state) == (CallState.CANCELLED, CallState.TO_PLAN)


def test_cancelling_a_call_is_undone_with_its_visit() -> None:
    visit, client = a_planned_visit(at=today_at(10, days=1), now=read_clock()), signed_in()
    page = reverse("call", args=[visit.call_id])
    fields = a_form(version=as_it_is(visit.call).version, why="The wrong one")
    client.post(reverse("cancel-call", args=[visit.call_id]), fields)
    undo = client.get(page).context["undo"]

    first = client.post(undo["url"], undo["fields"], follow=True).content.decode()
    again = client.post(undo["url"], undo["fields"] | {"form_key": a_form()["form_key"]}, follow=True).content.decode()

    assert f"Call {visit.call.ref} stands as it stood before." in first
    assert "Somebody has just changed call" in again
    assert (as_it_is(visit.call).state, fresh(visit).state) == (CallState.PLANNED, VisitState.PLANNED)


def test_a_stale_page_is_told_and_shown_fresh() -> None:
    call = a_call()

    response = signed_in().post(
        reverse("cancel-call", args=[call.id]), a_form(version=7, why="It prints again"), follow=True
    )

    assert response.redirect_chain == [(reverse("call", args=[call.id]), 303)]
    assert "Somebody has just changed call" in response.content.decode()


def test_reopening_what_was_done_asks_what_it_waits_for() -> None:
    visit = a_visit_on_site()
    closed(visit, at=read_clock())
    call, client = as_it_is(visit.call), signed_in()
    url = reverse("reopen-call", args=[call.id])

    refused = client.post(url, a_form(version=call.version, why="Not done", waiting_for=""))
    client.post(url, a_form(version=call.version, why="Not done", waiting_for="it"))

    assert refused.status_code == 422
    assert (as_it_is(call).state, as_it_is(call).waiting_for) == (CallState.WAITING, "it")


def test_an_unknown_caller_is_asked_for_until_somebody_knows() -> None:
    call, machine, client = an_unknown_call(), a_machine(), signed_in()
    url = reverse("identify-call", args=[call.id])
    assert "who is this?" in page_of(call)

    nobody = client.post(url, a_form(version=1))
    client.post(url, a_form(version=1, machine=machine.id))

    assert nobody.status_code == 422
    assert (as_it_is(call).customer_id, as_it_is(call).machine_id) == (machine.customer_id, machine.id)
    assert "who is this?" not in page_of(call)


def test_a_customers_machines_are_offered_for_their_call() -> None:
    machine, client = a_machine(), signed_in()
    call = an_unknown_call()
    url = reverse("identify-call", args=[call.id])

    chosen = client.get(url, {"customer": str(machine.customer_id)}).content.decode()
    client.post(url, a_form(version=1, customer=machine.customer_id))
    later = client.get(url).content.decode()

    assert f"?machine={machine.id}" in chosen
    assert f"?machine={machine.id}" in later


def test_the_customers_link_is_made_once_and_taken_back() -> None:
    call, client, by, now = a_call(), signed_in(), dana(), read_clock()
    make = reverse("make-link", args=[call.id])

    client.post(make, a_form())
    link = link_of_call(by=by, call_id=call.id, now=now)
    client.post(make, a_form())
    assert link == link_of_call(by=by, call_id=call.id, now=now)
    assert link is not None
    assert link.token in page_of(call, client)

    client.post(reverse("revoke-link", args=[call.id]))

    assert link_of_call(by=by, call_id=call.id, now=now) is None
    with pytest.raises(LinkRefused):
        follow_customer_link(link.token, now=now)


def test_what_the_customer_asked_waits_until_it_is_answered() -> None:
    call, client = a_call(), signed_in()
    message = CustomerMessage.objects.create(
        tenant_id=call.tenant_id, call=call, kind="please_call", words="After 3, please", sent_at=MONDAY
    )
    url = reverse("answer-message", args=[call.id, message.id])
    assert "After 3, please" in page_of(call, client)

    client.post(url, a_form(how="Rang her at 3:10"))

    page = page_of(call, client)
    assert "After 3, please" not in page
    assert "Rang her at 3:10" in page


def test_a_time_nobody_said_is_called_a_stand_in() -> None:
    visit = a_planned_visit()
    type(visit).objects.filter(**visit.where()).update(arrived_at=MONDAY, arrived_at_how=How.DEFAULTED)

    assert "a stand-in" in page_of(visit.call)
