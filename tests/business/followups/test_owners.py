"""Whose can a follow-up be, at its branch and beyond it?"""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_user
from tests.builders.kept import House, a_house, opened_in, row_of

from steadyhand.business.dealership.models import Leave, User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.acknowledge import acknowledge
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.give_to import give_to
from steadyhand.business.followups.rules.standing import CannotHappen

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(minutes=1)


@pytest.fixture
def house() -> House:
    return a_house()


def sven(*roles: Role) -> User:
    return a_user(*roles or (Role.TECHNICIAN,), branch=a_branch("DAYT"), name="Sven")


def test_somebody_of_another_branch_is_sent_for_where_the_kind_says_so(house: House) -> None:
    helper, followup_id = sven(), opened_in(house, kind="help", owner=house.id_of("Bruno"))
    house.people["Sven"] = helper

    give_to(by=house.by("Ruth"), followup_id=followup_id, owner=helper.id, now=NOW)
    acknowledge(by=house.by("Sven"), followup_id=followup_id, now=NOW)

    assert (row_of(followup_id).owner_id, row_of(followup_id).acknowledged_at) == (helper.id, NOW)


def test_of_other_kinds_nobody_beyond_the_branch_has_any(house: House) -> None:
    followup_id = opened_in(house)

    with pytest.raises(CannotHappen, match="role for it"):
        give_to(by=house.by("Ruth"), followup_id=followup_id, owner=sven(Role.SALES).id, now=NOW)


def test_only_for_their_own_work_is_somebody_sent_for(house: House) -> None:
    followup_id = opened_in(house, kind="help", owner=house.id_of("Bruno"))

    with pytest.raises(CannotHappen, match="role for it"):
        give_to(by=house.by("Ruth"), followup_id=followup_id, owner=sven(Role.DISPATCHER).id, now=NOW)


def test_when_they_go_on_leave_it_comes_back_to_the_branch(house: House) -> None:
    helper, followup_id = sven(), opened_in(house, kind="help", owner=house.id_of("Bruno"))
    give_to(by=house.by("Ruth"), followup_id=followup_id, owner=helper.id, now=NOW)
    Leave.objects.create(
        tenant_id=helper.tenant_id, user=helper, starts_on=NOW.date(), until=NOW.date() + timedelta(days=3)
    )

    add_note(by=house.by("Ruth"), followup_id=followup_id, words="He has gone home.", now=NOW)

    assert row_of(followup_id).owner_id == house.id_of("Bruno")
