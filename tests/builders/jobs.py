"""Jobs that wait, and kinds that write down what was done instead of doing much."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from tests.builders.record import MONDAY, a_dealership

from steadyhand.shared.counters import next_number
from steadyhand.shared.models import Job
from steadyhand.shared.queue.kinds import JobKind, Work
from steadyhand.shared.queue.putting import put_job


class Doing:
    """What was done, in order; `trouble` is raised instead, once for each entry."""

    done: ClassVar[list[Work]] = []
    trouble: ClassVar[list[Exception]] = []

    @classmethod
    def forget(cls) -> None:
        cls.done.clear()
        cls.trouble.clear()

    @classmethod
    def do(cls, work: Work, _now: datetime) -> None:
        # Something in the database, to see whether it was undone.
        next_number(work.tenant_id, "done")
        if cls.trouble:
            raise cls.trouble.pop(0)
        cls.done.append(work)

    @classmethod
    def kinds(cls) -> tuple[JobKind, ...]:
        return (JobKind(name="test.do", do=cls.do, label="do something", most_attempts=3),)


def a_job(key: str = "", *, due_at: datetime = MONDAY, now: datetime = MONDAY, **facts: Any) -> Job:
    """Return a job that waits."""
    tenant_id: UUID = facts.pop("tenant_id", None) or a_dealership().id
    sent: dict[str, Any] = {"kind": "test.do", "args": {"what": "greet"}} | facts
    job_id = put_job(tenant_id=tenant_id, key=key, due_at=due_at, now=now, **sent)
    return Job.objects.of(tenant_id).get(id=job_id)
