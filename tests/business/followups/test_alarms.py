"""What the program does by itself: nobody's absence, silence or clock drops a follow-up."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY
from tests.builders.jobs import work_at
from tests.builders.kept import a_house, opened_in, row_of, what_happened

from steadyhand.business.dealership.actions.change_roles import change_roles
from steadyhand.business.dealership.actions.close_day import close_day
from steadyhand.business.dealership.actions.deactivate_user import deactivate_user
from steadyhand.business.dealership.actions.end_leave import end_leave
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.described import RoleAt
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.models import FollowUpEvent, FollowUpNews
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_whoever_leaves_has_nothing_a_moment_later() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))

    deactivate_user(by=house.by("Joan"), user_id=house.id_of("Elena"), now=MONDAY + HOUR)

    assert house.name_of(row_of(need).owner_id) == "Priya"
    moved = FollowUpEvent.objects.get(followup_id=need, kind="owner changed")
    assert (moved.facts["why"], moved.by_name) == ("left", "Steadyhand")


def test_whoever_loses_the_role_loses_what_came_with_it() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))

    roles = [RoleAt(Role.TECHNICIAN)]
    change_roles(by=house.by("Joan"), user_id=house.id_of("Elena"), roles=roles, now=MONDAY + HOUR)

    assert house.name_of(row_of(need).owner_id) == "Priya"


def test_a_leave_moves_it_to_the_cover_on_its_first_day() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    today = MONDAY.date()
    take_leave(
        by=house.by("Joan"),
        user_id=house.id_of("Elena"),
        starts_on=today + DAY,
        until=today + 5 * DAY,
        cover_id=house.id_of("Ruth"),
        now=MONDAY,
    )
    assert house.name_of(row_of(need).owner_id) == "Elena"

    work_at(MONDAY + DAY)

    assert house.name_of(row_of(need).owner_id) == "Ruth"


def test_where_nobody_is_there_the_principal_has_it_unattended_until_somebody_comes() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    leaves = {}
    for name in ("Elena", "Priya", "Ruth", "Joan", "Howard"):
        leaves[name] = take_leave(
            by=house.by("Joan"),
            user_id=house.id_of(name),
            starts_on=MONDAY.date(),
            until=MONDAY.date() + 9 * DAY,
            now=MONDAY,
        )
    assert (house.name_of(row_of(need).owner_id), row_of(need).is_unattended) == ("Howard", True)

    end_leave(by=house.by("Joan"), leave_id=leaves["Ruth"], back_on=MONDAY.date(), now=MONDAY + HOUR)

    assert (house.name_of(row_of(need).owner_id), row_of(need).is_unattended) == ("Ruth", False)


def test_silence_climbs_from_the_owner_to_the_principal() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))

    for quarter in range(1, 9 * 4):
        work_at(MONDAY + quarter * HOUR / 4)

    told = FollowUpEvent.objects.filter(followup_id=need, kind="escalated").order_by("number")
    assert [(each.facts["clock"], each.facts["percent"]) for each in told][:4] == [
        ("acknowledge", 50),
        ("acknowledge", 100),
        ("contact", 50),
        ("acknowledge", 200),
    ]
    assert [house.id_of(name).hex for name in ("Elena", "Ruth", "Elena", "Howard")] == [
        each.facts["told"] for each in told
    ][:4]


def test_after_a_weekend_asleep_it_climbs_once_and_interrupts_nobody() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    before = OutgoingMessage.objects.count()

    work_at(MONDAY + 4 * DAY + 3 * HOUR)

    escalated = FollowUpEvent.objects.filter(followup_id=need, kind="escalated")
    assert len({event.facts["clock"] for event in escalated}) == escalated.count() == 2
    assert OutgoingMessage.objects.exclude(key__startswith="digest").count() == before
    assert FollowUpNews.objects.filter(followup_id=need, how="at_once").count() == 1


def test_a_holiday_gives_its_clocks_the_day() -> None:
    house = a_house()
    need = opened_in(house)
    was = row_of(need).due_at
    tomorrow = (MONDAY + DAY).date()
    assert was is not None

    close_day(
        by=house.by("Joan"),
        calendar_id=house.branch.calendar_id,
        closed_on=MONDAY.date(),
        reason="Ice",
        now=MONDAY,
    )
    work_at(MONDAY)

    due_at = row_of(need).due_at
    assert due_at is not None
    assert due_at.date() == tomorrow


def test_what_was_put_off_comes_back_by_itself_to_who_had_it() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    record_contact(
        by=house.by("Elena"), followup_id=need, channel="phone", words="After the holidays", now=MONDAY + HOUR
    )
    end_followup(
        by=house.by("Elena"),
        followup_id=need,
        outcome="later",
        words="After the holidays",
        comes_back_at=MONDAY + 30 * DAY,
        now=MONDAY + HOUR,
    )
    work_at(MONDAY + 29 * DAY)
    assert row_of(need).state == "ended"

    work_at(MONDAY + 30 * DAY)

    assert (row_of(need).state, house.name_of(row_of(need).owner_id)) == ("open", "Elena")
    assert what_happened(need)[-1] == "reopened"


def test_nobody_is_interrupted_more_than_five_times_a_day() -> None:
    house = a_house()
    for _ in range(8):
        opened_in(house, owner=house.id_of("Elena"))

    told = FollowUpNews.objects.filter(user=house.people["Elena"])
    assert (told.filter(how="at_once").count(), told.filter(how="digest").count()) == (5, 3)
    assert OutgoingMessage.objects.count() == 5


def test_the_digest_says_in_the_morning_what_is_due_and_what_is_new() -> None:
    house = a_house()
    opened_in(house, kind="obstacle", owner=house.id_of("Ruth"))

    work_at(MONDAY + DAY)

    digest = OutgoingMessage.objects.get(recipient_name="Ruth")
    assert digest.subject == "Your follow-ups: 1 due today, 1 with news"
    assert "- The copier is too slow" in digest.body
