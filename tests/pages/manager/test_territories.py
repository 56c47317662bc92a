"""Territories: now and then side by side, from visits that were made; looking changes nothing."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.builders import MONDAY, a_branch, a_call, a_customer, a_machine, a_site, a_technician, a_visit, an_actor
from tests.builders.desk import signed_in

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.actions.make_answerable import make_answerable
from steadyhand.business.people.models import Answerable, Technician
from steadyhand.shared.clock import How
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=20)
WEST, EAST = {"latitude": 40.0, "longitude": -83.0}, {"latitude": 40.0, "longitude": -82.8}


@pytest.fixture(autouse=True)
def _three_weeks_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: LATER)


def served(branch: Branch, name: str, by: Technician, where: dict[str, float], visits: int) -> None:
    customer = a_customer(name, branch=branch)
    machine = a_machine(site=a_site(customer, street=name, **where))
    for number in range(visits):
        at = MONDAY + timedelta(days=number)
        a_visit(
            call=a_call(machine=machine), technician=by, state=VisitState.DONE, arrived_at=at,
            finished_at=at + timedelta(hours=1), arrived_at_how=How.OBSERVED, finished_at_how=How.OBSERVED,
        )  # fmt: skip


def a_lopsided_branch() -> Branch:
    branch = a_branch()
    bruno, elena = a_technician(branch=branch), a_technician(branch=branch, name="Elena Park")
    for number in range(4):
        served(branch, f"West {number}", bruno, WEST, 6)
        served(branch, f"East {number}", elena if number == 0 else bruno, EAST, 6)
    return branch


def shown(client: Client, asked: str = "") -> str:
    response = client.get(f"/territories/{asked}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_a_lopsided_branch_is_evened_out_and_says_who_moves() -> None:
    branch = a_lopsided_branch()

    page = shown(signed_in(Role.SERVICE_MANAGER, branch=branch))

    assert "3 of 8 customers would have somebody else" in page
    assert "A Bruno Salas 7 → 4" in page
    assert "B Elena Park 1 → 4" in page
    for number in (1, 2, 3):
        assert f"East {number} Bruno Salas Elena Park" in page
    assert "From 48 visits of the past twelve months" in page
    assert Visit.objects.of(branch.tenant_id).count() == 48


def sent(client: Client, path: str, page: str, **more: object) -> str:
    """Send a form of the page as its button does, and return the page that it leads to."""
    form = re.search(rf'<form[^>]*action="{path}".*?</form>', page, re.DOTALL)
    assert form
    hidden = dict(re.findall(r'<input type="hidden" name="(form_key|branch)" value="([^"]*)"', form[0]))
    response = client.post(path, hidden | more, follow=True)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_what_is_ticked_is_taken_on_once_told_and_taken_back() -> None:
    branch = a_lopsided_branch()
    bruno = Technician.objects.of(branch.tenant_id).get(name="Bruno Salas")
    for customer in Customer.objects.of(branch.tenant_id).filter(name="East 1"):
        by = an_actor(Role.SERVICE_MANAGER, branch=branch)
        make_answerable(by=by, customer_id=customer.id, technician_id=bruno.id, since_on=MONDAY.date(), now=MONDAY)
    client = signed_in(Role.SERVICE_MANAGER, branch=branch)
    page = client.get("/territories/").content.decode()
    moved = sorted(re.findall(r'name="given"\s+value="([^"]*)"', page), key=lambda each: "~~" in each)
    day = (LATER + timedelta(days=1)).date().isoformat()

    said = sent(client, "/territories/take-on/", page, given=moved[:2], since_on=day)
    again = sent(client, "/territories/take-on/", page, given=moved[:2], since_on=day)

    assert "2 customers have somebody else from" in said
    assert "1 of 8 customers would have somebody else" in again
    rows = Answerable.objects.of(branch.tenant_id)
    assert [row.technician.name for row in rows.order_by("since_on", "id") if row.technician] == [
        "Bruno Salas", "Elena Park", "Elena Park",
    ]  # fmt: skip
    told = sorted(OutgoingMessage.objects.of(branch.tenant_id).values_list("body", flat=True))
    assert [(body.count("You answer for East"), body.count("No more yours: East 1 (now Elena")) for body in told] == [
        (0, 1), (2, 0),
    ]  # fmt: skip
    back = sent(client, "/territories/take-back/", client.get("/territories/").content.decode())
    assert "It stays as it was." in back
    assert "3 of 8 customers would have somebody else" in back
    assert [row.technician for row in rows.all()] == [bruno]
    late = client.post("/territories/take-back/", {"form_key": str(uuid4())}, follow=True)
    assert "undone here any more" in late.content.decode()


def test_what_changed_meanwhile_stops_all_of_it() -> None:
    branch = a_lopsided_branch()
    client = signed_in(Role.SERVICE_MANAGER, branch=branch)
    page = client.get("/territories/").content.decode()
    moved = re.findall(r'name="given"\s+value="([^"]*)"', page)
    customer, _, elena = moved[1].split("~")
    marta = an_actor(Role.SERVICE_MANAGER, branch=branch)
    make_answerable(by=marta, customer_id=UUID(customer), technician_id=UUID(elena), since_on=LATER.date(), now=LATER)
    later = (LATER + timedelta(days=1)).date().isoformat()

    refused = sent(client, "/territories/take-on/", page, given=moved, since_on=later)

    assert "has got somebody else meanwhile; nothing was changed" in refused
    assert Answerable.objects.of(branch.tenant_id).count() == 1
    assert "tick at least one customer" in sent(
        client, "/territories/take-on/", client.get("/territories/").content.decode(), since_on=later
    )
    nonsense = sent(
        client, "/territories/take-on/", client.get("/territories/").content.decode(), given="chen", since_on=later
    )
    assert "choose customers of the list and a day again" in nonsense
    over = sent(
        client,
        "/territories/take-on/",
        client.get("/territories/").content.decode(),
        given=moved[:1],
        since_on="2026-03-01",
    )
    assert "is over: choose today or a later day" in over


def test_the_knobs_are_turned_and_a_slip_is_told() -> None:
    client = signed_in(Role.PRINCIPAL, branch=a_lopsided_branch())

    assert "0 of 8 customers would have somebody else" in shown(client, "?moved=100000&even=100")
    slipped = shown(client, "?moved=dear")
    assert "Enter a whole number. The usual value is used below." in slipped
    assert "3 of 8 customers" in slipped


def test_without_places_or_people_it_says_what_is_missing() -> None:
    branch = a_branch()
    client = signed_in(Role.SERVICE_MANAGER, branch=branch)
    assert "There must be technicians at the branch" in shown(client)

    a_technician(branch=branch)
    nowhere = {"street": "", "city": "", "postcode": "", "region": ""}
    a_machine(site=a_site(a_customer("Nowhere Press", branch=branch), **nowhere))
    page = shown(client)
    assert "Nothing to assign yet" in page
    assert "Left out, for nothing is known of where they are: Nowhere Press" in page
