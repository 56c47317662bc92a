"""Nothing internal ever reaches a customer: every address in every state, with poison in every field but a few.

Poison is planted in every text of every table, also in those that somebody adds tomorrow; what customers may read is
listed here, field by field.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from tests.builders import a_call, a_code, a_contact, a_contract, a_dealership, a_machine, a_part, a_site, an_actor
from tests.builders.field import a_closing, a_visit_on_site, a_visit_under_way, closed, fresh, its_technician, today_at
from tests.builders.record import a_branch, a_customer, a_technician, a_visit

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.actions.reopen_visit import reopen_visit
from steadyhand.business.calls.actions.step_back import step_back
from steadyhand.business.calls.models import Attachment, Call, Visit
from steadyhand.business.calls.rules import CallState, Urgency, VisitState
from steadyhand.business.customers.models import Goal
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.flows.word.opt_out import PURPOSE as NO_MORE_EMAIL
from steadyhand.pages.customer.urls import urlpatterns as customers_addresses
from steadyhand.shared.clock import How, read_clock
from steadyhand.shared.links import make_link
from steadyhand.shared.models import Change, Link
from steadyhand.shared.rows import Row

pytestmark = pytest.mark.django_db
POISON = "Wolfsbane"
# What a customer may read.
FOR_CUSTOMERS = {
    "dealership.dealership": {"name", "phone"},
    "dealership.branch": {"phone"},
    "customers.customer": {"name"},
    "customers.site": {"street", "city", "region", "postcode"},
    "machines.machinemodel": {"maker", "name"},
    "machines.machine": {"stands_where"},
    "people.technician": {"name"},  # the first word of it; the others are poisoned below
    "calls.call": {"ref", "problem"},
    "calls.visit": {"told_customer", "next_step"},
    "calls.code": {"plain_words"},  # of the correction; those of other codes are poisoned below
    "calls.customermessage": {"words"},
    "conversations.surveyanswer": {"words"},  # what they answered themselves
    "calls.attachment": {"words"},  # of a photo ticked for them; those of others are poisoned below
}
# Read by the program and not by people: with anything else in it, nothing would work at all.
FOR_THE_PROGRAM = {"zone", "media_type", "purpose", "country"}
# 3:33 at night, which no other time on the page is.
DEFAULTED_AT = datetime(2026, 1, 5, 8, 33, tzinfo=UTC)


@pytest.fixture
def call() -> Call:
    """Return a call whose every internal field holds poison."""
    a_dealership(phone="(614) 555-0100", zone="America/New_York")
    branch = a_branch(street=POISON, city=POISON)
    chen = a_customer(branch=branch, note=POISON, segment=POISON, is_on_credit_hold=True)
    a_customer(f"{POISON} & Sons", branch=branch)
    Goal.objects.create(
        tenant_id=chen.tenant_id, ref="G", customer=chen, words=POISON, said_by=POISON, said_on=date(2026, 1, 1)
    )
    site = a_site(chen, door_code=POISON, how_to_get_in=POISON)
    machine = a_machine(
        site=site,
        note=POISON,
        network_address=POISON,
        asset_tag=POISON,
        contract=a_contract(chen, kind=POISON, purchase_order=POISON, lessor=POISON),
    )
    return a_call(
        machine=machine,
        contact=a_contact(chen, name=POISON, email=f"{POISON}@chen.example"),
        urgency=Urgency.STANDSTILL,
        caller_name=POISON,
        caller_phone=POISON,
        purchase_order=POISON,
        taken_by=POISON,
        problem_code=a_code("problem", "P", name=POISON),
        cancelled_because=POISON,
    )


@pytest.fixture
def bruno(call: Call) -> Technician:
    return a_technician(name=f"Bruno {POISON}", branch=call.branch, phone=POISON, email=f"{POISON}@lakeside.example")


def ended(visit: Visit, outcome: VisitState = VisitState.DONE) -> None:
    cause = a_code("cause", f"C{outcome}", name=POISON, plain_words=POISON)
    correction = a_code("correction", f"X{outcome}", name=POISON, plain_words="We put in new rollers.")
    part = a_part(ref=f"{POISON}-{outcome}", name=POISON, price_cents=98_765, cost_cents=43_210)
    closing = a_closing(
        outcome,
        stays_inside=POISON,
        cause_code_id=cause.id,
        correction_code_id=correction.id,
        parts=((part.id, 1),),
    )
    closed(visit, closing, at=read_clock())


def plant(tenant_id: UUID) -> None:
    """Put poison into every text of every row that isn't meant for customers."""
    for model in apps.get_models():
        # History refuses changes: what stands there came from fields that are poisoned.
        if not issubclass(model, Row) or model is Change:
            continue
        spared = FOR_THE_PROGRAM | FOR_CUSTOMERS.get(model._meta.label_lower, set())
        texts = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not field.choices
            and not field.name.endswith("_how")
            and field.name not in spared
            and (field.max_length or 100) > len(POISON) + 3
        ]
        rows = model._default_manager.filter(tenant_id=tenant_id)
        for number, row_id in enumerate(list(rows.values_list("pk", flat=True))):
            rows.filter(pk=row_id).update(**{field.name: f"{POISON}{number}" for field in texts})


