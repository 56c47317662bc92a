"""How is a job done? Its end is in the transaction of its effects; a failure undoes both and says when to try again."""

import logging
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from steadyhand.shared.models import Job
from steadyhand.shared.queue.current import Holding, doing
from steadyhand.shared.queue.ending import TakenOver, end_as_done, put_off
from steadyhand.shared.queue.kinds import JobKind, UnknownKind, kind_named, tell_of_dead
from steadyhand.shared.queue.piles import end_the_late
from steadyhand.shared.queue.rules import LONGEST_PAUSE, MOST_ATTEMPTS, is_too_late, pause_after

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
DEADLY = "The server stopped {times} times while doing it, so it is not tried again by itself: look into its log."


class Ended(StrEnum):
    """What became of an attempt."""

    DONE = "done"
    TOO_LATE = "too late"
    AGAIN = "to be tried again"
    DEAD = "given up"
    TAKEN_OVER = "another's"


class GiveUp(Exception):
    """There is no use in trying again: the message says why, for whoever looks after what is given up."""


def do_job(held: Holding, *, clock: Clock) -> Ended:
    """Do a job that is ours and say what became of it, whatever its handler stumbles over.

    Only a database that doesn't answer is an error here; the job is another's when its lease ends.
    """
    try:
        kind = kind_named(held.work.kind)
    except UnknownKind as reason:
        return _failed(held, str(reason), most=MOST_ATTEMPTS, now=clock())
    if held.work.attempt > kind.most_attempts:
        return _failed(held, DEADLY.format(times=held.work.attempt - 1), most=0, now=clock())
    try:
        return _do(held, kind, clock=clock)
    except TakenOver:
        log.warning("%s %s was moved or taken over while it was done; what was done is undone", kind.name, held.work.id)
        return Ended.TAKEN_OVER
    except GiveUp as reason:
        return _failed(held, str(reason), most=0, now=clock())
    except Exception as fault:  # whatever it is, the next job is done, and this one says why it isn't
        log.exception("%s %s stumbled", kind.name, held.work.id)
        return _failed(
            held, f"The program stumbled: {fault!r}. The log has more.", most=kind.most_attempts, now=clock()
        )


def _do(held: Holding, kind: JobKind, *, clock: Clock) -> Ended:
    now = clock()
    if is_too_late(held.work.due_at, kind.worth_for, now=now):
        end_the_late(held, kind, now=now)
        return Ended.TOO_LATE
    if kind.outside is not None:
        held = _go_outside(held, kind.outside, now=now)
        now = clock()
    with transaction.atomic(), doing(held):
        again = kind.do(held.work, now)
        # Last, so that rows are locked in the order of pages: what is changed first, then its job.
        if again is not None:
            put_off(held, again, now=now)
            return Ended.AGAIN
        end_as_done(held, kept_for=kind.kept_for, now=now)
    return Ended.DONE


def _go_outside(held: Holding, outside: Callable[..., object], *, now: datetime) -> Holding:
    """Do what no transaction can undo, between two marks: a crash in between shows, and never passes for nothing."""
    mine = Job.objects.of(held.work.tenant_id).filter(id=held.work.id, token=held.token, state=Job.State.OPEN)
    if not mine.update(outside_at=now):
        raise TakenOver(f"{held.work.kind} {held.work.id}")
    try:
        answer = outside(held.work, now)
    except Exception:
        # It came back, if only to say no.
        mine.update(outside_at=None)
        raise
    return replace(held, work=replace(held.work, answer=answer))


def _failed(held: Holding, reason: str, *, most: int, now: datetime) -> Ended:
    work = held.work
    mine = Job.objects.of(work.tenant_id).filter(id=work.id, token=held.token, state=Job.State.OPEN)
    if work.attempt < most:
        # Chance spreads a crowd here and decides nothing.
        pause = pause_after(work.attempt, chance=random.random())  # noqa: S311
        return Ended.AGAIN if mine.update(free_at=now + pause, token=None, problem=reason) else Ended.TAKEN_OVER
    try:
        with transaction.atomic():
            if not mine.update(state=Job.State.DEAD, ended_at=now, token=None, problem=reason):
                return Ended.TAKEN_OVER
            tell_of_dead(work, reason, now)
    except Exception:
        # Given up and nobody told would be lost. It stays open, and is given up again.
        log.exception("Nobody could be told that %s %s is given up", work.kind, work.id)
        mine.update(free_at=now + LONGEST_PAUSE, token=None, problem=reason)
        return Ended.AGAIN
    log.error("%s %s is given up: %s", work.kind, work.id, reason)
    return Ended.DEAD
