"""What if the machine slept over a weekend? What came too late is ended in one go and told once, not one by one."""

from datetime import datetime

from django.db import transaction

from steadyhand.shared.models import Job
from steadyhand.shared.queue.current import Holding
from steadyhand.shared.queue.ending import TakenOver
from steadyhand.shared.queue.kinds import JobKind
from steadyhand.shared.queue.rules import LEASE
from steadyhand.shared.queue.taking import holding, key_of, moment, taking

# One transaction; a larger pile is told in several summaries.
MOST = 1_000
TOO_LATE = "Its moment had passed so long ago that it wasn't worth doing any more."

# Also what this worker took along with it. In the order of their moments, which is how they are told.
_LATE = (
    """SELECT id FROM "shared_job" WHERE state = 'open' AND "tenant_id" = %s AND kind = %s AND due_at < %s """
    "AND (free_at <= %s OR token = %s) ORDER BY free_at LIMIT %s"
)


def end_the_late(held: Holding, kind: JobKind, *, now: datetime) -> None:
    """End this job and all others of its kind and dealership that came too late, with one summary.

    Raises:
        TakenOver: it isn't ours any more, or was ended with others a moment ago.
    """
    work, worth_for = held.work, kind.worth_for
    if worth_for is None:
        raise ValueError(f"{kind.name} is never too late")
    of_these = [key_of(work.tenant_id), kind.name, moment(now - worth_for), moment(now), key_of(held.token), MOST]
    with transaction.atomic():
        taken = [key_of(held.token), moment(now + LEASE), *of_these]
        works = [holding(row, held.token).work for row in Job.objects.raw(taking(_LATE), taken)]
        if work.id not in {each.id for each in works}:
            raise TakenOver(f"{work.kind} {work.id}")
        works.sort(key=lambda each: (each.due_at, each.id))
        if kind.summarise is not None:
            kind.summarise(works, now)
        late = Job.objects.of(work.tenant_id).filter(id__in=[each.id for each in works], token=held.token)
        late.update(state=Job.State.DONE, ended_at=now, forget_at=now + kind.kept_for, problem=TOO_LATE)
