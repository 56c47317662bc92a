"""A clock that was set back holds nothing up, and what is done doesn't pile up."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_dealership
from tests.builders.jobs import Doing, a_job, fresh, work_at

from steadyhand.shared.models import Job
from steadyhand.shared.queue.doing import Ended
from steadyhand.shared.queue.mending import forget_done, mend_waits
from steadyhand.shared.queue.taking import take_jobs

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_lease_and_a_pause_of_a_clock_that_was_ahead_are_over() -> None:
    a_job()
    Doing.trouble.append(OSError("the disk is full"))
    work_at(MONDAY)
    a_job(tenant_id=a_dealership(name="Lakeside").id)
    take_jobs(most=1, now=MONDAY)

    assert mend_waits(MONDAY - 3 * HOUR) == 2
    assert [work_at(MONDAY - 3 * HOUR), work_at(MONDAY - 3 * HOUR)] == [[Ended.DONE], [Ended.DONE]]


def test_a_job_for_now_is_for_now_whatever_the_clock_said() -> None:
    now, timer = a_job(), a_job(due_at=MONDAY + HOUR, tenant_id=a_dealership(name="Lakeside").id)

    assert mend_waits(MONDAY - 3 * HOUR) == 1
    assert (fresh(now).due_at, fresh(timer).due_at) == (MONDAY - 3 * HOUR, MONDAY + HOUR)


def test_an_ordinary_lease_stays() -> None:
    a_job()
    take_jobs(most=1, now=MONDAY)

    assert mend_waits(MONDAY) == 0


def test_what_is_done_is_kept_for_a_week_and_what_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.shared.queue.mending.CHUNK", 2)
    tenant_id = a_dealership().id
    for _ in range(5):
        a_job(tenant_id=tenant_id)
    work_at(MONDAY)
    a_job(tenant_id=tenant_id)

    week = timedelta(days=7)
    assert [forget_done(MONDAY + week - HOUR), forget_done(MONDAY + week)] == [0, 5]
    assert Job.objects.of(tenant_id).get().state == Job.State.OPEN
