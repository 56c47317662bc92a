"""A handed fact isn't so: its giver tells the technician how it is, then the customer; counts are by department."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.builders import a_branch, a_user
from tests.builders.desk import a_form
from tests.builders.kept import row_of
from tests.builders.promises import Clinic, a_clinic
from tests.builders.told import a_handed_fact

from steadyhand.business.conversations.actions.mark_untrue import mark_untrue
from steadyhand.business.conversations.actions.pass_on_fact import pass_on_fact
from steadyhand.business.conversations.models import FactTold, HandedFact, Statement
from steadyhand.business.customers.models import Contact
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
MARK = "<script>alert(1)</script>"


def handed(clinic: Clinic, **facts: Any) -> UUID:
    by, bruno = clinic.house.by(facts.pop("by", "Elena")), clinic.house.id_of("Bruno")
    return a_handed_fact(clinic.call.id, by=by, to=bruno, **{"now": read_clock()} | facts)


def untrue(clinic: Clinic, *, is_told: bool = True, **facts: Any) -> UUID:
    it, bruno = handed(clinic, **facts), clinic.house.by("Bruno")
    if is_told:
        pass_on_fact(by=bruno, handed_id=it, now=read_clock())
    mark_untrue(by=bruno, handed_id=it, because="The label says backorder", now=read_clock())
    return it


def its_followup() -> FollowUp:
    followup_id = HandedFact.objects.get().followup_id
    assert followup_id is not None
    return row_of(followup_id)


def client_of(clinic: Clinic, name: str) -> Client:
    client = Client()
    client.force_login(clinic.house.people[name])
    return client


def tell(client: Client, it: UUID, truth: str = "It ships next week.") -> Any:
    """Tell the technician how it is."""
    return client.post(f"/told/handed/{it}/", a_form(truth=truth), follow=True)


def send(client: Client, it: UUID, **facts: str) -> Any:
    """Tell the customer."""
    return client.post(f"/told/handed/{it}/customer/", a_form(**facts), follow=True)


def test_the_followup_leads_to_two_forms_the_technicians_first() -> None:
    clinic = a_clinic()
    it = untrue(clinic)
    elena = client_of(clinic, "Elena")
    followup = its_followup()
    assert f'href="/told/handed/{it}/"' in elena.get(f"/followups/{followup.id}/").content.decode()
    page = elena.get(f"/told/handed/{it}/").content.decode()
    assert "Tell Bruno how it is" in page
    assert "Tell Bruno how it is" in elena.get(f"/told/handed/{it}/customer/", follow=True).content.decode()
    assert "It isn&#x27;t so: “The label says backorder”" in page

    answer = tell(elena, it)

    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/told/handed/{it}/customer/", 303)]
    assert "Bruno has been told. Now the customer." in page
    assert "We told you: “The fuser ships tomorrow.” That wasn&#x27;t right, and we&#x27;re sorry. It ships" in page
    assert OutgoingMessage.objects.filter(key=f"handed-untrue:{it.hex}").exists()

    done = send(elena, it, channel="phone", words="It ships next week, not tomorrow. We're sorry.")

    assert "Put right. It is kept with what they were told." in done.content.decode()
    assert its_followup().outcome == "corrected"
    assert "/told/handed/" not in elena.get(f"/followups/{followup.id}/").content.decode()
    assert FactTold.objects.get().state == "corrected"
    assert Statement.objects.latest("at").words == "It ships next week, not tomorrow. We're sorry."


def test_it_is_written_where_they_have_agreed_to_it() -> None:
    clinic = a_clinic()
    Contact.objects.filter(id=clinic.contact_id).update(email="grace@chen.example", has_agreed_to_email=True)
    it, ruth = untrue(clinic), client_of(clinic, "Ruth")
    page = tell(ruth, it, "It ships next week").content.decode()
    assert "to grace@chen.example" in page

    send(ruth, it, channel="email", words="It ships next week.")

    letter = OutgoingMessage.objects.get(recipient="grace@chen.example")
    assert f"about your call {clinic.call.ref}" in letter.subject
    assert letter.body.startswith("It ships next week.")


def test_the_customer_doesnt_hear_it_first() -> None:
    clinic = a_clinic()
    it = untrue(clinic)

    answer = send(client_of(clinic, "Elena"), it, channel="phone", words="It ships next week.")

    assert answer.status_code == 422
    assert "Tell the technician first" in answer.content.decode()
    assert "It ships next week." in answer.content.decode()


def test_what_nobody_was_told_ends_with_the_technician() -> None:
    clinic = a_clinic()
    it, elena = untrue(clinic, is_told=False), client_of(clinic, "Elena")
    assert "The customer was never told it." in elena.get(f"/told/handed/{it}/").content.decode()
    assert "They were never told it" in tell(elena, it).content.decode()

    send(elena, it, channel="", words="")

    assert (HandedFact.objects.get().state, its_followup().outcome) == ("corrected", "never_told")
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"channel": "", "words": "It ships next week."}, "Choose how they are told."),
        ({"channel": "phone", "words": " "}, "Write what they are told."),
        ({"channel": "pigeon", "words": "It ships next week."}, "Select a valid choice"),
    ],
)
def test_the_customer_is_told_in_words_and_by_a_way_that_is_offered(sent: dict[str, str], said: str) -> None:
    clinic = a_clinic()
    it, elena = untrue(clinic), client_of(clinic, "Elena")
    tell(elena, it)

    answer = send(elena, it, **sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert sent["words"].strip() in answer.content.decode()
    assert HandedFact.objects.get().state == "untrue"


def test_nothing_said_to_the_technician_is_refused_and_the_first_form_sent_again_changes_nothing() -> None:
    clinic = a_clinic()
    it, elena = untrue(clinic), client_of(clinic, "Elena")
    assert tell(elena, it, " ").status_code == 422
    first = a_form(truth="It ships next week.")

    elena.post(f"/told/handed/{it}/", first)
    again = elena.post(f"/told/handed/{it}/", first)
    other = tell(elena, it, "It ships on Friday.")

    assert (again.status_code, again["Location"]) == (303, f"/told/handed/{it}/customer/")
    assert elena.get(f"/told/handed/{it}/")["Location"] == f"/told/handed/{it}/customer/"
    assert "The technician knows already; tell the customer now." in other.content.decode()
    assert HandedFact.objects.get().truth == "It ships next week."


@pytest.mark.parametrize("name", ["Dana", "Priya", "Joan", "Bruno"])
def test_who_neither_gave_it_nor_manages_is_led_back(name: str) -> None:
    clinic = a_clinic()
    it = untrue(clinic)

    answer = client_of(clinic, name).get(f"/told/handed/{it}/", follow=True)

    assert "Elena puts this right, who gave it, or who manages the branch." in answer.content.decode()
    assert tell(client_of(clinic, name), it, "Next week.").status_code == 200
    assert send(client_of(clinic, name), it, channel="phone", words="Next week.").status_code == 200
    assert HandedFact.objects.get().technician_told_at is None


def test_the_office_marks_it_too_with_a_reason() -> None:
    clinic = a_clinic()
    it, dana = handed(clinic), client_of(clinic, "Dana")
    address = f"/told/handed/{it}/not-so/"
    assert "Elena gave it: supplier" in dana.get(address).content.decode()
    assert dana.post(address, a_form(because="")).status_code == 422

    answer = dana.post(address, a_form(because="They rang"), follow=True)

    assert answer.redirect_chain == [(f"/calls/{clinic.call.id}/", 303)]
    assert "Nobody passes it on any more. Elena says how it is." in answer.content.decode()
    assert "Somebody has said so already" in dana.get(address, follow=True).content.decode()


def test_what_stands_or_is_put_right_has_nothing_to_put_right() -> None:
    clinic = a_clinic()
    it, ruth = handed(clinic), client_of(clinic, "Ruth")

    assert "nothing to put right" in ruth.get(f"/told/handed/{it}/", follow=True).content.decode()


def test_another_branchs_fact_is_not_there() -> None:
    clinic = a_clinic()
    it = untrue(clinic)
    client = Client()
    client.force_login(a_user(Role.SERVICE_MANAGER, branch=a_branch("DAY")))

    for address in (f"/told/handed/{it}/{which}" for which in ("", "customer/", "not-so/")):
        assert {client.get(address).status_code, client.post(address, a_form(truth="x")).status_code} == {404}
    assert "The fuser" not in client.get("/told/").content.decode()
    assert "Nobody handed a technician anything" in client.get("/told/").content.decode()


def test_what_waits_stands_beside_what_is_owed() -> None:
    clinic = a_clinic()
    it = untrue(clinic)

    desk, manager = (client_of(clinic, name).get("/told/").content.decode() for name in ("Dana", "Ruth"))

    assert "Elena says how it is." in desk
    assert f'href="/told/handed/{it}/"' in manager
    assert "Not so: The label says backorder" in manager


def test_counts_are_by_department_and_for_whoever_manages() -> None:
    clinic = a_clinic()
    now = read_clock()
    untrue(clinic)
    handed(clinic)
    handed(clinic, by="Dana")
    handed(clinic, by="Dana", now=now - timedelta(days=40))

    month = client_of(clinic, "Howard").get("/told/").context["handed_counts"]
    year = client_of(clinic, "Ruth").get("/told/?days=365").context["handed_counts"]
    odd = client_of(clinic, "Ruth").get("/told/?days=;DROP").context["handed_counts"]

    assert month.rows == (("Dispatcher", 1, 0), ("Sales", 2, 1))
    assert (month.span, month.handed, month.untrue) == ("the last 30 days", 3, 1)
    assert year.rows == (("Dispatcher", 2, 0), ("Sales", 2, 1))
    assert odd.span == month.span
    assert "handed_counts" not in client_of(clinic, "Dana").get("/told/").context


def test_no_person_stands_in_the_counts() -> None:
    clinic = a_clinic()
    handed(clinic)

    page = client_of(clinic, "Ruth").get("/told/").content.decode()

    counts = page.split('id="counts-title"')[1].split("</section>")[0]
    assert "Sales" in counts
    assert not [name for name in clinic.house.people if name in counts]


def test_the_page_takes_as_many_queries_however_much_waits(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    clinic = a_clinic()
    for _ in range(4):
        untrue(clinic)
    client = client_of(clinic, "Ruth")

    with django_assert_max_num_queries(10):
        client.get("/told/")


def test_hostile_words_stay_words_on_every_page() -> None:
    clinic = a_clinic()
    visit = clinic.visit(planned_for=read_clock())
    it = handed(clinic, words=MARK, source_words=MARK)
    mark_untrue(by=clinic.house.by("Bruno"), handed_id=it, because=MARK, now=read_clock())
    elena, bruno = client_of(clinic, "Elena"), client_of(clinic, "Bruno")

    pages = [
        elena.get(f"/told/handed/{it}/"),
        elena.get(f"/told/handed/{it}/customer/", follow=True),
        tell(elena, it, MARK),
        elena.get(f"/calls/{clinic.call.id}/"),
        client_of(clinic, "Ruth").get("/told/"),
        bruno.get(f"/visits/{visit.id}/"),
        bruno.get(f"/visits/{visit.id}/close/"),
        bruno.get(f"/visits/{visit.id}/handed/{it}/not-so/"),
    ]

    assert {page.status_code for page in pages} == {200}
    assert [page.request["PATH_INFO"] for page in pages if MARK in page.content.decode()] == []
    assert all("&lt;script&gt;alert(1)" in page.content.decode() for page in pages)
