"""How is a promise changed? Its row first, then the follow-up that stands for it, in one transaction.

Source of the order of locks: the dealership's book of follow-ups comes after every other row that is locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.followups.actions.reopen_followup import reopen_followup
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.queries.about import About, followups_about
from steadyhand.business.followups.rules import events as e
from steadyhand.business.promises.kinds import PROMISE
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change

ABOUT = "promises.promise"
# Who ends a follow-up along with its promise: nobody can undo that by hand, and everybody who listens hears.
PROGRAM = "Steadyhand"


class NoSuchPromise(Exception):
    """There is none at the actor's branches; the message is for the person."""


class ChangedMeanwhile(Exception):
    """Somebody else was faster; the message is for the person."""


@dataclass(frozen=True, slots=True)
class PromiseGiven:
    """A promise that is in the record, with the version that a next change must name."""

    id: UUID
    followup_id: UUID
    version: int
    said: str
    # Who was alerted because it lies beyond the contract's response term.
    alerted: tuple[str, ...] = ()


def promise_to_change(*, by: Actor, promise_id: UUID, version: int | None = None) -> Promise:
    """Return a promise, locked until the transaction ends.

    Raises:
        ChangedMeanwhile: it isn't what the actor saw.
        NoSuchPromise: none at the actor's branches.
    """
    # Its key stays: a promise in its place names it, and must not wait for whoever waits for the book of follow-ups.
    row = Promise.objects.visible_to(by).select_for_update(no_key=True).filter(id=promise_id).first()
    if row is None:
        raise NoSuchPromise("There is no such promise at your branches; look at the call or customer anew.")
    if version is not None and row.version != version:
        state = PromiseState(row.state).label
        raise ChangedMeanwhile(
            f"Something has just happened to this promise: it is {state}. What you see now is fresh."
        )
    return row


def change(row: Promise, *, by: Actor, verb: str, why: str = "", becomes: Mapping[str, Any], now: datetime) -> None:
    """Write what a locked promise becomes, with its entry in the history."""
    was = {name: getattr(row, name) for name in becomes}
    for name, value in becomes.items():
        setattr(row, name, value)
    row.version += 1
    Promise.objects.filter(**row.where()).update(**becomes, version=row.version)
    record_change(row, by=by, at=now, verb=verb, why=why, was=was, became=becomes)


def end_with(row: Promise, *, words: str, now: datetime) -> None:
    """End the follow-up of a promise that has ended. Call it last: it opens the dealership's book."""
    system = the_system(row.tenant_id, PROGRAM)
    for each in _open_ones(row):
        ended = e.Ended(at=now, by=None, outcome=row.state, words=words)
        act(system, each.id, ended, with_record=True)


def open_again_with(row: Promise, *, words: str, now: datetime) -> None:
    """Open the follow-up of a promise that is open again, with its moment. Call it last: it opens the book."""
    system = the_system(row.tenant_id, PROGRAM)
    for each in _all(row):
        if each.is_open:
            continue
        reopen_followup(by=system, followup_id=each.id, words=words, with_record=True, now=now)
        if row.by_at > now:
            act(system, each.id, next_step(row, by=None, now=now), with_record=True)


def next_step(row: Promise, *, by: UUID | None, now: datetime) -> e.StepPromised:
    """Return the step that a promise is for its follow-up: its own moment."""
    return e.StepPromised(at=now, by=by, words=step_words(row), due_at=row.by_at)


def step_words(row: Promise) -> str:
    return row.about.strip() or f"Promised: {PromiseKind(row.kind).label}"


def _open_ones(row: Promise) -> list[About]:
    return [each for each in _all(row) if each.is_open]


def _all(row: Promise) -> list[About]:
    about = followups_about(row.tenant_id, ABOUT, row.id)
    return [each for each in about if each.kind == PROMISE.name]
