"""What repeats is done by one worker at a time, keeps its beat, and goes on whatever fails."""

from datetime import datetime, timedelta

import pytest
from tests.builders import MONDAY
from tests.builders.together import at_once

from steadyhand.jobs.periodic import Periodic
from steadyhand.jobs.repeating import beating, repeating
from steadyhand.shared.models import Job
from steadyhand.shared.queue.beats import see_that_they_beat
from steadyhand.shared.queue.doing import Ended, do_job
from steadyhand.shared.queue.kinds import SLOW, WHOLE_SERVER, register_jobs
from steadyhand.shared.queue.taking import take_jobs

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Sweeping:
    """Something every minute that fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.times = 0
        self.failures = failures
        self.periodic = Periodic("sweep", MINUTE, self.sweep)
        register_jobs(repeating(self.periodic))

    def sweep(self, _now: datetime) -> int:
        self.times += 1
        if self.times <= self.failures:
            raise OSError("the disk is full")
        return 1


def work_at(now: datetime) -> list[Ended]:
    return [do_job(held, clock=lambda: now) for held in take_jobs(most=9, now=now, lane=SLOW)]


def open_jobs() -> list[tuple[str, datetime]]:
    jobs = Job.objects.of(WHOLE_SERVER).filter(state=Job.State.OPEN).order_by("key")
    return [(job.kind, job.due_at) for job in jobs]


def test_it_is_put_once_and_keeps_its_beat() -> None:
    sweeping = Sweeping()
    see = beating([sweeping.periodic])

    assert [see(MONDAY), see(MONDAY)] == [1, 0]
    assert [work_at(MONDAY), work_at(MONDAY)] == [[Ended.DONE], []]
    assert work_at(MONDAY + 1.5 * MINUTE) == [Ended.DONE]

    assert open_jobs() == [("every:sweep", MONDAY + 2 * MINUTE)]
    assert sweeping.times == 2


def test_a_weekend_asleep_is_one_time() -> None:
    sweeping = Sweeping()
    beating([sweeping.periodic])(MONDAY)

    work_at(MONDAY + timedelta(days=2))

    assert (sweeping.times, open_jobs()) == (1, [("every:sweep", MONDAY + timedelta(days=2) + MINUTE)])


def test_a_failure_is_tried_later_and_later_and_never_given_up() -> None:
    sweeping, now = Sweeping(failures=3), MONDAY
    beating([sweeping.periodic])(MONDAY)
    pauses = []
    for _ in range(4):
        assert work_at(now) == [Ended.DONE]
        ((_, due_at),) = open_jobs()
        pauses.append((due_at - now) / MINUTE)
        now = due_at

    assert pauses == [2, 4, 5, 1]


def test_what_repeats_no_more_is_withdrawn() -> None:
    beating([Sweeping().periodic])(MONDAY)

    assert see_that_they_beat({"every:reckon": MINUTE}, now=MONDAY) == 2
    assert open_jobs() == [("every:reckon", MONDAY)]


def test_a_beat_that_a_clock_put_hours_ahead_comes_at_once() -> None:
    see = beating([Sweeping().periodic])
    see(MONDAY)
    work_at(MONDAY)

    assert see(MONDAY - timedelta(hours=3)) == 1
    assert work_at(MONDAY - timedelta(hours=3)) == [Ended.DONE]


@pytest.mark.django_db(transaction=True)
def test_servers_that_start_together_put_it_once() -> None:
    see = beating([Sweeping().periodic])

    at_once(*[lambda: see(MONDAY)] * 4)

    assert open_jobs() == [("every:sweep", MONDAY)]
