"""Who is at this run? One worker at a time, and a dead one is noticed: it holds a lease and must keep renewing it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from steadyhand.imports.models import ImportRun
from steadyhand.imports.runs.discarding import discard
from steadyhand.imports.taking.frame import take_back
from steadyhand.shared.identity import new_id
from steadyhand.shared.models import Batch

# A chunk takes well under a second; a machine that sleeps longer than this has lost the run to another.
LEASE = timedelta(seconds=60)
MOST_TRIES = 3
BUSY = (ImportRun.State.CHECKING, ImportRun.State.LANDING)
TRIED_IN_VAIN = (
    "The server stopped three times while reading these files, so they were not tried again. "
    "Look whether the machine runs out of memory or disk, then import them anew."
)


class LeaseLost(Exception):
    """Another worker has taken the run over, because this one gave no sign of life; nothing more may be written."""


def claim_next(*, tenant_id: UUID, now: datetime) -> ImportRun | None:
    """Return a run of this dealership that waits, now ours alone, or None. One at a time is read."""
    runs = ImportRun.objects.of(tenant_id)
    if runs.filter(state__in=BUSY, leased_until__gte=now).exists():
        return None
    for run in runs.filter(state=ImportRun.State.QUEUED).order_by("made_at")[:10]:
        if claim(run, now=now):
            return run
    return None


def claim(run: ImportRun, *, now: datetime) -> bool:
    """Take a waiting run for this process; one UPDATE decides between two workers."""
    worker = new_id()
    state = ImportRun.State.CHECKING if run.wants == ImportRun.Wants.CHECK else ImportRun.State.LANDING
    taken = ImportRun.objects.filter(**run.where(), state=ImportRun.State.QUEUED).update(
        state=state, worker=worker, leased_until=now + LEASE, tries=run.tries + 1, rows_read=0, problem=""
    )
    if taken:
        run.refresh_from_db()
    return bool(taken)


def renew(run: ImportRun, *, rows_read: int, now: datetime) -> None:
    """Show a sign of life, and how far it has come.

    Raises:
        LeaseLost: somebody else has the run now.
    """
    ours = ImportRun.objects.filter(**run.where(), worker=run.worker, state__in=BUSY)
    if not ours.update(leased_until=now + LEASE, rows_read=rows_read):
        raise LeaseLost(f"The import of {run} was taken over by another process.")


def release_dead(*, tenant_id: UUID, now: datetime) -> int:
    """Take runs from workers that give no sign of life: what they wrote is thrown away, the run waits again."""
    dead = (
        ImportRun.objects.of(tenant_id)
        .filter(state__in=BUSY)
        .filter(Q(leased_until__lt=now) | Q(leased_until__isnull=True))
    )
    released = 0
    for run in dead[:10]:
        # Ours first, so that the dead worker, should it wake, and other rescuers keep their hands off.
        worker = new_id()
        ours = ImportRun.objects.filter(**run.where(), worker=run.worker, leased_until=run.leased_until)
        if not ours.update(worker=worker, leased_until=now + LEASE):
            continue
        throw_away(run)
        if run.is_attended:
            state, problem = ImportRun.State.DISCARDED, "The import was interrupted. Nothing of it has landed."
        elif run.tries >= MOST_TRIES:
            state, problem = ImportRun.State.FAILED, TRIED_IN_VAIN
        else:
            state, problem = ImportRun.State.QUEUED, ""
        ImportRun.objects.filter(**run.where(), worker=worker).update(
            state=state, problem=problem, batch_id=None, frame=[], worker=None, leased_until=None
        )
        released += 1
    return released


def throw_away(run: ImportRun) -> None:
    """Delete what arrived with a run that never landed; what has landed is left alone."""
    if run.batch_id is None:
        return
    batch = Batch.objects.of(run.tenant_id).filter(id=run.batch_id, landed_at__isnull=True).first()
    if batch is not None:
        discard(batch)
        take_back(run.frame, run.tenant_id)
