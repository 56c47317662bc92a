"""A job's effects and its end are kept together or not at all, whatever dies, sleeps or stumbles on the way."""

from datetime import datetime, timedelta

import pytest
from tests.builders import MONDAY
from tests.builders.jobs import Doing, a_job, fresh, times_done, work_at

from steadyhand.shared.models import Job
from steadyhand.shared.queue import kinds
from steadyhand.shared.queue.doing import Ended, GiveUp, do_job
from steadyhand.shared.queue.kinds import Again, JobKind, Work
from steadyhand.shared.queue.putting import drop_job
from steadyhand.shared.queue.rules import LEASE
from steadyhand.shared.queue.taking import take_jobs

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def at_monday() -> datetime:
    return MONDAY


def test_a_job_is_done_once() -> None:
    job = a_job()

    assert [work_at(MONDAY), work_at(MONDAY + 9 * HOUR)] == [[Ended.DONE], []]

    assert [work.id for work in Doing.done] == [job.id]
    assert (fresh(job).state, fresh(job).ended_at) == (Job.State.DONE, MONDAY)
    assert fresh(job).forget_at == MONDAY + timedelta(days=7)


def test_a_failure_is_undone_and_tried_again_later() -> None:
    job = a_job()
    Doing.trouble.append(OSError("the disk is full"))

    assert work_at(MONDAY) == [Ended.AGAIN]

    assert times_done(job.tenant_id) == 0
    assert "the disk is full" in fresh(job).problem
    assert timedelta(seconds=4) <= fresh(job).free_at - MONDAY <= timedelta(seconds=6)
    assert work_at(MONDAY + timedelta(seconds=6)) == [Ended.DONE]
    assert times_done(job.tenant_id) == 1


def test_after_so_many_failures_it_is_given_up_and_somebody_is_told() -> None:
    job = a_job()
    Doing.trouble.extend([OSError("the disk is full")] * 3)

    assert [work_at(MONDAY + each * HOUR) for each in range(4)] == [[Ended.AGAIN], [Ended.AGAIN], [Ended.DEAD], []]

    ((work, reason),) = Doing.dead
    assert (work.id, fresh(job).state) == (job.id, Job.State.DEAD)
    assert "the disk is full" in reason


def test_a_job_that_kills_its_worker_each_time_is_given_up() -> None:
    a_job()
    for each in range(3):
        take_jobs(most=1, now=MONDAY + each * LEASE)

    assert work_at(MONDAY + 3 * LEASE) == [Ended.DEAD]
    assert "The server stopped 3 times" in Doing.dead[0][1]


def test_giving_up_at_once_needs_a_reason_only() -> None:
    a_job()
    Doing.trouble.append(GiveUp("The machine is no more."))

    assert work_at(MONDAY) == [Ended.DEAD]
    assert Doing.dead[0][1] == "The machine is no more."


def test_nothing_is_given_up_unless_somebody_is_told() -> None:
    def cannot_tell(_work: Work, _reason: str, _now: datetime) -> None:
        raise OSError("nobody there")

    job = a_job()
    Doing.trouble.append(GiveUp("The machine is no more."))
    kinds.register_on_dead(cannot_tell)

    assert work_at(MONDAY) == [Ended.AGAIN]

    assert fresh(job).state == Job.State.OPEN
    assert fresh(job).free_at == MONDAY + HOUR / 2


def test_a_job_of_an_unknown_kind_waits_and_says_so() -> None:
    job = a_job(kind="test.from_the_future")

    assert work_at(MONDAY) == [Ended.AGAIN]
    assert "test.from_the_future" in fresh(job).problem


def test_a_worker_that_wakes_after_its_lease_changes_nothing() -> None:
    job = a_job()
    (slept,) = take_jobs(most=1, now=MONDAY)
    assert work_at(MONDAY + LEASE) == [Ended.DONE]

    assert do_job(slept, clock=at_monday) is Ended.TAKEN_OVER
    assert times_done(job.tenant_id) == 1


