"""Jobs that wait, and kinds that write down what was done instead of doing much."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from tests.builders.record import MONDAY, a_dealership

from steadyhand.shared.counters import next_number
from steadyhand.shared.models import Counter, Job
from steadyhand.shared.queue.doing import Ended, do_job
from steadyhand.shared.queue.kinds import JobKind, JsonValue, Work
from steadyhand.shared.queue.putting import put_job
from steadyhand.shared.queue.taking import take_jobs


class Doing:
    """What was done, in order; `trouble` is raised instead, once for each entry."""

    done: ClassVar[list[Work]] = []
    summaries: ClassVar[list[list[Work]]] = []
    outside: ClassVar[list[Work]] = []
    dead: ClassVar[list[tuple[Work, str]]] = []
    trouble: ClassVar[list[Exception]] = []

    @classmethod
    def forget(cls) -> None:
        for each in (cls.done, cls.summaries, cls.outside, cls.dead, cls.trouble):
            each.clear()

    @classmethod
    def do(cls, work: Work, _now: datetime) -> None:
        # Something in the database, to see whether it was undone.
        next_number(work.tenant_id, "done")
        if cls.trouble:
            raise cls.trouble.pop(0)
        cls.done.append(work)

    @classmethod
    def do_again_in_an_hour(cls, work: Work, now: datetime) -> None:
        cls.do(work, now)
        put_job(
            tenant_id=work.tenant_id, kind=work.kind, args={}, key=work.key, due_at=now + timedelta(hours=1), now=now
        )

    @classmethod
    def go_outside(cls, work: Work, _now: datetime) -> JsonValue:
        cls.outside.append(work)
        if cls.trouble:
            raise cls.trouble.pop(0)
        return f"ref {len(cls.outside)}"

    @classmethod
    def summarise(cls, works: Sequence[Work], _now: datetime) -> None:
        cls.summaries.append(list(works))

    @classmethod
    def hear_of_dead(cls, work: Work, reason: str, _now: datetime) -> None:
        cls.dead.append((work, reason))

    @classmethod
    def kinds(cls) -> tuple[JobKind, ...]:
        hours = {"worth_for": timedelta(hours=2), "summarise": cls.summarise}
        return (
            JobKind(name="test.do", do=cls.do, label="do something", most_attempts=3),
            JobKind(name="test.hourly", do=cls.do_again_in_an_hour, label="do it every hour"),
            JobKind(name="test.send", do=cls.do, label="send something", outside=cls.go_outside, most_attempts=3),
            JobKind(name="test.soon", do=cls.do, label="do it while it is worth it", **hours),  # type: ignore[arg-type]
        )


def a_job(key: str = "", *, due_at: datetime = MONDAY, now: datetime = MONDAY, **facts: Any) -> Job:
    """Return a job that waits."""
    tenant_id: UUID = facts.pop("tenant_id", None) or a_dealership().id
    sent: dict[str, Any] = {"kind": "test.do", "args": {"what": "greet"}} | facts
    job_id = put_job(tenant_id=tenant_id, key=key, due_at=due_at, now=now, **sent)
    return Job.objects.of(tenant_id).get(id=job_id)


def a_dead_job(tenant_id: UUID, *, now: datetime = MONDAY) -> UUID:
    """Return a job that was given up."""
    job_id = put_job(tenant_id=tenant_id, kind="test.do", args={}, due_at=now, now=now)
    dead = {"state": Job.State.DEAD, "attempts": 3, "ended_at": now, "problem": "<b>No disk</b> was left."}
    Job.objects.of(tenant_id).filter(id=job_id).update(**dead)
    return job_id


def work_at(now: datetime, *, most: int = 16, lane: str = "") -> list[Ended]:
    """Do what is due, as one worker does it in one go; return what became of each."""
    return [do_job(held, clock=lambda: now) for held in take_jobs(most=most, now=now, lane=lane)]


def times_done(tenant_id: UUID) -> int:
    """Return how often the handler's effect is in the database."""
    return Counter.objects.of(tenant_id).filter(name="done").values_list("last", flat=True).first() or 0


def fresh(job: Job) -> Job:
    return Job.objects.get(**job.where())
