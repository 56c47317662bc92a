"""A message that was queued leaves once, whatever dies or stumbles on the way, or says why it didn't."""

from datetime import datetime, timedelta

import pytest
from tests.builders import MONDAY, a_dealership
from tests.builders.outbox import Keeping, a_message
from tests.builders.together import at_once

from steadyhand.shared.models import Job, OutgoingMessage
from steadyhand.shared.outbox.channels import NotLikeThis, NotNow
from steadyhand.shared.outbox.delivering import PERHAPS_TWICE, deliver_next
from steadyhand.shared.outbox.rules import MOST_ATTEMPTS
from steadyhand.shared.queue.doing import Ended, do_job
from steadyhand.shared.queue.mending import mend_waits
from steadyhand.shared.queue.rules import LEASE
from steadyhand.shared.queue.taking import take_jobs

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
    assert (sent.state, sent.sent_at, sent.gateway_ref, sent.problem) == (State.SENT, MONDAY + MINUTE, "ref 1", "")


def test_a_message_and_its_job_are_written_together_and_a_second_of_its_key_is_none() -> None:
    message = a_message()
    a_message()

    (job,) = Job.objects.of(message.tenant_id)
    assert (job.kind, job.args, job.free_at) == ("outbox.sms", {"message": message.id.hex}, MONDAY)
    # Not for those who do what is in no lane: they never wait for a gateway.
    assert take_jobs(most=9, now=MONDAY) == []


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
    take_jobs(most=1, now=MONDAY, lane="sms")  # and then the power fails

    assert deliver(MONDAY + LEASE - timedelta(seconds=1)) is None
    assert deliver(MONDAY + LEASE) is State.SENT
    assert [letter.key for letter in Keeping.kept] == ["greeting:1"]
    # It never went outside: nobody wonders whether it arrived twice.
    assert (fresh(message).attempts, fresh(message).problem) == (2, "")


def test_a_message_that_may_have_gone_twice_says_so() -> None:
    message = a_message()
    take_jobs(most=1, now=MONDAY, lane="sms")
    Job.objects.of(message.tenant_id).update(outside_at=MONDAY)  # went out, and then the power failed

    assert deliver(MONDAY + LEASE) is State.SENT
    assert fresh(message).problem == PERHAPS_TWICE


def test_a_worker_that_wakes_after_its_lease_changes_nothing() -> None:
    slow = a_message()
    (held,) = take_jobs(most=1, now=MONDAY, lane="sms")
    deliver(MONDAY + LEASE)

    assert do_job(held, clock=lambda: MONDAY + 2 * LEASE) is Ended.TAKEN_OVER
    assert fresh(slow).sent_at == MONDAY + LEASE
    assert len(Keeping.kept) == 1


def test_a_message_that_kills_its_worker_each_time_is_left_alone_in_the_end() -> None:
    message, now = a_message(expires_at=MONDAY + timedelta(days=1)), MONDAY
    for _ in range(MOST_ATTEMPTS):
        assert take_jobs(most=1, now=now, lane="sms")
        now += LEASE

    assert deliver(now) is State.FAILED
    assert "The server stopped" in fresh(message).problem
    assert Job.objects.of(message.tenant_id).get(kind="outbox.sms").state == Job.State.DEAD


def test_a_clock_that_was_set_back_holds_nothing_up() -> None:
    early = MONDAY - timedelta(hours=3)
    waiting = [a_message("taken"), a_message("waiting")]
    take_jobs(most=1, now=MONDAY, lane="sms")

    mend_waits(early)

    assert [deliver(early), deliver(early)] == [State.SENT, State.SENT]
    assert [fresh(each).sent_at for each in waiting] == [early, early]


def test_a_pause_that_began_before_the_clock_was_set_back_is_over() -> None:
    a_message()
    Keeping.trouble.append(NotNow("The gateway rests."))
    deliver(MONDAY)

    mend_waits(MONDAY - timedelta(hours=1))

    assert deliver(MONDAY - timedelta(hours=1)) is State.SENT


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_message_once() -> None:
    tenant_id = a_message().tenant_id

    def act() -> State | None:
        return deliver_next(tenant_id=tenant_id, channel="sms", now=MONDAY)

    results = at_once(act, act, act)

    assert sorted(str(result) for result in results) == ["None", "None", "sent"]
    assert len(Keeping.kept) == 1
