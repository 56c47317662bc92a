"""Who is on call at a moment is read from the rows of one branch."""

from datetime import date, timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor
from tests.builders.rota import bruno_and_mira, on_call

from steadyhand.business.dealership.actions.close_day import close_day
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.models import Calendar
from steadyhand.business.dealership.rota.reading import closed_because, duties_at, people_for_rota, people_in_role
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_night_belongs_to_the_day_before_until_the_branch_opens() -> None:
    branch = a_branch()
    bruno, frank = (a_user(Role.TECHNICIAN, branch=branch, name=name) for name in ("Bruno", "Frank"))
    on_call(bruno, days={1: frank})  # Frank on Tuesdays
    tuesday_7_am = MONDAY + timedelta(hours=22)

    found = [duties_at(branch.tenant_id, branch.id, at)[0].user_id for at in (tuesday_7_am, tuesday_7_am + HOUR)]

    assert found == [bruno.id, frank.id]


def test_another_branch_s_rota_is_another_one() -> None:
    bruno, _ = bruno_and_mira()
    dayton = a_branch("DAYT")

    assert duties_at(bruno.tenant_id, dayton.id, MONDAY)[0].user_id is None


def test_only_people_of_the_branch_who_go_out_or_send_somebody_can_be_on_call() -> None:
    here, dana = a_branch(), an_actor(Role.DISPATCHER)
    a_user(Role.TECHNICIAN, branch=here, name="Bruno")
    a_user(Role.TECHNICIAN, branch=a_branch("DAYT"), name="Frank")
    a_user(Role.SALES, branch=here, name="Elena")
    a_user(Role.TECHNICIAN, branch=here, name="Gone", is_active=False)

    assert [person.name for person in people_for_rota(dana, here.id)] == ["Bruno", "Dana Whitfield"]


def test_a_branch_s_own_manager_comes_first_and_whoever_is_away_last() -> None:
    here = a_branch()
    a_user(Role.SERVICE_MANAGER, name="Anna of all branches")
    ruth = a_user(Role.SERVICE_MANAGER, branch=here, name="Ruth")
    by, today = an_actor(Role.PRINCIPAL), MONDAY.date()

    def names() -> list[str]:
        return [who.name for who in people_in_role(here.tenant_id, here.id, Role.SERVICE_MANAGER, on=today)]

    assert names() == ["Ruth", "Anna of all branches"]
    take_leave(by=by, user_id=ruth.id, starts_on=today, until=today + timedelta(days=1), now=MONDAY)
    assert names() == ["Anna of all branches", "Ruth"]


def test_closed_days_are_told_by_name_the_public_s_and_our_own() -> None:
    branch, by = a_branch(), an_actor(Role.ADMINISTRATOR)
    Calendar.objects.filter(id=branch.calendar_id).update(holidays_of="US")
    close_day(by=by, calendar_id=branch.calendar_id, closed_on=date(2026, 7, 6), reason="inventory", now=MONDAY)

    found = closed_because(branch.tenant_id, branch.id, starts_on=date(2026, 7, 4), until=date(2026, 7, 31))

    assert found == {date(2026, 7, 4): "Independence Day", date(2026, 7, 6): "inventory"}
