"""A worker does what is due, hears of it soon, keeps what it holds, and ends in good order."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.builders import MONDAY, a_dealership
from tests.builders.jobs import Doing, a_job, fresh

from steadyhand.jobs.worker import Hands, keep_beating, work_once
from steadyhand.jobs.workers import start_workers
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import Job
from steadyhand.shared.queue import kinds
from steadyhand.shared.queue.kinds import SLOW, JobKind, Work
from steadyhand.shared.queue.rules import LEASE
from steadyhand.shared.queue.taking import take_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if is_so():
            return True
        time.sleep(0.02)
    return is_so()


def at_monday() -> datetime:
    return MONDAY


def test_workers_do_each_job_once_and_end_when_told() -> None:
    tenant_id, stopping = a_dealership().id, threading.Event()
    jobs = [a_job(tenant_id=tenant_id) for _ in range(40)]

    threads = start_workers(3, stopping=stopping)
    try:
        assert within(30, lambda: len(Doing.done) >= len(jobs))
        # Nobody is looking for something to do; it is heard of all the same.
        last = a_job(tenant_id=tenant_id, due_at=read_clock(), now=read_clock())
        assert within(10, lambda: fresh(last).state == Job.State.DONE)
    finally:
        stopping.set()
        for thread in threads:
            thread.join(10)

    assert not any(thread.is_alive() for thread in threads)
    assert sorted(work.id for work in Doing.done) == sorted([*(job.id for job in jobs), last.id])


def test_what_takes_long_is_left_to_workers_of_its_own() -> None:
    kinds.register_jobs(JobKind(name="test.slow", do=Doing.do, label="take long", lane=SLOW))
    slow = a_job(kind="test.slow")
    quick = a_job(tenant_id=slow.tenant_id)

    def once(lane: str = "") -> int:
        return work_once(Hands(), clock=at_monday, is_stopping=lambda: False, lane=lane)

    assert [once(), once(), once("another")] == [1, 0, 0]
    assert [work.id for work in Doing.done] == [quick.id]
    assert [once(SLOW), once(SLOW)] == [1, 0]
    assert [work.id for work in Doing.done] == [quick.id, slow.id]


def test_told_to_stop_it_gives_back_what_it_has_not_begun() -> None:
    tenant_id, stopping = a_dealership().id, threading.Event()

    def do_and_stop(work: Work, now: datetime) -> None:
        Doing.do(work, now)
        stopping.set()

    kinds.register_jobs(JobKind(name="test.do", do=do_and_stop, label="do it and stop"))
    jobs = [a_job(tenant_id=tenant_id) for _ in range(3)]

    work_once(Hands(), clock=at_monday, is_stopping=stopping.is_set)

    left = [fresh(job) for job in jobs if fresh(job).state == Job.State.OPEN]
    assert [(job.attempts, job.token, job.free_at) for job in left] == [(0, None, MONDAY)] * 2


def test_a_heart_beats_for_all_that_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.jobs.worker.BEAT", timedelta(milliseconds=20))
    job, hands, stopping = a_job(), Hands(), threading.Event()
    hands.hold(take_jobs(most=1, now=MONDAY))
    heart = threading.Thread(target=keep_beating, args=(hands, stopping))
    heart.start()
    try:
        # By the real clock, which is long after that Monday.
        assert within(10, lambda: fresh(job).free_at > MONDAY + LEASE)
    finally:
        stopping.set()
        heart.join(10)
