"""Is the job still ours to end? One UPDATE by its token decides; a worker that slept too long changes nothing."""

from datetime import datetime, timedelta

from steadyhand.shared.models import Job
from steadyhand.shared.queue.current import Holding

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
