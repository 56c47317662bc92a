"""Models and parts from a page."""

from typing import Any

import pytest
from django.test import Client
from tests.builders import a_branch, a_model, a_part, a_user

from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import MachineModel, Part

pytestmark = pytest.mark.django_db


def somebody(role: Role) -> Client:
    client = Client()
    client.force_login(a_user(role, branch=a_branch()))
    return client


@pytest.fixture
def walt() -> Client:
    return somebody(Role.PARTS)


def opened(client: Client, address: str) -> dict[str, Any]:
    form = client.get(address).context["form"]
    filled = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in filled.items() if value not in (None, "", False)}


def test_a_model_is_added_and_changed() -> None:
    joan = somebody(Role.ADMINISTRATOR)
    joan.post("/models/add/", opened(joan, "/models/add/") | {"name": "C450", "ref": "C450"})
    address = f"/models/{MachineModel.objects.get().id}/change/"

    answer = joan.post(address, opened(joan, address) | {"rated_monthly_pages": "9000"})

    assert answer.status_code == 303
    assert MachineModel.objects.get().rated_monthly_pages == 9000
    assert "9,000" in joan.get("/models/").content.decode()


def test_a_price_is_typed_as_people_do_and_kept_in_cents(walt: Client) -> None:
    walt.post("/parts/add/", opened(walt, "/parts/add/") | {"name": "Fuser", "ref": "FU-1", "price_cents": "128.50"})

    part = Part.objects.get()
    assert part.price_cents == 12_850
    assert opened(walt, f"/parts/{part.id}/change/")["price_cents"] == "128.50"


def test_a_form_sent_back_as_it_was_changes_nothing(walt: Client) -> None:
    part = a_part(price_cents=12_850, cost_cents=7_010)

    answer = walt.post(f"/parts/{part.id}/change/", opened(walt, f"/parts/{part.id}/change/"))

    assert answer.status_code == 303
    part.refresh_from_db()
    assert (part.price_cents, part.cost_cents) == (12_850, 7_010)


def test_a_price_that_others_changed_is_shown_and_taken_as_an_amount(walt: Client) -> None:
    part = a_part(price_cents=100)
    address = f"/parts/{part.id}/change/"
    mine = opened(walt, address)
    walt.post(address, opened(walt, address) | {"price_cents": "12.50"})
    shown = walt.post(address, mine | {"price_cents": "13"})

    again = {name: shown.context["form"][name].value() for name in mine}
    answer = walt.post(address, again | {"theirs": "price_cents"})

    assert "made it “12.50”" in shown.content.decode()
    assert answer.status_code == 303
    assert Part.objects.get().price_cents == 1250


def test_a_number_that_is_taken_is_said(walt: Client) -> None:
    a_part(ref="FU-1", name="Fuser unit")

    answer = walt.post("/parts/add/", opened(walt, "/parts/add/") | {"name": "Another", "ref": "FU-1"})

    assert answer.status_code == 422
    assert "“FU-1” is taken by Fuser unit" in answer.content.decode()


def test_parts_are_found_by_name_and_number_and_paged(walt: Client) -> None:
    for number in range(60):
        a_part(ref=f"RO-{number}", name=f"Roller {number:02}")
    a_part(ref="FU-9", name="Fuser unit")

    first = walt.get("/parts/")
    second = walt.get(first.context["next_url"])
    seen = [row["name"] for page in (first, second) for row in page.context["rows"]]

    assert len(seen) == len(set(seen)) == 61
    assert [row["name"] for row in walt.get("/parts/?q=fuser").context["rows"]] == ["Fuser unit"]
    assert [row["name"] for row in walt.get("/parts/?q=fu-9").context["rows"]] == ["Fuser unit"]
    assert "Nothing fits" in walt.get("/parts/?q=zzz").content.decode()


def test_whoever_may_only_look_gets_no_link_to_change() -> None:
    a_model()
    a_part()
    elena = somebody(Role.SALES)

    for address in ("/models/", "/parts/"):
        assert "/change/" not in elena.get(address).content.decode()