def a_photo_kept_back(visit: Visit, now: datetime) -> UUID:
    facts = {"kind": "photo", "words": POISON, "taken_by": POISON, "media_type": "image/jpeg", "sha256": "0" * 64}
    photo = Attachment.objects.create(
        tenant_id=visit.tenant_id, visit=visit, taken_at=now, taken_at_how=How.OBSERVED, **facts
    )
    return photo.id


def shown(client: Client, call: Call) -> str:
    """Return all that a customer gets to see of this call, at every address there is."""
    plant(call.tenant_id)
    now, visit = read_clock(), Visit.objects.of(call.tenant_id).filter(call=call).first()
    by = an_actor(Role.DISPATCHER, name=f"Dana {POISON}")
    photo = a_photo_kept_back(visit, now) if visit else uuid4()
    links = {name: f"/c/{make_customer_link(by=by, call_id=call.id, now=now)}/" for name in ("open", "revoked")}
    token = links["revoked"].split("/")[2]
    Link.objects.of(call.tenant_id).filter(id=UUID(hex=token.split(":")[0])).update(revoked_at=now)
    # Their own address stands on the page that ends e-mails.
    person = a_contact(
        call.customer, name=f"Grace {POISON}", email="grace@chen.example", has_agreed_to_email=True, ref=uuid4().hex
    )
    until = now + timedelta(days=1)
    no_more = make_link(by=by, purpose=NO_MORE_EMAIL, about_id=person.id, expires_at=until, now=now)
    answers = [
        (200, client.get(f"/no-more-email/{no_more}/")),
        (405, client.get("/texts-in/no:door/")),
        (200, client.get(links["open"])),
        (200, client.get(links["open"], {"sent": "please_call"})),
        (422, client.post(f"{links['open']}message/", {"kind": POISON[:3], "form_key": "none"})),
        (405, client.get(f"{links['open']}message/")),
        (422, client.post(f"{links['open']}answer/", {"score": POISON[:3], "form_key": "none"})),
        (405, client.get(f"{links['open']}answer/")),
        (404, client.post(f"{links['revoked']}answer/", {"score": "1", "form_key": str(uuid4())})),
        (404, client.get(f"{links['open']}photos/{photo}/")),
        (404, client.get(links["revoked"])),
        (404, client.post(f"{links['revoked']}message/", {"kind": "please_call", "form_key": str(uuid4())})),
    ]
    tried = {answer.resolver_match.url_name for _, answer in answers if answer.resolver_match}
    assert tried == {pattern.name for pattern in customers_addresses}, "Crawl the new address too."
    assert [answer.status_code for _, answer in answers] == [status for status, _ in answers]
    # Another look plants poison anew, into rows that were there the first time.
    person.delete()
    return "".join(answer.content.decode() for _, answer in answers)


def assert_clean(page: str, state: CallState, call: Call) -> None:
    call.refresh_from_db()
    assert call.state == state
    for secret in (POISON, "standstill", "credit", "987.65", "432.10", "98765", "43210", "3:33", "5 January", "None"):
        assert secret.casefold() not in page.casefold(), f"{secret} on the page of a call that is {state}"


