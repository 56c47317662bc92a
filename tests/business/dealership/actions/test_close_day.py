from datetime import date

import pytest
from tests.builders import MONDAY, a_branch, an_actor

from steadyhand.business.dealership.actions.close_day import close_day
from steadyhand.business.dealership.actions.reopen_day import reopen_day
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.directory import calendar_line
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db

INVENTORY = date(2026, 3, 31)


def closed_days(by: Actor) -> list[tuple[date, str]]:
    line = calendar_line(by, a_branch().calendar_id, since=date(2026, 1, 1))
    assert line is not None
    return [(day.closed_on, day.reason) for day in line.closed]


def test_a_closed_day_is_shown_and_can_be_taken_back() -> None:
    ada, calendar_id = an_actor(Role.ADMINISTRATOR), a_branch().calendar_id

    day_id = close_day(by=ada, calendar_id=calendar_id, closed_on=INVENTORY, reason="inventory", now=MONDAY)
    assert closed_days(ada) == [(INVENTORY, "inventory")]
    reopen_day(by=ada, day_id=day_id, now=MONDAY)

    assert closed_days(ada) == []
    assert {entry.verb for entry in changes_of(ada.tenant_id, [calendar_id])} == {"day closed", "day opened again"}


def test_a_day_closes_once_and_opens_once() -> None:
    ada, calendar_id = an_actor(Role.ADMINISTRATOR), a_branch().calendar_id
    day_id = close_day(by=ada, calendar_id=calendar_id, closed_on=INVENTORY, reason="inventory", now=MONDAY)

    with pytest.raises(CannotRunItSo, match="closed already: inventory"):
        close_day(by=ada, calendar_id=calendar_id, closed_on=INVENTORY, reason="again", now=MONDAY)
    reopen_day(by=ada, day_id=day_id, now=MONDAY)
    with pytest.raises(CannotRunItSo, match="isn't closed any more"):
        reopen_day(by=ada, day_id=day_id, now=MONDAY)
