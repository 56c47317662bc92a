"""Unanswered, an alert moves on: whatever was down meanwhile, whatever the clock shows, and never twice."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.builders.nights import MINUTE, NIGHT, Night, a_night, texts
from tests.builders.outbox import Keeping
from tests.builders.together import at_once

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.alerts.models import Alert
from steadyhand.business.calls.alerts.rules import AlertState
from steadyhand.business.calls.alerts.settings import ANSWER_MINUTES, ORDER, REMINDERS
from steadyhand.business.calls.models import Call
from steadyhand.business.dealership.models import SettingValue
from steadyhand.flows.visit.move_alerts_on import move_alerts_on
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.channels import NotLikeThis, NotNow

pytestmark = pytest.mark.django_db
STEP = timedelta(seconds=5)


def test_it_moves_on_after_the_minutes_and_not_before() -> None:
    night = a_night()
    night.pass_by(NIGHT)

    night.pass_by(NIGHT + 10 * MINUTE - STEP)
    assert night.names() == ["Bruno"]
    night.pass_by(NIGHT + 10 * MINUTE)
    assert night.names() == ["Bruno", "Mira"]


def test_it_ends_at_the_principal_who_is_reminded_and_keeps_it() -> None:
    night = a_night()

    for minutes in range(0, 120, 2):
        night.pass_by(NIGHT + minutes * MINUTE)

    assert night.names() == ["Bruno", "Mira", "Ruth", "Howard", "Howard", "Howard", "Howard"]
    assert night.alert.state is AlertState.OPEN
    assert texts() == ["Bruno", "Mira"]  # the others have no phone on record; each has had an e-mail
    mailed = [letter.recipient_name.split()[0] for letter in Keeping.kept if letter.key.endswith(":email")]
    assert mailed == night.names()


def test_minutes_order_and_reminders_are_the_dealership_s_own() -> None:
    night = a_night()
    values = {ANSWER_MINUTES: 3, REMINDERS: 0, **dict.fromkeys(ORDER.values(), 0)}
    values |= {ORDER[rung]: place for place, rung in enumerate(("principal", "first"), start=1)}  # type: ignore[index]
    for setting, value in values.items():
        SettingValue.objects.create(tenant_id=night.dana.tenant_id, key=setting.key, value=value)

    for minutes in range(0, 30, 3):
        night.pass_by(NIGHT + minutes * MINUTE)

    assert night.names() == ["Bruno", "Howard"]


def test_a_server_that_was_down_gives_the_person_their_minutes_from_when_they_were_told() -> None:
    night = a_night()
    back = NIGHT + 60 * MINUTE

    night.pass_by(back)
    assert night.names() == ["Bruno"]
    night.pass_by(back + 9 * MINUTE)
    assert night.names() == ["Bruno"]
    night.pass_by(back + 10 * MINUTE)
    assert night.names() == ["Bruno", "Mira"]


def test_a_restart_in_the_middle_moves_on_once_and_not_twice() -> None:
    night = a_night()
    night.pass_by(NIGHT)

    back = NIGHT + 45 * MINUTE
    night.pass_by(back)
    night.pass_by(back + STEP)

    assert night.names() == ["Bruno", "Mira"]
    assert texts() == ["Bruno", "Mira"]


def test_a_gateway_that_is_down_holds_up_no_alert() -> None:
    night = a_night()
    Keeping.trouble += [NotNow("The gateway rests.")] * 100

    night.pass_by(NIGHT)
    night.pass_by(NIGHT + 10 * MINUTE)

    assert night.names() == ["Bruno", "Mira"]


def test_whoever_cannot_be_reached_at_all_is_passed_over_at_once() -> None:
    night = a_night()
    Keeping.trouble += [NotLikeThis("No such number."), NotLikeThis("No such mailbox.")]

    night.pass_by(NIGHT)

    assert night.names() == ["Bruno", "Mira"]


def test_a_clock_set_back_neither_stops_an_alert_nor_hurries_it() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    earlier = NIGHT - 120 * MINUTE

    night.pass_by(earlier)
    night.pass_by(earlier + 9 * MINUTE)
    assert night.names() == ["Bruno"]
    night.pass_by(earlier + 10 * MINUTE)
    assert night.names() == ["Bruno", "Mira"]


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 8, 6, 55, tzinfo=UTC),  # 1:55 am, five minutes before clocks go forward
        datetime(2026, 11, 1, 5, 55, tzinfo=UTC),  # 1:55 am, before 1:00 to 2:00 comes again
    ],
    ids=["spring", "autumn"],
)
def test_ten_minutes_are_ten_minutes_in_the_nights_when_clocks_change(at: datetime) -> None:
    night = a_night(at=at)
    night.pass_by(at)

    night.pass_by(at + 10 * MINUTE - STEP)
    assert night.names() == ["Bruno"]
    night.pass_by(at + 10 * MINUTE)
    assert night.names() == ["Bruno", "Mira"]


def test_when_the_branch_opens_it_is_over_and_nobody_is_told_any_more() -> None:
    night = a_night()
    opens = NIGHT + timedelta(hours=9, minutes=46)

    night.pass_by(opens)

    assert (night.alert.state, night.alert.ended_because) == (AlertState.ENDED, "the branch has opened")
    assert Keeping.kept == []
    assert {message.state for message in OutgoingMessage.objects.all()} == {"failed"}


def test_a_call_that_is_cancelled_wakes_nobody_else() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    version = Call.objects.get(id=night.call_id).version
    cancel_call(by=night.dana, call_id=night.call_id, version=version, why="it works again", now=NIGHT + MINUTE)

    night.pass_by(NIGHT + 10 * MINUTE)

    assert night.names() == ["Bruno"]
    assert night.alert.ended_because == "the call was cancelled"


@pytest.mark.django_db(transaction=True)
def test_two_workers_alert_the_next_person_once() -> None:
    night: Night = a_night()
    night.pass_by(NIGHT)
    later = NIGHT + 10 * MINUTE

    def act() -> int:
        return move_alerts_on(by=the_system(night.dana.tenant_id, "the on-call alert"), now=later)

    results = at_once(act, act, act)

    assert sum(result for result in results if isinstance(result, int)) == 1
    assert night.names() == ["Bruno", "Mira"]
    assert OutgoingMessage.objects.filter(recipient_name="Mira Tanaka", channel="sms").count() == 1
    assert Alert.objects.count() == 1
