from datetime import timedelta

import pytest
from tests.builders import MONDAY, an_actor

from steadyhand.business.dealership.actions.accept_defaults import accept_defaults
from steadyhand.business.dealership.entries import entries_page
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def test_it_is_kept_once_with_its_first_moment() -> None:
    joan = an_actor(Role.ADMINISTRATOR)

    accept_defaults(by=joan, now=MONDAY)
    accept_defaults(by=joan, now=MONDAY + timedelta(days=1))

    assert the_dealership(joan.tenant_id).defaults_suit_since == MONDAY
    assert len(entries_page(joan, kind="dealership.dealership").entries) == 1
