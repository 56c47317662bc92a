"""How is something done every so often by one of many workers? Its next time is a job, written where this one ends."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from steadyhand.jobs.periodic import Periodic, do_once, pause_after
from steadyhand.shared.queue.beats import PREFIX, see_that_they_beat
from steadyhand.shared.queue.kinds import SLOW, JobKind, Work
from steadyhand.shared.queue.putting import put_job
from steadyhand.shared.queue.rules import next_tick

# A server that dies over it each time must come back to it all the same: without it nothing would be swept or reckoned.
MOST_ATTEMPTS = 30_000


def repeating(periodic: Periodic) -> JobKind:
    """Return the kind of job that does this and puts its next time.

    It goes through the dealerships in steps of its own, so it is done outside the transaction that ends it, and by the
    workers for what takes long, unless it is quick.
    """

    def put_next(work: Work, now: datetime) -> None:
        failures = 0 if work.answer else int(work.args.get("failures", 0)) + 1
        due_at = next_tick(work.due_at, periodic.every, now=now)
        if failures:
            due_at = now + pause_after(periodic.every, failures)
        args = {"failures": failures}
        put_job(tenant_id=work.tenant_id, kind=work.kind, args=args, key=work.key, due_at=due_at, now=now)

    return JobKind(
        name=PREFIX + periodic.name,
        do=put_next,
        label=periodic.name,
        outside=lambda _work, _now: do_once(periodic),
        lane="" if periodic.is_quick else SLOW,
        most_attempts=MOST_ATTEMPTS,
        # Its next time says all there is to say.
        kept_for=timedelta(0),
    )


def beating(schedule: Sequence[Periodic]) -> Callable[[datetime], int]:
    """Return what sees that each of these is put, once for all processes."""
    paces = {PREFIX + periodic.name: periodic.every for periodic in schedule}

    def see(now: datetime) -> int:
        return see_that_they_beat(paces, now=now)

    return see
