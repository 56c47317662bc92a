from datetime import date

import pytest
from tests.builders import MONDAY, a_branch, an_actor

from steadyhand.business.dealership.actions.add_calendar import add_calendar
from steadyhand.business.dealership.actions.change_calendar import change_calendar
from steadyhand.business.dealership.described import CannotRunItSo, DescribedCalendar
from steadyhand.business.dealership.directory import calendar_line
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def hours(name: str = "Weekdays", **facts: object) -> DescribedCalendar:
    known = {"zone": "America/New_York", "weekly": {"mon": ["08:00-12:00", "13:00-17:00"]}} | facts
    return DescribedCalendar(name=name, **known)  # type: ignore[arg-type]  # each test gives what it needs


def test_changed_hours_hold_and_stand_in_the_history() -> None:
    ada, calendar_id = an_actor(Role.ADMINISTRATOR), a_branch().calendar_id

    change_calendar(by=ada, calendar_id=calendar_id, calendar=hours(holidays_of="US-OH"), now=MONDAY)

    line = calendar_line(ada, calendar_id, since=date(2026, 1, 1))
    assert line is not None
    assert line.described == hours(holidays_of="US-OH")
    assert set(changes_of(ada.tenant_id, [calendar_id])[0].became) == {"weekly", "holidays_of"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"weekly": {}}, "never open"),
        ({"weekly": {"mon": ["08:00-08:00"]}}, "opens and closes at the same time"),
        ({"zone": "Ohio"}, "There is no time zone 'Ohio'"),
        ({"holidays_of": "US-ZZ"}, "No region 'ZZ' of US"),
        ({"holidays_of": "XX"}, "No holidays are known for the country 'XX'"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused(wrong: dict[str, object], said: str) -> None:
    calendar_id = a_branch().calendar_id

    with pytest.raises(CannotRunItSo, match=said):
        change_calendar(
            by=an_actor(Role.ADMINISTRATOR),
            calendar_id=calendar_id,
            calendar=hours(**wrong),  # type: ignore[arg-type]
            now=MONDAY,
        )


def test_a_name_stands_for_one_calendar() -> None:
    a_branch()

    with pytest.raises(CannotRunItSo, match="a calendar named Weekdays already"):
        add_calendar(by=an_actor(Role.ADMINISTRATOR), calendar=hours(), now=MONDAY)
