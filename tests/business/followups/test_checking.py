"""What was changed behind the application's back shows, and what was dropped there is picked up."""

from datetime import timedelta

import pytest
from django.db import connection
from tests.builders import MONDAY
from tests.builders.kept import a_house, opened_in, row_of

from steadyhand.business.dealership.models import User
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.checking import (
    chain_broken,
    forgotten,
    head_of,
    see_that_nothing_is_dropped,
    standing_broken,
)
from steadyhand.business.followups.models import FollowUp, FollowUpEvent
from steadyhand.business.followups.timers import timer_key
from steadyhand.shared.models import Job

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def tamper(sql: str) -> None:
    """Write to the table as somebody can who owns the database: its triggers are out of the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for event in ("update", "delete"):
                cursor.execute(f'DROP TRIGGER IF EXISTS "followups_followupevent_no_{event}"')
        else:
            # What the database looks at only when all is done, it looks at now: a table can't be altered in between.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute('ALTER TABLE "followups_followupevent" DISABLE TRIGGER ALL')
        cursor.execute(sql)


def test_nothing_is_wrong_with_what_the_application_wrote() -> None:
    house = a_house()
    need = opened_in(house)
    add_note(by=house.by("Elena"), followup_id=need, words="Rang, engaged", now=MONDAY + HOUR)

    assert list(chain_broken(house.branch.tenant_id)) == list(standing_broken(house.branch.tenant_id)) == []
    assert head_of(house.branch.tenant_id)[0] == 2


def test_the_database_itself_refuses_to_change_an_event() -> None:
    opened_in(a_house())

    with pytest.raises(Exception, match="only ever added to"):
        FollowUpEvent.objects.update(words="Never said")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE followups_followupevent SET words = 'Never said' WHERE number = 1", "Event 1 (opened"),
        ("UPDATE followups_followupevent SET by_name = 'Nobody' WHERE number = 2", "Event 2 (noted"),
        ("DELETE FROM followups_followupevent WHERE number = 1", "Events 1 to 1 are missing."),
        ("DELETE FROM followups_followupevent WHERE number = 2", "The book ends at event 2, the events at 1"),
    ],
)
def test_what_was_changed_or_taken_out_shows(sql: str, said: str) -> None:
    house = a_house()
    need = opened_in(house)
    add_note(by=house.by("Elena"), followup_id=need, words="Rang, engaged", now=MONDAY + HOUR)

    tamper(sql)

    assert said in " ".join(broken.what for broken in chain_broken(house.branch.tenant_id))


def test_a_row_that_says_otherwise_than_its_events_shows() -> None:
    house = a_house()
    need = opened_in(house)
    FollowUp.objects.filter(id=need).update(contacted_at=MONDAY, waiting_since=None)

    assert [broken.what for broken in standing_broken(house.branch.tenant_id)] == [
        "It isn't what its events say it is."
    ]


def test_a_lost_timer_is_set_again() -> None:
    house = a_house()
    need = opened_in(house)
    Job.objects.filter(key=timer_key(need)).delete()
    late = MONDAY + 24 * HOUR
    assert forgotten(house.branch.tenant_id, now=late) == (need,)

    see_that_nothing_is_dropped(house.branch.tenant_id, now=late)

    assert Job.objects.filter(key=timer_key(need), state="open").exists()


def test_whoever_was_shut_out_by_hand_has_nothing_after_the_sweep() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    User.objects.filter(id=house.id_of("Elena")).update(is_active=False)

    see_that_nothing_is_dropped(house.branch.tenant_id, now=MONDAY + HOUR)

    assert house.name_of(row_of(need).owner_id) == "Priya"
