"""Noticing something in two answers, hearing what became of it, and never a price."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_call, a_contact, a_machine, a_site, a_technician, a_visit
from tests.builders.kept import House, a_house

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.needs.models import Need, RoutingRule

pytestmark = pytest.mark.django_db
SEE_OTHER, UNPROCESSABLE = 303, 422


def signed_in(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def notice(client: Client, house: House, **facts: str) -> Any:
    sent = {"form_key": str(uuid4()), "sort": "aging", "leave": "agreed"} | facts
    return client.post(f"/customers/{house.customer.id}/noticed/", sent)


def test_two_answers_pass_it_on_and_say_who_has_it() -> None:
    house = a_house()
    bruno = signed_in(house, "Bruno")

    answer = notice(bruno, house)

    assert answer.status_code == SEE_OTHER
    page = bruno.get("/noticed/").content.decode()
    assert "Thank you. Elena has it now, and you hear what becomes of it." in page
    assert "Nobody has spoken to them yet" in page


def test_a_double_click_notices_it_once() -> None:
    house = a_house()
    bruno, key = signed_in(house, "Bruno"), str(uuid4())

    for _ in range(2):
        notice(bruno, house, form_key=key)

    assert Need.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays() -> None:
    house = a_house()

    answer = notice(signed_in(house, "Bruno"), house, leave="", words="Third jam this week")

    assert answer.status_code == UNPROCESSABLE
    page = answer.content.decode()
    assert "“Just pass it on” is a full answer." in page
    assert "Third jam this week" in page


def test_the_same_is_offered_before_it_is_written_twice() -> None:
    house = a_house()
    notice(signed_in(house, "Bruno"), house)
    dana = signed_in(house, "Dana")
    assert "It's the same: tell me as well" in dana.get(f"/customers/{house.customer.id}/noticed/").content.decode()

    dana.post(f"/customers/{house.customer.id}/noticed/", {"same": str(Need.objects.get().id), "words": ""})

    assert Need.objects.count() == 1
    assert "The machine is getting old" in dana.get("/followups/?of=to-hear").content.decode()


def test_the_brief_says_whether_anyone_will_call_them() -> None:
    house = a_house()
    machine = a_machine(site=a_site(house.customer))
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    visit = a_visit(call=a_call(machine=machine), technician=technician)
    bruno = signed_in(house, "Bruno")
    assert "Nobody here waits to hear from us." in bruno.get(f"/visits/{visit.id}/").content.decode()
    notice(bruno, house, visit=str(visit.id))

    assert "Elena has it and has not reached them yet" in bruno.get(f"/visits/{visit.id}/").content.decode()
    need = Need.objects.get()
    it = {"by": house.by("Elena"), "followup_id": need.followup_id, "now": need.noticed_at}
    record_contact(channel="phone", words="Rang Grace", **it)  # type: ignore[arg-type]
    end_followup(outcome="solved", words="A second tray is on its way", **it)  # type: ignore[arg-type]

    assert "Solved: A second tray is on its way" in bruno.get(f"/visits/{visit.id}/").content.decode()
    assert "Thank you for noticing it." in bruno.get("/noticed/").content.decode()


def test_a_rule_sends_needs_elsewhere_and_goes_again() -> None:
    house = a_house()
    ruth = signed_in(house, "Ruth")
    facts = {"form_key": str(uuid4()), "sort": "", "branch": "", "customer": "chen", "whose": str(house.id_of("Dana"))}

    assert ruth.post("/needs/rules/", facts).status_code == SEE_OTHER
    assert "of Chen Family Clinic" in ruth.get("/needs/rules/").content.decode()
    ruth.post(f"/needs/rules/{RoutingRule.objects.get().id}/", {"do": "remove"})

    assert not RoutingRule.objects.exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"customer": "Nobody"}, "No customer is called “Nobody”"), ({"whose": ""}, "Choose who answers.")],
)
def test_a_rule_that_can_t_be_meant_is_told_why(facts: dict[str, str], said: str) -> None:
    house = a_house()
    sent = {"form_key": str(uuid4()), "sort": "", "branch": "", "customer": "", "whose": Role.SALES} | facts

    answer = signed_in(house, "Ruth").post("/needs/rules/", sent)

    assert answer.status_code == UNPROCESSABLE
    assert said in answer.content.decode()


def test_no_technician_reads_of_prices_quotas_points_or_ranks() -> None:
    house = a_house()
    a_contact(house.customer)
    bruno = signed_in(house, "Bruno")
    notice(bruno, house)
    pages = ["/noticed/", "/followups/", "/followups/?of=to-hear", f"/customers/{house.customer.id}/noticed/"]

    read = " ".join(bruno.get(page).content.decode().casefold() for page in pages)

    assert not [word for word in ("price", "quota", "commission", "ranking", "leaderboard", "upsell") if word in read]


@pytest.mark.parametrize("place", ["machine", "site"])
def test_a_machine_or_site_of_somebody_else_is_refused_with_what_was_typed(place: str) -> None:
    house = a_house()
    elsewhere = a_machine()
    facts = {"machine": str(elsewhere.id), "site": str(elsewhere.site_id)}

    for key in (facts[place], str(uuid4())):
        answer = notice(signed_in(house, "Bruno"), house, words="Third jam", **{place: key})

        assert answer.status_code == UNPROCESSABLE
        assert f"That {place} isn" in answer.content.decode()
        assert "Third jam" in answer.content.decode()
    assert not Need.objects.exists()


@pytest.mark.parametrize("skip", ["9" * 40, "-1", "²", "x"])
def test_a_place_in_the_list_that_can_t_be_meant_begins_it_anew(skip: str) -> None:
    assert signed_in(a_house(), "Elena").get("/followups/", {"skip": skip}).status_code == 200
