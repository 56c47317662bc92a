"""Whatever somebody types anywhere, every page still shows it as text: no markup, no server error."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import (
    a_branch,
    a_call,
    a_code,
    a_contact,
    a_contract,
    a_customer,
    a_dealership,
    a_machine,
    a_meter,
    a_model,
    a_part,
    a_site,
    a_technician,
    a_user,
)
from tests.builders.desk import a_form, a_planned_visit, signed_in
from tests.builders.field import a_closing, closed, fresh, its_technician, today_at
from tests.builders.found import findable

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.actions.leave_message import leave_message
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.customers.actions.note_goal import note_goal
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db

MARK = "<script>alert(1)</script><img src=x onerror=alert(2)>"
QUOTES = "\"'`--></textarea></title></style>{{ 7|add:7 }}{% now %}"
# Right-to-left with an override, an emoji of several parts, a zero-width joiner, combining marks.
WORDS_OF_THE_WORLD = "\u202eשלום مرحبا\u202c 👩‍🔧 z\u0335\u0321a\u0308"
HOSTILE = {
    "markup": MARK,
    "quotes": QUOTES,
    "world": WORDS_OF_THE_WORLD,
    "long": "W" * 10_000,
    "lines": "one\r\n\r\n  two\ttabs\u2028three",
}
NEVER_SHOWN = ("<script>alert", "<img src=x", "</textarea></title>", "\"'`")


@dataclass(frozen=True, slots=True)
class Everything:
    """A record in which every text is hostile."""

    call: Call
    visit: Visit
    token: str


def everything(text: str) -> Everything:
    """Write the text wherever the column is long enough for it, else as much as goes in."""
    short, brief = text[:60], text[:30]
    a_dealership(name=text[:100], zone="America/New_York")
    branch = a_branch(name=short, street=text[:200], city=short)
    dana = a_user(Role.DISPATCHER, name=text[:100])
    customer = a_customer(text[:200], branch=branch, note=text, segment=short, phone=brief, email=short)
    site = a_site(
        customer, name=text[:200], street=text[:200], city=short, how_to_get_in=text, phone=brief, door_code=brief
    )
    contact = a_contact(customer, site=site, name=text[:200], job_title=short, phone=brief, mobile=brief, email=short)
    model = a_model(maker=short, name=short, family=short)
    contract = a_contract(customer, kind=short, purchase_order=brief, lessor=short)
    machine = a_machine(
        site=site, model=model, contract=contract, serial=brief, asset_tag=brief, stands_where=short, note=text
    )
    a_meter(machine)
    a_part(name=short)
    problem, cause, fix = (a_code(kind, name=short, plain_words=text) for kind in ("problem", "cause", "correction"))
    findable(customer, site, contact, machine)
    call = a_call(
        machine=machine,
        contact=contact,
        problem=text,
        problem_code=problem,
        caller_name=short,
        caller_phone=brief,
        said_about_machine=short,
        purchase_order=brief,
        taken_by=short,
    )
    by = actor_for(dana.id)
    at = today_at(9)
    bruno = a_technician(branch=branch, name=text[:100])
    first = a_planned_visit(call=call, technician=bruno, at=at, by=by, now=at)
    arrive(by=its_technician(first), visit_id=first.id, version=first.version, now=at)
    told = a_closing(
        VisitState.PARTS,
        told_customer=text[:4000],
        stays_inside=text[:4000],
        next_step=text[:300].strip() or "Soon",
        cause_code_id=cause.id,
        correction_code_id=fix.id,
    )
    closed(fresh(first), told, at=at)
    visit = a_planned_visit(call=call, technician=bruno, at=today_at(23, 30), by=by, now=at)
    note_goal(by=by, customer_id=customer.id, words=text[:500], said_by=short, said_on=at.date(), now=at)
    leave_message(by=by, call_id=call.id, kind="please_call", words=text[:1000], now=at)
    return Everything(call, visit, make_customer_link(by=by, call_id=call.id, now=read_clock()))


def pages_of(each: Everything, text: str) -> Iterator[tuple[str, Role | None]]:
    """Yield every page that shows a part of it, and who looks."""
    call, visit = each.call, each.visit
    assert call.customer_id is not None
    assert call.machine_id is not None
    word = text[:40]
    for name in ("board", "calls", "customers", "new-call"):
        yield reverse(name), Role.DISPATCHER
    yield reverse("call", args=[call.id]), Role.DISPATCHER
    yield reverse("identify-call", args=[call.id]), Role.DISPATCHER
    yield reverse("move-visit", args=[visit.id]), Role.DISPATCHER
    yield reverse("cancel-visit", args=[visit.id]), Role.DISPATCHER
    yield reverse("customer", args=[call.customer_id]), Role.DISPATCHER
    yield reverse("machine", args=[call.machine_id]), Role.DISPATCHER
    yield f"{reverse('new-call')}?machine={call.machine_id}", Role.DISPATCHER
    yield reverse("manager-today"), Role.SERVICE_MANAGER
    yield reverse("inbox-parts"), Role.PARTS
    yield reverse("inbox-it"), Role.IT_SPECIALIST
    yield reverse("inbox-sales"), Role.SALES
    yield reverse("history"), Role.ADMINISTRATOR
    yield reverse("admin-people"), Role.ADMINISTRATOR
    yield reverse("admin-branches"), Role.ADMINISTRATOR
    for name in ("first-steps", "settings", "admin-invite"):
        yield reverse(name), Role.ADMINISTRATOR
    for name in ("technician-day", "account"):
        yield reverse(name), Role.TECHNICIAN
    for name in ("visit-brief", "visit-close", "visit-times"):
        yield reverse(name, args=[visit.id]), Role.TECHNICIAN
    yield reverse("customer-call", args=[each.token]), None
    for name in ("find", "new-call", "new-call-found"):
        yield f"{reverse(name)}?{urlencode({'q': word})}", Role.DISPATCHER


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_page_shows_what_was_typed_as_text(kind: str) -> None:
    text = HOSTILE[kind]
    each = everything(text)
    clients = {role: signed_in(role) for role in Role} | {None: Client()}
    assert each.visit.technician is not None
    assert each.visit.technician.user is not None
    clients[Role.TECHNICIAN].force_login(each.visit.technician.user)

    for address, role in pages_of(each, text):
        answer = clients[role].get(address)
        page = answer.content.decode()

        assert answer.status_code in (200, 303), address
        assert [markup for markup in NEVER_SHOWN if markup in page] == [], address


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_call_with_hostile_text_is_taken_or_refused_with_a_sentence(kind: str) -> None:
    text = HOSTILE[kind]
    a_branch()
    names = ("caller_name", "caller_phone", "said_about_machine", "problem", "purchase_order", "urgency", "call_type")
    filled = dict.fromkeys(names, text) | {"branch": text, "customer": text, "back": text}

    answer = signed_in().post(reverse("new-call"), a_form(**filled))
    taken = signed_in().post(
        reverse("new-call"),
        a_form(caller_name=text[:200], problem=text[:4000], urgency="normal", call_type="corrective"),
        follow=True,
    )

    assert answer.status_code == 422
    assert [markup for markup in NEVER_SHOWN if markup in answer.content.decode()] == []
    assert Call.objects.filter(tenant_id=a_dealership().id).count() == 1
    assert [markup for markup in NEVER_SHOWN if markup in taken.content.decode()] == []
