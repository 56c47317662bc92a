import pytest
from tests.builders import MONDAY, a_branch, a_dealership, an_actor

from steadyhand.business.dealership.actions.accept_defaults import accept_defaults
from steadyhand.business.dealership.actions.put_first_steps_away import put_first_steps_away
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.entries import entries_page
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def test_the_list_goes_and_comes_back_with_one_entry_each() -> None:
    joan = an_actor(Role.ADMINISTRATOR)

    for is_away in (True, True, False, False):
        put_first_steps_away(by=joan, is_away=is_away, now=MONDAY)
        assert the_dealership(joan.tenant_id).shows_first_steps is not is_away

    verbs = [entry.verb for entry in entries_page(joan, kind="dealership.dealership").entries]
    assert sorted(verbs) == ["first steps put away", "first steps taken out again"]


def test_an_invented_dealership_has_no_first_steps() -> None:
    assert not the_dealership(a_dealership(name="Demo", is_demo=True).id).shows_first_steps


def test_whoever_sees_one_branch_decides_neither_for_all() -> None:
    nora = an_actor(Role.ADMINISTRATOR, branch=a_branch())

    with pytest.raises(CannotRunItSo, match="an administrator of all branches"):
        put_first_steps_away(by=nora, is_away=True, now=MONDAY)
    with pytest.raises(CannotRunItSo, match="an administrator of all of them"):
        accept_defaults(by=nora, now=MONDAY)
