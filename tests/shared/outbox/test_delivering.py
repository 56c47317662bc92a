"""A message that was queued leaves once, whatever dies or stumbles on the way, or says why it didn't."""

from datetime import datetime, timedelta

import pytest
from tests.builders import MONDAY, a_dealership
from tests.builders.outbox import Keeping, a_message
from tests.builders.together import at_once

from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.channels import NotLikeThis, NotNow
from steadyhand.shared.outbox.delivering import claim, deliver_next
from steadyhand.shared.outbox.rules import LEASE, MOST_ATTEMPTS

pytestmark = pytest.mark.django_db
State = OutgoingMessage.State
MINUTE = timedelta(minutes=1)


def deliver(now: datetime, channel: str = "sms") -> State | None:
    return deliver_next(tenant_id=a_dealership().id, channel=channel, now=now)


def fresh(message: OutgoingMessage) -> OutgoingMessage:
    return OutgoingMessage.objects.get(**message.where())


def test_a_message_leaves_once_with_its_key() -> None:
    message = a_message()

    assert [deliver(MONDAY + MINUTE), deliver(MONDAY + MINUTE)] == [State.SENT, None]

    assert [letter.key for letter in Keeping.kept] == ["greeting:1"]
    sent = fresh(message)
    assert (sent.state, sent.sent_at, sent.gateway_ref, sent.worker) == (State.SENT, MONDAY + MINUTE, "ref 1", None)


def test_only_the_channel_asked_for_is_sent() -> None:
    a_message(channel="email")

    assert deliver(MONDAY) is None
    assert deliver(MONDAY, "email") is State.SENT


def test_another_dealership_s_message_stays() -> None:
    a_message(tenant_id=a_dealership(name="Harbor Copiers").id)

    assert deliver_next(tenant_id=a_dealership(name="Lakeside").id, channel="sms", now=MONDAY) is None


def test_trouble_is_tried_again_later_and_later_until_it_goes() -> None:
    message = a_message()
    Keeping.trouble += [NotNow("The gateway rests."), NotNow("The gateway rests.")]

    assert deliver(MONDAY) is State.QUEUED
    assert (fresh(message).due_at, fresh(message).problem) == (MONDAY + timedelta(seconds=15), "The gateway rests.")
    assert deliver(MONDAY + timedelta(seconds=14)) is None
    assert deliver(MONDAY + timedelta(seconds=15)) is State.QUEUED
    assert deliver(MONDAY + timedelta(seconds=45)) is State.SENT
    assert (fresh(message).attempts, fresh(message).problem) == (3, "")


def test_a_refusal_is_final_and_says_why() -> None:
    message = a_message()
    Keeping.trouble.append(NotLikeThis("That is no telephone number."))

    assert deliver(MONDAY) is State.FAILED
    assert fresh(message).problem == "That is no telephone number."
    assert deliver(MONDAY + MINUTE) is None


def test_a_stumbling_channel_holds_up_no_other_message() -> None:
    first, second = a_message("one"), a_message("two", now=MONDAY + MINUTE)
    Keeping.trouble.append(ZeroDivisionError("a slip of ours"))

    assert [deliver(MONDAY + MINUTE), deliver(MONDAY + MINUTE)] == [State.QUEUED, State.SENT]
    assert "a slip of ours" in fresh(first).problem
    assert fresh(second).state == State.SENT


def test_it_is_given_up_after_so_many_attempts() -> None:
    message, now = a_message(expires_at=MONDAY + timedelta(days=2)), MONDAY
    Keeping.trouble += [NotNow("The gateway rests.")] * MOST_ATTEMPTS

    for _ in range(MOST_ATTEMPTS):
        deliver(now)
        now = max(fresh(message).due_at, now)

    assert fresh(message).state == State.FAILED
    assert fresh(message).problem == f"Given up after {MOST_ATTEMPTS} attempts: The gateway rests."


def test_what_is_of_no_use_any_more_surprises_nobody() -> None:
    message = a_message(expires_at=MONDAY + MINUTE)

    assert deliver(MONDAY + MINUTE) is State.FAILED
    assert Keeping.kept == []
    assert "of no use later" in fresh(message).problem


def test_a_killed_worker_s_message_is_taken_over_under_the_same_key() -> None:
    message = a_message()
    assert claim(message, now=MONDAY)  # and then the power fails

    assert deliver(MONDAY + LEASE - timedelta(seconds=1)) is None
    assert deliver(MONDAY + LEASE) is State.SENT
    assert [letter.key for letter in Keeping.kept] == ["greeting:1"]


def test_a_worker_that_wakes_after_its_lease_changes_nothing() -> None:
    slow = a_message()
    assert claim(slow, now=MONDAY)
    deliver(MONDAY + LEASE)

    # Its own note would come now; it is somebody else's message.
    mine = OutgoingMessage.objects.filter(**slow.where(), worker=slow.worker)

    assert not mine.exists()
    assert fresh(slow).state == State.SENT


def test_a_message_that_kills_its_worker_each_time_is_left_alone_in_the_end() -> None:
    message, now = a_message(expires_at=MONDAY + timedelta(days=1)), MONDAY
    for _ in range(MOST_ATTEMPTS):
        assert claim(fresh(message), now=now)
        now += LEASE

    assert deliver(now) is State.FAILED
    assert "The server stopped" in fresh(message).problem


def test_a_clock_that_was_set_back_holds_nothing_up() -> None:
    early = MONDAY - timedelta(hours=3)
    claimed, waiting = a_message("claimed"), a_message("waiting")
    claim(claimed, now=MONDAY)

    assert [deliver(early), deliver(early)] == [State.SENT, State.SENT]
    assert fresh(waiting).sent_at == early


def test_a_pause_that_began_before_the_clock_was_set_back_is_over() -> None:
    a_message()
    Keeping.trouble.append(NotNow("The gateway rests."))
    deliver(MONDAY)

    assert deliver(MONDAY - timedelta(hours=1)) is State.SENT


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_message_once() -> None:
    tenant_id = a_message().tenant_id

    def act() -> State | None:
        return deliver_next(tenant_id=tenant_id, channel="sms", now=MONDAY)

    results = at_once(act, act, act)

    assert sorted(str(result) for result in results) == ["None", "None", "sent"]
    assert len(Keeping.kept) == 1
