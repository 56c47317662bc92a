"""A job is written with the change that wants it done, moved by its key, and withdrawn by it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from tests.builders import MONDAY, a_dealership
from tests.builders.jobs import a_job
from tests.builders.together import at_once

from steadyhand.shared.models import Job
from steadyhand.shared.queue.putting import drop_job, put_job

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_job_waits_for_its_moment_with_its_words() -> None:
    firm = a_dealership()

    job_id = put_job(tenant_id=firm.id, kind="test.do", args={"n": [1, "ä"]}, due_at=MONDAY + HOUR, now=MONDAY)

    job = Job.objects.of(firm.id).get(id=job_id)
    assert (job.kind, job.args, job.key, job.state, job.attempts) == ("test.do", {"n": [1, "ä"]}, None, "open", 0)
    assert (job.due_at, job.free_at, job.put_at) == (MONDAY + HOUR, MONDAY + HOUR, MONDAY)


def test_what_is_rolled_back_was_never_put() -> None:
    firm = a_dealership()

    with transaction.atomic():
        put_job(tenant_id=firm.id, kind="test.do", args={}, due_at=MONDAY, now=MONDAY)
        transaction.set_rollback(True)

    assert not Job.objects.of(firm.id).exists()


def test_the_same_key_moves_the_job_that_is_open() -> None:
    first = a_job("clock:1", due_at=MONDAY + HOUR, args={"step": 1})

    second = a_job("clock:1", tenant_id=first.tenant_id, due_at=MONDAY + 2 * HOUR, args={"step": 2}, cause=UUID(int=7))

    assert second.id == first.id
    assert (second.due_at, second.free_at, second.args) == (MONDAY + 2 * HOUR, MONDAY + 2 * HOUR, {"step": 2})
    assert second.cause == UUID(int=7)


def test_a_key_is_one_dealership_s_and_jobs_without_one_are_many() -> None:
    first = a_job("clock:1")
    a_job("clock:1", tenant_id=a_dealership(name="Harbor Copiers").id)
    a_job(tenant_id=first.tenant_id)
    a_job(tenant_id=first.tenant_id)

    assert Job.objects.of(first.tenant_id).count() == 3


def test_moving_a_job_that_failed_forgets_its_attempts() -> None:
    job = a_job("clock:1")
    Job.objects.filter(**job.where()).update(attempts=2, problem="The disk is full.", token=UUID(int=1))

    moved = a_job("clock:1", tenant_id=job.tenant_id)

    assert (moved.id, moved.attempts, moved.problem, moved.token) == (job.id, 0, "", None)


def test_an_ended_job_s_key_is_free_again() -> None:
    job = a_job("clock:1")
    Job.objects.filter(**job.where()).update(state=Job.State.DONE)

    assert a_job("clock:1", tenant_id=job.tenant_id).id != job.id


def test_a_job_is_withdrawn_by_its_key() -> None:
    job = a_job("clock:1")

    assert not drop_job(tenant_id=a_dealership(name="Harbor Copiers").id, key="clock:1")
    assert drop_job(tenant_id=job.tenant_id, key="clock:1")
    assert not drop_job(tenant_id=job.tenant_id, key="clock:1")
    assert not Job.objects.of(job.tenant_id).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_leave_one_job() -> None:
    tenant_id = a_dealership().id

    ids = at_once(*[lambda: a_job("clock:1", tenant_id=tenant_id).id] * 4)

    assert ids == [Job.objects.of(tenant_id).get().id] * 4
