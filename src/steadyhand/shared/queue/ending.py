"""Is the job still ours to end? One UPDATE by its token decides; a worker that slept too long changes nothing."""

from datetime import datetime, timedelta

from steadyhand.shared.models import Job
from steadyhand.shared.queue.current import Holding
from steadyhand.shared.queue.kinds import Again
from steadyhand.shared.queue.rules import LONGEST_PAUSE

State = Job.State


class TakenOver(Exception):
    """The job is another worker's by now, or was moved or withdrawn: all that was done for it must be undone."""


def end_as_done(holding: Holding, *, kept_for: timedelta, now: datetime, note: str = "") -> None:
    """Mark the job done, in the transaction of its effects. Saying so twice is once.

    Raises:
        TakenOver: it isn't ours any more; let the error undo the transaction.
    """
    work = holding.work
    mine = Job.objects.of(work.tenant_id).filter(id=work.id, token=holding.token, state__in=(State.OPEN, State.DONE))
    if not mine.update(state=State.DONE, ended_at=now, forget_at=now + kept_for, problem=note):
        raise TakenOver(f"{work.kind} {work.id}")


def put_off(holding: Holding, again: Again, *, now: datetime) -> None:
    """Leave the job for a later attempt, in the transaction of what this one has noted.

    Raises:
        TakenOver: it isn't ours any more; let the error undo the transaction.
    """
    work = holding.work
    later: dict[str, object] = {"free_at": again.at, "token": None, "outside_at": None, "problem": again.why}
    if again.at - now > LONGEST_PAUSE:
        # No pause but a timer, which keeps its moment when the clock is set back.
        later |= {"due_at": again.at, "attempts": 0}
    mine = Job.objects.of(work.tenant_id).filter(id=work.id, token=holding.token, state=State.OPEN)
    if not mine.update(**later):
        raise TakenOver(f"{work.kind} {work.id}")
