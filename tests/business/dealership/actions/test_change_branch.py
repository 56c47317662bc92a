from dataclasses import replace

import pytest
from tests.builders import MONDAY, a_branch, an_actor

from steadyhand.business.dealership.actions.change_branch import change_branch
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.directory import branch_line
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def test_a_closed_branch_takes_no_new_calls() -> None:
    ada, day = an_actor(Role.ADMINISTRATOR), a_branch("DAY")
    a_branch()
    line = branch_line(ada, day.id)
    assert line is not None

    change_branch(by=ada, branch_id=day.id, branch=replace(line.described, is_closed=True), now=MONDAY)

    assert [branch.code for branch in branches_of(ada)] == ["COL"]


def test_the_last_open_branch_stays_open() -> None:
    ada, only = an_actor(Role.ADMINISTRATOR), a_branch()
    line = branch_line(ada, only.id)
    assert line is not None

    with pytest.raises(CannotRunItSo, match="Col is the last open branch"):
        change_branch(by=ada, branch_id=only.id, branch=replace(line.described, is_closed=True), now=MONDAY)


def test_another_branch_stays_as_it_is() -> None:
    day = a_branch("DAY")
    line = branch_line(an_actor(Role.ADMINISTRATOR), day.id)
    assert line is not None

    with pytest.raises(CannotRunItSo, match="isn't one of yours"):
        change_branch(
            by=an_actor(Role.ADMINISTRATOR, branch=a_branch()), branch_id=day.id, branch=line.described, now=MONDAY
        )
