"""The month's huddle: asked on the first working day, ended when it was held or the month is over, never owed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.builders import a_branch, a_user

from steadyhand.business.dealership.models import ClosedDay, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.learning.actions.hold_huddle import hold_huddle
from steadyhand.business.learning.actions.read_module import finish_module
from steadyhand.business.learning.models import HuddlePresence
from steadyhand.business.learning.queries.team import huddles_held
from steadyhand.business.learning.refusing import CannotLearn
from steadyhand.business.learning.watching_huddles import watch_huddles

pytestmark = pytest.mark.django_db
# A Friday: the first working day of May 2026.
FIRST = datetime(2026, 5, 1, 13, tzinfo=UTC)


@pytest.fixture
def ruth() -> User:
    a_user(Role.TECHNICIAN, branch=a_branch(), name="Bruno")
    ruth = a_user(Role.SERVICE_MANAGER, branch=a_branch(), name="Ruth")
    finish_module(by=actor_for(ruth.id), code="own-it", now=FIRST - timedelta(days=1))
    return ruth


def held(ruth: User, on: date, now: datetime) -> None:
    bruno = User.objects.get(name="Bruno")
    hold_huddle(
        by=actor_for(ruth.id), branch_id=a_branch().id, code="own-it", held_on=on, words="The motor.",
        present=[bruno.id], now=now,
    )  # fmt: skip


def test_whoever_leads_is_asked_once_a_month_and_never_for_the_one_before(ruth: User) -> None:
    opened = [watch_huddles(ruth.tenant_id, now=FIRST + timedelta(days=days)) for days in (0, 1, 20)]
    june = watch_huddles(ruth.tenant_id, now=FIRST + timedelta(days=31))

    assert (opened, june) == ([1, 0, 0], 2)
    may, of_june = FollowUp.objects.order_by("opened_at")
    assert (may.state, may.outcome, of_june.state) == ("ended", "not_held", "open")
    assert may.title.startswith("Col: the huddle of May, “")
    assert of_june.owner_id == ruth.id


def test_what_was_held_is_not_asked_for_and_ends_what_was(ruth: User) -> None:
    watch_huddles(ruth.tenant_id, now=FIRST)
    held(ruth, FIRST.date(), FIRST)

    assert FollowUp.objects.get().outcome == "held"
    assert watch_huddles(ruth.tenant_id, now=FIRST + timedelta(days=3)) == 0
    (kept,) = huddles_held(actor_for(ruth.id), since=FIRST.date())
    assert (kept.present, kept.words) == (("Bruno",), "The motor.")


def test_a_closed_day_rests_and_so_does_a_house_that_has_not_begun(ruth: User) -> None:
    branch = a_branch()
    ClosedDay.objects.create(
        tenant_id=branch.tenant_id, calendar=branch.calendar, closed_on=FIRST.date(), reason="Inventory"
    )
    saturday, monday = (FIRST + timedelta(days=days) for days in (1, 3))

    assert [watch_huddles(ruth.tenant_id, now=at) for at in (FIRST, saturday, monday)] == [0, 0, 1]


def test_nobody_is_asked_before_somebody_has_read_a_module() -> None:
    ruth = a_user(Role.SERVICE_MANAGER, branch=a_branch(), name="Ruth")

    assert watch_huddles(ruth.tenant_id, now=FIRST) == 0


def test_somebody_who_has_left_was_not_there(ruth: User) -> None:
    User.objects.filter(name="Bruno").update(is_active=False)

    with pytest.raises(CannotLearn, match="doesn't work here any more"):
        held(ruth, FIRST.date(), FIRST)
    assert not HuddlePresence.objects.exists()
