from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.builders import MONDAY, a_dealership, an_actor
from tests.builders.settings import PATIENCE, patience_known

from steadyhand.business.dealership.actions.change_setting import change_setting
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.values import value_of, values_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    with patience_known():
        yield


def test_the_default_holds_until_somebody_changes_it_and_elsewhere_still() -> None:
    joan, harbor = an_actor(Role.ADMINISTRATOR), a_dealership(name="Harbor Copiers")
    assert value_of(joan.tenant_id, PATIENCE) == 60

    change_setting(by=joan, key=PATIENCE.key, value=90, now=MONDAY)

    assert (value_of(joan.tenant_id, PATIENCE), value_of(harbor.id, PATIENCE)) == (90, 60)


def test_many_are_read_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    joan, other = an_actor(Role.ADMINISTRATOR), replace(PATIENCE, key="tests.other", default=7)
    change_setting(by=joan, key=PATIENCE.key, value=90, now=MONDAY)

    with django_assert_num_queries(1):
        values = values_of(joan.tenant_id, [PATIENCE, other])

    assert (values[PATIENCE], values[other]) == (90, 7)
    assert (values.is_changed(PATIENCE), values.is_changed(other)) == (True, False)


def test_a_value_that_was_not_asked_for_is_no_default() -> None:
    with pytest.raises(KeyError, match=r"tests\.patience"):
        values_of(a_dealership().id, [])[PATIENCE]
