"""A job is one worker's until its lease ends, and a million that wait are in nobody's way."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_dealership
from tests.builders.jobs import a_job, fresh, work_at
from tests.builders.together import at_once

from steadyhand.shared.queue.doing import Ended
from steadyhand.shared.queue.rules import LEASE
from steadyhand.shared.queue.taking import give_back, keep_holding, take_jobs

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def test_what_is_due_is_taken_in_the_order_of_its_moment() -> None:
    late, soon = a_job(due_at=MONDAY), a_job(due_at=MONDAY - SECOND, tenant_id=a_dealership(name="Harbor Copiers").id)
    a_job(due_at=MONDAY + SECOND, tenant_id=late.tenant_id)

    taken = take_jobs(most=9, now=MONDAY)

    assert [held.work.id for held in taken] == [soon.id, late.id]
    assert (taken[1].work.args, taken[1].work.attempt, taken[1].work.key) == ({"what": "greet"}, 1, "")


def test_no_more_are_taken_than_asked_for() -> None:
    first = a_job()
    a_job(tenant_id=first.tenant_id)

    assert [len(take_jobs(most=1, now=MONDAY)) for _ in range(3)] == [1, 1, 0]


def test_a_killed_worker_s_job_is_taken_when_its_lease_ends() -> None:
    job = a_job()
    take_jobs(most=1, now=MONDAY)

    assert take_jobs(most=1, now=MONDAY + LEASE - SECOND) == []
    (held,) = take_jobs(most=1, now=MONDAY + LEASE)
    assert (held.work.id, held.work.attempt) == (job.id, 2)


def test_a_worker_that_lives_keeps_its_job() -> None:
    a_job()
    held = take_jobs(most=1, now=MONDAY)

    keep_holding(held, now=MONDAY + LEASE / 2)

    assert take_jobs(most=1, now=MONDAY + LEASE) == []
    assert len(take_jobs(most=1, now=MONDAY + 1.5 * LEASE)) == 1


def test_nobody_s_heart_beats_for_a_job_that_is_another_s() -> None:
    job = a_job()
    slept = take_jobs(most=1, now=MONDAY)
    take_jobs(most=1, now=MONDAY + LEASE)

    keep_holding(slept, now=MONDAY + 9 * LEASE)

    assert fresh(job).free_at == MONDAY + 2 * LEASE


def test_what_was_tried_before_comes_alone() -> None:
    """A job that kills its worker takes others along once, and no more."""
    first = a_job()
    others = [a_job(tenant_id=first.tenant_id).id for _ in range(2)]
    take_jobs(most=9, now=MONDAY)  # and then the power fails

    again = [take_jobs(most=9, now=MONDAY + LEASE) for _ in range(3)]

    assert [[held.work.attempt for held in taken] for taken in again] == [[2], [2], [2]]
    assert {held.work.id for taken in again for held in taken} == {first.id, *others}


def test_what_was_tried_comes_last_and_has_its_turn_however_much_is_new() -> None:
    tried = a_job()
    take_jobs(most=1, now=MONDAY)
    new = [a_job(due_at=MONDAY + LEASE, tenant_id=tried.tenant_id) for _ in range(2)]

    taken = [held.work.id for held in take_jobs(most=9, now=MONDAY + LEASE)]

    assert set(taken[:2]) == {job.id for job in new}
    assert taken[2:] == [tried.id]


def test_a_worker_that_ends_gives_back_what_it_did_not_come_to() -> None:
    job = a_job()
    give_back(take_jobs(most=1, now=MONDAY), now=MONDAY + SECOND)

    assert (fresh(job).attempts, fresh(job).token) == (0, None)
    assert work_at(MONDAY + SECOND) == [Ended.DONE]


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_never_share_a_job() -> None:
    tenant_id = a_dealership().id
    jobs = {a_job(tenant_id=tenant_id).id for _ in range(12)}

    def act() -> list[UUID]:
        return [held.work.id for _ in range(4) for held in take_jobs(most=1, now=MONDAY)]

    taken = [job for each in at_once(act, act, act, act) for job in each]

    assert sorted(taken) == sorted(jobs)
