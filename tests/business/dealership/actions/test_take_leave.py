"""Leave moves a person's nights to whoever covers, and ends when they are back."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor
from tests.builders.rota import bruno_and_mira

from steadyhand.business.dealership.actions.end_leave import end_leave
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import Leave
from steadyhand.business.dealership.rota.reading import duties_at, leaves_of
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
WEEK = timedelta(days=7)
EVENING = MONDAY + timedelta(hours=12)


def test_whoever_covers_is_on_call_and_the_history_says_so() -> None:
    branch, (bruno, _) = a_branch(), bruno_and_mira()
    frank = a_user(Role.TECHNICIAN, branch=branch, name="Frank Osborne")
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch)

    take_leave(by=ruth, user_id=bruno.id, starts_on=TODAY, until=TODAY + WEEK, cover_id=frank.id, now=MONDAY)

    assert duties_at(branch.tenant_id, branch.id, EVENING)[0].user_id == frank.id
    assert [line.cover for line in leaves_of(ruth, branch.id, since=TODAY)] == ["Frank Osborne"]
    (entry,) = changes_of(ruth.tenant_id, [bruno.id])
    assert entry.became == {"starts_on": "2026-03-09", "until": "2026-03-16", "cover": "Frank Osborne"}


def test_a_leave_that_ends_sooner_leaves_the_days_before_as_they_were() -> None:
    bruno, _ = bruno_and_mira()
    by = an_actor(Role.PRINCIPAL)
    leave_id = take_leave(by=by, user_id=bruno.id, starts_on=TODAY - WEEK, until=TODAY + WEEK, now=MONDAY)

    end_leave(by=by, leave_id=leave_id, back_on=TODAY, now=MONDAY)

    assert [(row.starts_on, row.until) for row in Leave.objects.all()] == [(TODAY - WEEK, TODAY)]


def test_a_leave_that_has_not_begun_is_taken_back_whole() -> None:
    bruno, _ = bruno_and_mira()
    by = an_actor(Role.PRINCIPAL)
    leave_id = take_leave(by=by, user_id=bruno.id, starts_on=TODAY + WEEK, until=TODAY + 2 * WEEK, now=MONDAY)

    end_leave(by=by, leave_id=leave_id, back_on=TODAY, now=MONDAY)

    assert not Leave.objects.exists()


def test_days_that_cannot_be_meant_are_refused_with_the_way_out() -> None:
    bruno, _ = bruno_and_mira()
    by = an_actor(Role.PRINCIPAL)
    take_leave(by=by, user_id=bruno.id, starts_on=TODAY, until=TODAY + WEEK, now=MONDAY)

    with pytest.raises(CannotRunItSo, match="must come after"):
        take_leave(by=by, user_id=bruno.id, starts_on=TODAY, until=TODAY, now=MONDAY)
    with pytest.raises(CannotRunItSo, match="is away from 09 March until 16 March already"):
        take_leave(by=by, user_id=bruno.id, starts_on=TODAY + WEEK / 7, until=TODAY + 2 * WEEK, now=MONDAY)
    with pytest.raises(CannotRunItSo, match="can't cover for themself"):
        take_leave(
            by=by, user_id=bruno.id, starts_on=TODAY + WEEK, until=TODAY + 2 * WEEK, cover_id=bruno.id, now=MONDAY
        )


def test_another_branch_s_people_are_not_there() -> None:
    bruno, _ = bruno_and_mira()
    leave_id = take_leave(
        by=an_actor(Role.PRINCIPAL), user_id=bruno.id, starts_on=TODAY, until=TODAY + WEEK, now=MONDAY
    )
    stranger = an_actor(Role.SERVICE_MANAGER, branch=a_branch("DAYT"))

    with pytest.raises(CannotRunItSo, match="nobody by this name"):
        take_leave(by=stranger, user_id=bruno.id, starts_on=TODAY + WEEK, until=TODAY + 2 * WEEK, now=MONDAY)
    with pytest.raises(CannotRunItSo, match="no such leave"):
        end_leave(by=stranger, leave_id=leave_id, back_on=TODAY, now=MONDAY)
