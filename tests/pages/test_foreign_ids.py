"""Ids of another branch or dealership in a form's hidden fields lead nowhere: nothing is written, nothing is told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import (
    a_branch,
    a_call,
    a_code,
    a_contact,
    a_customer,
    a_dealership,
    a_machine,
    a_meter,
    a_part,
    a_site,
    a_technician,
    a_user,
    a_visit,
)
from tests.builders.desk import a_form, as_it_is, signed_in
from tests.builders.field import a_visit_on_site, fresh

from steadyhand.business.calls.models import Call, PartUsed, Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.customers.models import Customer, Site
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Machine, MeterReading
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
TOLD = {"problem": "Lines", "urgency": "normal", "call_type": "corrective", "caller_name": "Mallory"}


def dispatcher_in_dayton() -> Client:
    return signed_in(Role.DISPATCHER, branch=a_branch("DAY"))


def phone_of(visit: Visit) -> Client:
    assert visit.technician is not None
    assert visit.technician.user is not None
    client = Client()
    client.force_login(visit.technician.user)
    return client


def a_customer_in_columbus() -> tuple[Customer, Site, Machine]:
    customer = a_customer("Chen Family Clinic")
    site = a_site(customer)
    return customer, site, a_machine(site=site)


@pytest.mark.parametrize("names", [("customer",), ("machine",), ("customer", "site"), ("customer", "contact")])
def test_no_call_is_taken_for_another_branchs_rows(names: tuple[str, ...]) -> None:
    customer, site, machine = a_customer_in_columbus()
    rows = {"customer": customer, "site": site, "machine": machine, "contact": a_contact(customer)}

    answer = dispatcher_in_dayton().post(
        reverse("new-call"),
        a_form(**TOLD, branch=str(a_branch("DAY").id), **{name: str(rows[name].id) for name in names}),
    )

    assert answer.status_code == 422
    assert "Chen Family Clinic" not in answer.content.decode()
    assert not Call.objects.of(customer.tenant_id).exists()


@pytest.mark.parametrize("name", ["branch", "problem_code", "contact", "site"])
def test_no_unknown_caller_is_taken_with_somebody_elses_rows(name: str) -> None:
    customer, site, _ = a_customer_in_columbus()
    other = a_dealership(name="Riverside", zone="America/New_York")
    code = a_code("problem", "JAM")
    type(code).objects.of(code.tenant_id).filter(id=code.id).update(tenant_id=other.id)
    ids = {"branch": a_branch().id, "problem_code": code.id, "contact": a_contact(customer).id, "site": site.id}

    answer = dispatcher_in_dayton().post(reverse("new-call"), a_form(**TOLD, **{name: str(ids[name])}))

    taken = Call.objects.of(customer.tenant_id).first()
    assert answer.status_code == 422 or taken is not None
    if taken is not None:
        assert (taken.branch_id, taken.contact_id, taken.site_id) == (a_branch("DAY").id, None, None)


def plan_fields(technician_id: Any, **more: Any) -> dict[str, Any]:
    at = read_clock() + timedelta(days=1)
    return a_form(version=1, technician=str(technician_id), on=at.date().isoformat(), at="10:00", minutes=60, **more)


def test_nobody_of_another_branch_is_planned() -> None:
    customer = a_customer(branch=a_branch("DAY"))
    call = a_call(machine=a_machine(site=a_site(customer)))
    bruno = a_technician(branch=a_branch())

    answer = dispatcher_in_dayton().post(reverse("plan-visit", args=[call.id]), plan_fields(bruno.id))

    assert answer.status_code == 422
    assert "Bruno Salas" not in answer.content.decode()
    assert not Visit.objects.of(call.tenant_id).exists()


def test_a_visit_is_not_moved_to_another_branch() -> None:
    customer = a_customer(branch=a_branch("DAY"))
    visit = a_visit(call=a_call(machine=a_machine(site=a_site(customer))))
    bruno = a_technician(branch=a_branch())

    answer = dispatcher_in_dayton().post(reverse("move-visit", args=[visit.id]), plan_fields(bruno.id, why="Nearer"))

    assert answer.status_code == 422
    assert fresh(visit).technician_id == visit.technician_id


def test_a_call_is_not_given_to_another_branchs_customer() -> None:
    customer, _, machine = a_customer_in_columbus()
    own = a_customer("Own", branch=a_branch("DAY"))
    call = a_call(machine=a_machine(site=a_site(own)))

    answers = [
        dispatcher_in_dayton().post(reverse("identify-call", args=[call.id]), a_form(version=1, **chosen))
        for chosen in ({"customer": str(customer.id)}, {"machine": str(machine.id)})
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert as_it_is(call).customer_id == own.id


@pytest.mark.parametrize(
    "address", ["visit-on-my-way", "visit-arrived", "visit-step-back", "visit-reopen", "visit-close"]
)
def test_a_technician_does_not_move_a_colleagues_visit(address: str) -> None:
    visit = a_visit(technician=a_technician(name="Bruno Salas"))
    keisha = phone_of(a_visit(technician=a_technician(name="Keisha Monroe")))
    closing = {"outcome": "done", "told_customer": "All fine", "why": "I was nearer"}

    keisha.post(reverse(address, args=[visit.id]), a_form(version=1, **closing))

    assert fresh(visit).state == VisitState.PLANNED


def test_a_technician_notes_no_part_on_a_colleagues_visit() -> None:
    visit, fuser = a_visit(technician=a_technician(name="Bruno Salas")), a_part()
    keisha = phone_of(a_visit(technician=a_technician(name="Keisha Monroe")))

    keisha.post(reverse("visit-parts", args=[visit.id]), {"add": f"{fuser.id}:1"})

    assert not PartUsed.objects.of(visit.tenant_id).exists()


def test_a_closing_takes_no_code_part_or_meter_of_another_dealership() -> None:
    visit = a_visit_on_site()
    client = phone_of(visit)
    meter = a_meter(a_machine())
    a_code("cause", "WORN")
    foreign = str(uuid4())
    closing = {"outcome": "parts", "told_customer": "We come back", "next_step": "Thursday", "version": visit.version}

    answer = client.post(
        reverse("visit-close", args=[visit.id]), a_form(**closing, cause_code=foreign, **{f"meter-{meter.id}": "5"})
    )

    assert answer.status_code == 422
    assert fresh(visit).state == VisitState.ON_SITE
    assert not MeterReading.objects.of(visit.tenant_id).exists()


def test_somebody_deactivated_is_out_with_the_next_click() -> None:
    dana = a_user(Role.DISPATCHER, branch=a_branch())
    client = Client()
    client.force_login(dana)
    User.objects.filter(id=dana.id).update(is_active=False)

    answer = client.get(reverse("board"))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/board/")


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_to_another_server(back: str) -> None:
    call = a_call()
    client = signed_in()

    page = client.get(reverse("plan-visit", args=[call.id]), {"back": back}).content.decode()
    answer = client.post(
        reverse("plan-visit", args=[call.id]), plan_fields(a_technician(name="Bruno Salas").id, back=back)
    )

    assert "evil.example" not in page
    assert "javascript:" not in page
    assert answer.headers["Location"] == reverse("board")


def test_every_form_needs_the_token_of_its_page() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_user(Role.DISPATCHER))

    answer = client.post(reverse("new-call"), a_form(**TOLD))

    assert answer.status_code == 403