def test_a_call_to_plan(client: Client, call: Call) -> None:
    assert_clean(shown(client, call), CallState.TO_PLAN, call)


def test_a_planned_visit(client: Client, call: Call, bruno: Technician) -> None:
    # Out and back, so that the call follows its visit.
    visit = a_visit_under_way(call=call, technician=bruno, planned_for=today_at(12, days=1))
    assert visit.on_the_way_at is not None
    step_back(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=visit.on_the_way_at)

    page = shown(client, call)

    assert_clean(page, CallState.PLANNED, call)
    assert "Bruno plans to come tomorrow" in page


def test_on_the_way_and_on_site(client: Client, call: Call, bruno: Technician) -> None:
    visit = a_visit_under_way(call=call, technician=bruno, at=today_at(0))
    assert_clean(shown(client, call), CallState.UNDER_WAY, visit.call)


def test_on_site(client: Client, call: Call, bruno: Technician) -> None:
    a_visit_on_site(call=call, technician=bruno, at=today_at(0))

    page = shown(client, call)

    assert_clean(page, CallState.UNDER_WAY, call)
    assert "Bruno is with you." in page


@pytest.mark.parametrize("outcome", [VisitState.PARTS, VisitState.IT, VisitState.HANDS])
def test_waiting(client: Client, call: Call, bruno: Technician, outcome: VisitState) -> None:
    ended(a_visit_on_site(call=call, technician=bruno, at=today_at(0)), outcome)

    assert_clean(shown(client, call), CallState.WAITING, call)


def test_closed(client: Client, call: Call, bruno: Technician) -> None:
    ended(a_visit_on_site(call=call, technician=bruno, at=today_at(0)))

    page = shown(client, call)

    assert_clean(page, CallState.CLOSED, call)
    assert "We put in new rollers." in page


def test_cancelled_on_site_and_cancelled_by_the_desk(client: Client, call: Call, bruno: Technician) -> None:
    ended(a_visit_on_site(call=call, technician=bruno, at=today_at(0)), VisitState.CANCELLED)
    assert_clean(shown(client, call), CallState.TO_PLAN, call)

    dana = an_actor(Role.DISPATCHER, name=f"Dana {POISON}")
    cancel_call(by=dana, call_id=call.id, version=call.version, why=POISON, now=read_clock())

    assert_clean(shown(client, call), CallState.CANCELLED, call)


def test_a_reopened_visit(client: Client, call: Call, bruno: Technician) -> None:
    visit = a_visit_on_site(call=call, technician=bruno, at=today_at(0))
    ended(visit)
    reopen_visit(by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, now=read_clock())

    assert_clean(shown(client, call), CallState.UNDER_WAY, call)


def test_a_defaulted_time_never_appears(client: Client, call: Call, bruno: Technician) -> None:
    # As files bring them: days without an hour, filled in by a stand-in.
    Call.objects.of(call.tenant_id).filter(id=call.id).update(
        state=CallState.CLOSED,
        taken_at=DEFAULTED_AT,
        taken_at_how=How.DEFAULTED,
        closed_at=DEFAULTED_AT,
        closed_at_how=How.DEFAULTED,
    )
    a_visit(
        call=call,
        technician=bruno,
        state=VisitState.DONE,
        told_customer="It runs again.",
        on_the_way_at=DEFAULTED_AT,
        on_the_way_at_how=How.DEFAULTED,
        arrived_at=DEFAULTED_AT,
        arrived_at_how=How.DEFAULTED,
        finished_at=DEFAULTED_AT,
        finished_at_how=How.DEFAULTED,
        planned_for=None,
    )

    page = shown(client, call)

    assert_clean(page, CallState.CLOSED, call)
    assert "It runs again." in page


def test_a_visit_under_way_at_a_defaulted_time(client: Client, call: Call, bruno: Technician) -> None:
    Call.objects.of(call.tenant_id).filter(id=call.id).update(state=CallState.UNDER_WAY)
    a_visit(
        call=call,
        technician=bruno,
        state=VisitState.ON_THE_WAY,
        on_the_way_at=today_at(3, 33),
        on_the_way_at_how=How.DEFAULTED,
        planned_for=None,
    )

    assert_clean(shown(client, call), CallState.UNDER_WAY, call)
