from typing import Any

import pytest
from django.test import Client
from tests.builders import a_branch, a_user
from tests.builders.imports import an_import_run

from steadyhand.business.dealership.models import Dealership
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician

pytestmark = pytest.mark.django_db


@pytest.fixture
def joan(client: Client) -> Client:
    a_branch()
    client.force_login(a_user(Role.ADMINISTRATOR, name="Joan Pruitt"))
    return client


def lines(client: Client) -> dict[str, Any]:
    return {line["key"]: line for line in client.get("/first-steps/").context["lines"]}


def places(client: Client) -> list[str]:
    return [label for label, _, _ in client.get("/settings/").context["navigation"]]


def test_an_administrator_starts_here_until_it_is_put_away(joan: Client) -> None:
    assert joan.get("/").headers["Location"] == "/first-steps/"
    assert places(joan)[0] == "First steps"

    joan.post("/first-steps/put-away/")

    assert joan.get("/").headers["Location"] != "/first-steps/"
    assert "First steps" not in places(joan)
    assert "/first-steps/" in joan.get("/settings/").content.decode()


def test_it_is_found_again(joan: Client) -> None:
    joan.post("/first-steps/put-away/")
    assert joan.get("/first-steps/").status_code == 200

    joan.post("/first-steps/take-out/")

    assert places(joan)[0] == "First steps"


def test_the_next_step_stands_out_and_only_it(joan: Client) -> None:
    shown = lines(joan)

    assert [key for key, line in shown.items() if line["is_next"]] == ["lists"]
    assert joan.get("/first-steps/").content.decode().count('aria-current="step"') == 1
    assert shown["branches"]["said"] == "Open: Col (Weekdays)."
    assert shown["lists"]["said"] == "In the record: no customers, no machines, no contracts, no calls."


def test_files_that_wait_to_be_landed_are_named(joan: Client) -> None:
    run = an_import_run(a_branch())

    page = joan.get("/first-steps/").content.decode()

    assert f"/import/{run.id}/" in page
    assert lines(joan)["lists"]["standing"] == "begun"


def test_found_to_suit_is_kept(joan: Client) -> None:
    joan.post("/first-steps/defaults-suit/")

    assert lines(joan)["settings"]["is_done"]
    assert Dealership.objects.get().defaults_suit_since is not None


def test_a_technician_of_the_files_is_invited_with_what_is_known(joan: Client) -> None:
    branch = a_branch()
    listed = Technician.objects.create(
        tenant_id=branch.tenant_id,
        branch=branch,
        ref="T01",
        name="Bruno Salas",
        email="bruno@lakeside.example",
        phone="(614) 555-0141",
    )
    address = f"/people/invite/?technician={listed.id}"
    assert address in joan.get("/first-steps/").content.decode()

    form = joan.get(address).context["form"]

    assert (form["name"].value(), form["email"].value(), form["phone"].value()) == (
        "Bruno Salas",
        "bruno@lakeside.example",
        "(614) 555-0141",
    )
    assert form["technician"].value() == [str(branch.id)]


def test_without_a_desk_role_the_first_call_is_the_dispatchers(joan: Client) -> None:
    assert "Invite a dispatcher" in joan.get("/first-steps/").content.decode()

    a_user(Role.DISPATCHER)

    assert "Your dispatcher takes it" in joan.get("/first-steps/").content.decode()


@pytest.mark.parametrize("step", ["put-away", "take-out", "defaults-suit"])
def test_an_administrator_of_one_branch_decides_nothing_for_all(client: Client, step: str) -> None:
    client.force_login(a_user(Role.ADMINISTRATOR, branch=a_branch()))
    Dealership.objects.update(first_steps_put_away_at=None)

    answer = client.post(f"/first-steps/{step}/", follow=True)

    assert "all branches" in answer.content.decode() or "all of them" in answer.content.decode()
    firm = Dealership.objects.get()
    assert (firm.first_steps_put_away_at, firm.defaults_suit_since) == (None, None)
