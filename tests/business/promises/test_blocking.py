"""What is known to stand in the way keeps everybody from promising sooner."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MONDAY, a_branch, a_certificate, a_technician, a_user, an_actor

from steadyhand.business.dealership.models import Leave, User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.promises.blocking import first_day_here
from steadyhand.business.promises.expecting import Expected, Work, expect
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.shared.identity import new_id

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def expected(**facts: object) -> Expected:
    branch = a_branch()
    work = Work(branch_id=branch.id, opened_at=MONDAY, family="C series", maker="Norvik", **facts)  # type: ignore[arg-type]
    found = expect(an_actor(Role.DISPATCHER, branch=branch), kind=PromiseKind.ARRIVAL, work=work, now=MONDAY)
    assert found is not None
    return found


def bruno_is_certified(**facts: object) -> User:
    bruno = a_user(Role.TECHNICIAN, branch=a_branch(), name="Bruno Salas")
    a_certificate(a_technician(user=bruno, branch=a_branch()), vendor="Norvik", line="C Series", **facts)
    return bruno


def away(user: User, *, until: date) -> None:
    Leave.objects.create(tenant_id=user.tenant_id, user=user, starts_on=MONDAY.date(), until=until)


@pytest.mark.django_db
def test_where_nobody_writes_down_certificates_nobody_is_asked_for_one() -> None:
    assert expected().blocked is None


@pytest.mark.django_db
def test_somebody_certified_is_here() -> None:
    bruno_is_certified()

    assert expected().blocked is None


@pytest.mark.django_db
def test_nobody_certified_is_here_before_thursday() -> None:
    away(bruno_is_certified(), until=date(2026, 3, 12))

    found = expected()

    # From Thursday's opening at eight sixteen working hours: nine on Thursday, seven on Friday until three.
    assert found.earliest_at == MONDAY + 4 * DAY + 6 * HOUR
    assert found.why.startswith("Nobody certified for Norvik C series is here before Thursday, March 12.")


@pytest.mark.django_db
def test_where_the_only_certificate_ran_out_no_time_is_given() -> None:
    bruno_is_certified(expires_on=date(2026, 3, 1))

    found = expected()

    assert (found.earliest_at, found.expected_at, found.odds_by(MONDAY + 30 * DAY)) == (None, None, None)
    assert found.why.startswith("Nobody here is certified for Norvik C series now.")


@pytest.mark.django_db
def test_it_waits_for_a_part() -> None:
    found = expected(part_by_at=MONDAY + 2 * DAY)

    # Wednesday at nine and sixteen working hours.
    assert found.earliest_at == MONDAY + 3 * DAY + 7 * HOUR
    assert found.counted_from_at == MONDAY + 2 * DAY


@pytest.mark.django_db
def test_a_part_that_is_overdue_blocks_nothing_by_itself() -> None:
    assert expected(part_by_at=MONDAY - DAY).blocked is None


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 20)), max_size=8))
def test_the_first_day_here_is_one_on_which_somebody_isn_t_away(spans: list[tuple[int, int, int]]) -> None:
    ids = tuple(new_id() for _ in range(3))
    today = date(2026, 3, 9)
    away_days = [(ids[who], today + start * DAY, today + (start + length) * DAY) for who, start, length in spans]

    day = first_day_here(ids, away_days, since=today)

    def is_here(on: date) -> bool:
        return any(not any(who == each and since <= on < until for who, since, until in away_days) for each in ids)

    assert day is not None
    assert is_here(day)
    assert not any(is_here(today + number * DAY) for number in range((day - today).days))