def test_a_job_that_is_moved_while_it_is_done_is_undone() -> None:
    job = a_job("clock:1")
    (held,) = take_jobs(most=1, now=MONDAY)
    a_job("clock:1", tenant_id=job.tenant_id, due_at=MONDAY + HOUR)

    assert do_job(held, clock=at_monday) is Ended.TAKEN_OVER
    assert (times_done(job.tenant_id), fresh(job).due_at) == (0, MONDAY + HOUR)


def test_a_job_that_is_withdrawn_while_it_is_done_is_undone() -> None:
    job = a_job("clock:1")
    (held,) = take_jobs(most=1, now=MONDAY)
    drop_job(tenant_id=job.tenant_id, key="clock:1")

    assert do_job(held, clock=at_monday) is Ended.TAKEN_OVER
    assert times_done(job.tenant_id) == 0


def test_a_handler_puts_its_own_key_again() -> None:
    job = a_job("clock:1", kind="test.hourly")

    assert [work_at(MONDAY), work_at(MONDAY), work_at(MONDAY + HOUR)] == [[Ended.DONE], [], [Ended.DONE]]

    states = Job.objects.of(job.tenant_id).order_by("due_at").values_list("due_at", "state")
    hours = [(MONDAY, "done"), (MONDAY + HOUR, "done"), (MONDAY + 2 * HOUR, "open")]
    assert list(states) == hours


def test_a_handler_withdraws_its_own_key_and_ends_well() -> None:
    def end_everything(work: Work, _now: datetime) -> None:
        assert drop_job(tenant_id=work.tenant_id, key=work.key)

    kinds.register_jobs(JobKind(name="test.do", do=end_everything, label="end everything"))
    job = a_job("clock:1")

    assert work_at(MONDAY) == [Ended.DONE]
    assert fresh(job).state == Job.State.DONE


def test_what_goes_outside_brings_its_answer_into_the_transaction() -> None:
    a_job(kind="test.send")

    assert work_at(MONDAY) == [Ended.DONE]
    assert [work.answer for work in Doing.done] == ["ref 1"]


def test_a_crash_after_going_outside_shows() -> None:
    job = a_job(kind="test.send")
    Doing.trouble.append(OSError("refused"))
    work_at(MONDAY)
    assert fresh(job).outside_at is None

    Job.objects.filter(**job.where()).update(outside_at=MONDAY)  # went out, and then the power failed
    work_at(MONDAY + HOUR)

    assert [work.is_ambiguous for work in Doing.outside] == [False, True]
    assert {work.id for work in Doing.outside} == {job.id}


def test_nothing_goes_outside_for_a_job_that_is_another_s() -> None:
    a_job(kind="test.send")
    (slept,) = take_jobs(most=1, now=MONDAY)
    take_jobs(most=1, now=MONDAY + LEASE)

    assert do_job(slept, clock=at_monday) is Ended.TAKEN_OVER
    assert Doing.outside == []


@pytest.mark.parametrize(("pause", "attempts"), [(HOUR / 4, 2), (6 * HOUR, 1)], ids=["a pause", "a timer"])
def test_a_handler_that_notes_its_failure_is_asked_again_when_it_says(pause: timedelta, attempts: int) -> None:
    def note(work: Work, now: datetime) -> Again | None:
        Doing.do(work, now)
        return Again(now + pause, "They rest.") if now < MONDAY + pause else None

    kinds.register_jobs(JobKind(name="test.do", do=note, label="note it"))
    job = a_job("clock:1")

    assert work_at(MONDAY) == [Ended.AGAIN]
    assert (fresh(job).free_at, fresh(job).problem, times_done(job.tenant_id)) == (MONDAY + pause, "They rest.", 1)
    assert work_at(MONDAY + pause) == [Ended.DONE]
    # What waits for hours is no failure of the server's.
    assert [work.attempt for work in Doing.done] == [1, attempts]
