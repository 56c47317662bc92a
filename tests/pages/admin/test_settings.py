from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_branch, a_dealership, a_user

from steadyhand.business.calls.settings import LINK_OPEN_DAYS
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.registry import registered_settings
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.machines.settings import NEARLY_WORN_SHARE

pytestmark = pytest.mark.django_db

LINK = f"/settings/{LINK_OPEN_DAYS.key}/"


@pytest.fixture
def joan(client: Client) -> Client:
    client.force_login(a_user(Role.ADMINISTRATOR, name="Joan Pruitt"))
    return client


def typed(**facts: str) -> dict[str, Any]:
    return {"form_key": str(uuid4()), "why": ""} | facts


def test_every_setting_is_listed_with_what_it_does_and_where_its_default_comes_from(joan: Client) -> None:
    page = joan.get("/settings/").context["parts"]

    lines = [line for part in page for line in part["lines"]]
    assert [line["setting"] for line in lines] == list(registered_settings())
    assert all(line["setting"].about and line["setting"].source for line in lines)


def test_a_changed_value_holds_and_goes_back(joan: Client) -> None:
    answer = joan.post(LINK, typed(value="60", why="Our customers lose their phones"))

    assert answer.headers["Location"] == f"/settings/#{LINK_OPEN_DAYS.key}"
    assert value_of(a_dealership().id, LINK_OPEN_DAYS) == 60
    page = joan.get("/settings/").content.decode()
    assert "60 days" in page
    assert "Default: 90 days." in page
    joan.post(f"{LINK}reset/")
    assert value_of(a_dealership().id, LINK_OPEN_DAYS) == 90


def test_a_share_is_typed_in_per_cent(joan: Client) -> None:
    address = f"/settings/{NEARLY_WORN_SHARE.key}/"
    assert 'value="90"' in joan.get(address).content.decode()

    joan.post(address, typed(value="87.5"))

    assert float(value_of(a_dealership().id, NEARLY_WORN_SHARE)) == 0.875


@pytest.mark.parametrize("value", ["0", "731", "7.5", "soon", "", "1e40", "NaN"])
def test_a_value_that_cannot_be_is_refused_beside_its_field(joan: Client, value: str) -> None:
    answer = joan.post(LINK, typed(value=value))

    assert answer.status_code == 422
    assert "value" in answer.context["form"].errors
    assert value_of(a_dealership().id, LINK_OPEN_DAYS) == 90


def test_an_administrator_of_one_branch_looks_and_changes_nothing(client: Client) -> None:
    client.force_login(a_user(Role.ADMINISTRATOR, branch=a_branch()))

    answer = client.post(LINK, typed(value="60"))

    assert answer.status_code == 422
    assert "only an administrator of all of them" in answer.content.decode()
    assert "Change" not in client.get("/settings/").content.decode().split("<main")[1]


def test_a_setting_that_is_not_there_is_not_found(joan: Client) -> None:
    assert joan.get("/settings/calls.hope/").status_code == 404
