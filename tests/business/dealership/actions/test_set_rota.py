"""A branch's weekly pattern is set whole, by whoever works there, and the history says what it was."""

import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor
from tests.builders.rota import bruno_and_mira, on_call

from steadyhand.business.dealership.actions.set_rota import set_rota
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import OnCallPattern, OnCallTurn
from steadyhand.business.dealership.rota.rules import Place
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_pattern_takes_the_place_of_the_one_before() -> None:
    branch, (bruno, _) = a_branch(), bruno_and_mira()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch, name="Ruth Okafor")

    turns = {(1, 5, Place.FIRST): bruno.id}
    set_rota(by=ruth, branch_id=branch.id, weeks=2, starts_on=MONDAY.date(), turns=turns, now=MONDAY)

    assert [(row.week, row.weekday, row.user_id) for row in OnCallTurn.objects.all()] == [(1, 5, bruno.id)]
    newest = changes_of(branch.tenant_id, [branch.id])[0]
    assert (newest.by_name, newest.became) == ("Ruth Okafor", {"weeks": 2, "week 2, first": "Sat Bruno Salas"})
    assert newest.was["week 1, second"].startswith("Mon Mira Tanaka, Tue Mira")


def test_it_counts_from_the_monday_of_the_week() -> None:
    on_call(a_user(Role.TECHNICIAN), since=MONDAY.date().replace(day=12))

    assert OnCallPattern.objects.get().starts_on == MONDAY.date()


def test_somebody_of_another_branch_cannot_be_on_call_here() -> None:
    frank = a_user(Role.TECHNICIAN, branch=a_branch("DAYT"))

    with pytest.raises(CannotRunItSo, match="doesn't work at this branch"):
        on_call(frank)


def test_one_person_is_not_first_and_second_on_a_day() -> None:
    bruno = a_user(Role.TECHNICIAN, name="Bruno Salas")

    with pytest.raises(CannotRunItSo, match="Bruno Salas is first and second on call"):
        on_call(bruno, bruno)


def test_another_branch_s_rota_is_not_theirs_to_set() -> None:
    dayton = an_actor(Role.SERVICE_MANAGER, branch=a_branch("DAYT"))

    with pytest.raises(CannotRunItSo, match="isn't one of yours"):
        set_rota(by=dayton, branch_id=a_branch().id, weeks=1, starts_on=MONDAY.date(), turns={}, now=MONDAY)


@pytest.mark.parametrize("weeks", [0, 9])
def test_a_rota_goes_round_in_a_few_weeks(weeks: int) -> None:
    by = an_actor(Role.SERVICE_MANAGER)

    with pytest.raises(CannotRunItSo, match="1 to 8 weeks"):
        set_rota(by=by, branch_id=a_branch().id, weeks=weeks, starts_on=MONDAY.date(), turns={}, now=MONDAY)
