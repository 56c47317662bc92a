"""What a technician is to pass on stands in the brief: one tap when they have, and a way to say that it isn't so."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.builders import a_branch, a_call, a_technician, a_visit
from tests.builders.desk import a_form
from tests.builders.field import today_at
from tests.builders.promises import Clinic, a_clinic
from tests.builders.told import a_handed_fact

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.models import Visit
from steadyhand.business.conversations.actions.correct_handed import tell_technician
from steadyhand.business.conversations.actions.mark_untrue import mark_untrue
from steadyhand.business.conversations.models import HandedFact, Statement
from steadyhand.business.dealership.models import User
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


def a_visit_with_something_to_pass_on() -> tuple[Clinic, Visit, UUID]:
    clinic = a_clinic()
    visit = clinic.visit(planned_for=today_at(9))
    by, bruno = clinic.house.by("Elena"), clinic.house.id_of("Bruno")
    return clinic, visit, a_handed_fact(clinic.call.id, by=by, to=bruno, now=read_clock())


def phone_of(user: User | None) -> Client:
    assert user is not None
    client = Client()
    client.force_login(user)
    return client


def brief(client: Client, visit: Visit) -> str:
    return client.get(f"/visits/{visit.id}/").content.decode()


def tap(client: Client, visit: Visit, it: UUID, way: str = "passed-on", **facts: Any) -> Any:
    filled = a_form(back="brief", **facts)
    return client.post(f"/visits/{visit.id}/handed/{it}/{way}/", filled, follow=True)


def test_the_brief_names_giver_and_source_and_one_tap_keeps_that_they_know() -> None:
    clinic, visit, it = a_visit_with_something_to_pass_on()
    phone = phone_of(clinic.house.people["Bruno"])
    page = brief(phone, visit)
    assert "“The fuser ships tomorrow.”" in page
    assert "Elena, sales: supplier&#x27;s confirmation, 10:42" in page
    assert "not passed on yet" in page

    answer = tap(phone, visit, it)

    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/visits/{visit.id}/", 303)]
    assert "Kept: they know it now, with Elena&#x27;s word for it." in page
    assert "Bruno told them, today at" in page
    assert f"/handed/{it}/passed-on/" not in page
    assert Statement.objects.get().words == "The fuser ships tomorrow."
    assert "You have told them already." in tap(phone, visit, it).content.decode()


def test_a_tap_without_its_key_changes_nothing() -> None:
    clinic, visit, it = a_visit_with_something_to_pass_on()

    answer = phone_of(clinic.house.people["Bruno"]).post(f"/visits/{visit.id}/handed/{it}/passed-on/", follow=True)

    assert "come through whole" in answer.content.decode()
    assert not Statement.objects.exists()


def test_it_isnt_so_goes_back_to_whoever_gave_it() -> None:
    clinic, visit, it = a_visit_with_something_to_pass_on()
    phone = phone_of(clinic.house.people["Bruno"])

    page = tap(phone, visit, it, "not-so", because="The label says backorder").content.decode()

    assert "Don&#x27;t pass it on: Elena has it back and says how it is." in page
    assert "Not so: The label says backorder" in page
    assert f"/handed/{it}/" not in page
    inbox = phone_of(clinic.house.people["Elena"]).get("/followups/").content.decode()
    assert "Not so: “The fuser ships tomorrow.”" in inbox
    tell_technician(by=clinic.house.by("Elena"), handed_id=it, truth="It ships next week.", now=read_clock())
    assert "It is: It ships next week." in brief(phone, visit)
    assert "It is: It ships next week." in phone.get(f"/visits/{visit.id}/handed/{it}/not-so/").content.decode()


def test_without_a_reason_nothing_is_marked_and_the_page_says_why() -> None:
    clinic, visit, it = a_visit_with_something_to_pass_on()
    phone = phone_of(clinic.house.people["Bruno"])

    answer = tap(phone, visit, it, "not-so", because=" ")

    assert answer.status_code == 422
    assert "Write what isn&#x27;t so about it, or how you know." in answer.content.decode()
    assert "data-keep=\"what isn't so at" in answer.content.decode().replace("&#x27;", "'")
    assert HandedFact.objects.get().state == "standing"
    assert phone.get(f"/visits/{visit.id}/handed/{it}/not-so/").status_code == 200


def test_what_was_typed_survives_that_somebody_was_faster() -> None:
    clinic, visit, it = a_visit_with_something_to_pass_on()
    mark_untrue(by=clinic.house.by("Ruth"), handed_id=it, because="Backorder", now=read_clock())

    answer = tap(phone_of(clinic.house.people["Bruno"]), visit, it, "not-so", because="The label says next week")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody was faster: it is marked untrue." in page
    assert "Somebody has said so already." in page


def test_a_phone_learns_that_it_is_in_and_when_it_was_said() -> None:
    clinic, visit, it = a_visit_with_something_to_pass_on()
    bruno = clinic.house.people["Bruno"]
    HandedFact.objects.update(handed_at=today_at(0, days=-1))
    headers = {"X-Kept-By": str(bruno.id), "X-Kept-Age": "600000", "X-Kept-Late": "1"}

    answer = phone_of(bruno).post(f"/visits/{visit.id}/handed/{it}/passed-on/", a_form(back="brief"), headers=headers)

    assert answer.json() == {"is": "done", "url": f"/visits/{visit.id}/"}
    assert 590 < (read_clock() - Statement.objects.get().at).total_seconds() < 640


def test_whoever_goes_there_instead_has_the_button_and_the_others_read() -> None:
    clinic, visit, it = a_visit_with_something_to_pass_on()
    ana = a_technician(name="Ana Reyes", branch=clinic.house.branch)
    assert f"/handed/{it}/passed-on/" not in brief(phone_of(ana.user), visit)
    hers = a_visit(call=clinic.call, technician=ana, number=2)

    tap(phone_of(ana.user), hers, it)

    assert HandedFact.objects.get().technician_id == ana.user_id
    assert "The fuser ships tomorrow." in brief(phone_of(clinic.house.people["Dana"]), visit)
    assert f"/handed/{it}/" not in brief(phone_of(clinic.house.people["Dana"]), visit)


def test_closing_the_visit_asks_for_what_they_dont_know_yet() -> None:
    clinic, visit, it = a_visit_with_something_to_pass_on()
    phone, address = phone_of(clinic.house.people["Bruno"]), f"/visits/{visit.id}/close/"
    arrive(by=clinic.house.by("Bruno"), visit_id=visit.id, version=visit.version, now=read_clock())
    assert "Have you told them?" in phone.get(address).content.decode()

    answer = tap(phone, visit, it) and phone.post(
        f"/visits/{visit.id}/handed/{it}/passed-on/", a_form(back="close"), follow=True
    )

    assert answer.redirect_chain == [(address, 303)]
    assert "Have you told them?" not in phone.get(address).content.decode()


def test_another_calls_or_another_branchs_fact_is_not_there() -> None:
    clinic, visit, it = a_visit_with_something_to_pass_on()
    other = a_visit(call=a_call(), technician=visit.technician)
    mei = a_technician(name="Mei Tanaka", branch=a_branch("DAY"))
    theirs = a_visit(call=a_call(), technician=mei)

    found = {
        tap(phone_of(user), where, fact, way, because="x").status_code
        for way in ("passed-on", "not-so")
        for user, where, fact in (
            (clinic.house.people["Bruno"], other, it),
            (clinic.house.people["Bruno"], visit, uuid4()),
            (mei.user, theirs, it),
        )
    }

    assert found == {404}
    assert HandedFact.objects.get().state == "standing"
