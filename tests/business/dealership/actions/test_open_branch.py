import pytest
from tests.builders import MONDAY, a_branch, an_actor

from steadyhand.business.dealership.actions.open_branch import open_branch
from steadyhand.business.dealership.described import CannotRunItSo, DescribedBranch
from steadyhand.business.dealership.directory import branch_line
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.identity import new_id

pytestmark = pytest.mark.django_db


def described(code: str = "TOL", **facts: object) -> DescribedBranch:
    known = {"name": "Toledo", "zone": "America/New_York", "calendar_id": a_branch().calendar_id} | facts
    return DescribedBranch(code=code, **known)  # type: ignore[arg-type]  # each test gives what it needs


def test_a_branch_opens() -> None:
    ada = an_actor(Role.ADMINISTRATOR)

    opened = open_branch(by=ada, branch=described(), now=MONDAY)

    line = branch_line(ada, opened)
    assert line is not None
    assert (line.described.name, line.calendar) == ("Toledo", "Weekdays")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "COL"}, "The code COL is Col's"),
        ({"zone": "America/Columbus"}, "There is no time zone 'America/Columbus'"),
        ({"calendar_id": new_id()}, "There is no such calendar"),
    ],
)
def test_what_cannot_work_is_refused_with_what_would(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(CannotRunItSo, match=said):
        open_branch(by=an_actor(Role.ADMINISTRATOR), branch=described(**wrong), now=MONDAY)  # type: ignore[arg-type]


def test_an_administrator_of_one_branch_opens_none() -> None:
    with pytest.raises(CannotRunItSo, match="administrator of all branches"):
        open_branch(by=an_actor(Role.ADMINISTRATOR, branch=a_branch()), branch=described(), now=MONDAY)
