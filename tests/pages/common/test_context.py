"""Every page says where one is, once."""

import pytest
from django.test import Client
from tests.builders import a_branch, a_user

from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def test_the_closest_place_is_the_one_where_somebody_is(client: Client) -> None:
    client.force_login(a_user(Role.DISPATCHER, branch=a_branch()))

    places = client.get("/calls/new/").context["navigation"]

    assert [label for label, _, is_current in places if is_current] == ["New call"]
