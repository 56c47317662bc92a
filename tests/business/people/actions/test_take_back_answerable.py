"""What was just decided can be taken back; what has begun, or was decided over, is changed by a new word."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from tests.builders import MONDAY, a_branch, a_customer, a_technician, an_actor

from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.actions.make_answerable import make_answerable
from steadyhand.business.people.actions.take_back_answerable import take_back_answerable
from steadyhand.business.people.customers import answerable_lines
from steadyhand.business.people.described import CannotBeSo
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
TODAY, DAY = MONDAY.date(), timedelta(days=1)


def test_whoever_was_before_is_again_until_it_has_begun_or_was_decided_over() -> None:
    bruno, chen = a_technician(), a_customer()
    elena, ruth = a_technician(branch=chen.branch, name="Elena Park"), an_actor(Role.SERVICE_MANAGER)

    def named(technician_id: UUID, since: date) -> UUID:
        row = make_answerable(by=ruth, customer_id=chen.id, technician_id=technician_id, since_on=since, now=MONDAY)
        assert row is not None
        return row

    def back(row: UUID, today: date = TODAY) -> None:
        take_back_answerable(by=ruth, answerable_id=row, today=today, now=MONDAY)

    first, second = named(bruno.id, TODAY - DAY), named(elena.id, TODAY + DAY)
    with pytest.raises(CannotBeSo, match=f"{bruno.name} answers for Chen Family Clinic since"):
        back(first)
    with pytest.raises(CannotBeSo, match="Something later was decided about Chen"):
        back(first, TODAY - DAY)
    elsewhere = an_actor(Role.SERVICE_MANAGER, branch=a_branch("DAY"))
    with pytest.raises(CannotBeSo, match="taken back already"):
        take_back_answerable(by=elsewhere, answerable_id=second, today=TODAY, now=MONDAY)

    back(second)

    assert [line.technician for line in answerable_lines(ruth, chen.id)] == [bruno.name]
    assert [change.verb for change in changes_of(ruth.tenant_id, [second])].count("answerable taken back") == 1
    for gone in (second, uuid4()):
        with pytest.raises(CannotBeSo, match="taken back already"):
            back(gone)
