"""A machine that slept over a weekend tells of it once, and goes on."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_dealership
from tests.builders.jobs import Doing, a_job, fresh, work_at

from steadyhand.shared.models import Job
from steadyhand.shared.queue.doing import Ended
from steadyhand.shared.queue.taking import take_jobs

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_weekend_s_pile_is_one_summary() -> None:
    tenant_id = a_dealership().id
    pile = [a_job(kind="test.soon", due_at=MONDAY - each * HOUR, tenant_id=tenant_id) for each in range(60, 0, -1)]

    ended = [each for _ in range(9) for each in work_at(MONDAY)]

    (summary,) = Doing.summaries
    assert [work.id for work in summary] == [job.id for job in pile[:-2]]
    # The newest two are no more than two hours old: still worth doing.
    assert [work.id for work in Doing.done] == [job.id for job in pile[-2:]]
    assert (ended.count(Ended.TOO_LATE), ended.count(Ended.DONE)) == (1, 2)
    assert fresh(pile[0]).state == Job.State.DONE
    assert "wasn't worth doing" in fresh(pile[0]).problem


def test_each_dealership_is_told_of_its_own() -> None:
    for name in ("Harbor Copiers", "Lakeside"):
        a_job(kind="test.soon", due_at=MONDAY - 9 * HOUR, tenant_id=a_dealership(name=name).id)

    assert work_at(MONDAY) == [Ended.TOO_LATE, Ended.TOO_LATE]
    assert [len(summary) for summary in Doing.summaries] == [1, 1]


def test_other_kinds_are_done_however_late() -> None:
    a_job(due_at=MONDAY - 999 * HOUR)

    assert work_at(MONDAY) == [Ended.DONE]


def test_what_another_worker_has_is_not_told_here() -> None:
    first = a_job(kind="test.soon", due_at=MONDAY - 9 * HOUR)
    take_jobs(most=1, now=MONDAY)
    second = a_job(kind="test.soon", due_at=MONDAY - 8 * HOUR, tenant_id=first.tenant_id)

    work_at(MONDAY)

    assert [[work.id for work in summary] for summary in Doing.summaries] == [[second.id]]
