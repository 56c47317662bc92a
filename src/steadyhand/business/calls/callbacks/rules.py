"""Is this call a callback? By how far the machine has run since somebody was last there, measured by its model.

A call is a callback when its machine has run less than half (a setting) of its model's mean pages between calls; where
meters are missing, less than half of its model's mean days. Calls soon after an install or a maintenance stand apart.
Source: docs/glossary.md "Callback"; never a flat number of days for every model (ENX 2015, "When is a repeat visit a
call back?").
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby, pairwise
from operator import attrgetter

from steadyhand.business.calls.rules import CallType

DAY = timedelta(days=1)
HALF = 0.5
SCHEDULED = frozenset({CallType.PREVENTIVE, CallType.INSTALL, CallType.PICKUP_MOVE, CallType.SHOP})


class Verdict(StrEnum):
    """What to make of a call, for counting callbacks."""

    # Not a corrective call, or not caused by the machine: network, operator, supplies.
    NOT_COUNTED = "not_counted"
    # Nobody was there before, as far as the record goes.
    FIRST = "first"
    ORIGINAL = "original"
    CALLBACK = "callback"
    EARLY_LIFE = "early_life"
    AFTER_MAINTENANCE = "after_maintenance"
    # Taken while an earlier call about the machine was still open: one fault told twice.
    STILL_OPEN = "still_open"


class Basis(StrEnum):
    PAGES = "pages"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class CallForCallback:
    """A call as the rule sees it. `pages` are the machine's at the call, carried on through roll-overs; None: unknown.

    `family` is whose intervals a rare model borrows. `closed_at` is None while the call is open. `is_end_known` is
    False where nobody knows when it ended and `closed_at` is only the earliest that it can have been: then the machine
    is taken to have run longer than it did, which never makes a callback of what is none, and no norm is made of it.
    """

    call: str
    model: str
    family: str
    machine: str
    taken_at: datetime
    closed_at: datetime | None
    pages: int | None
    call_type: CallType
    is_device_caused: bool = True
    is_end_known: bool = True

    @property
    def is_counted(self) -> bool:
        return self.call_type is CallType.CORRECTIVE and self.is_device_caused


@dataclass(frozen=True, slots=True)
class Interval:
    """How far a machine ran from one counted call's end to the next: days always, pages where both counts are known."""

    model: str
    family: str
    days: float
    pages: int | None


@dataclass(frozen=True, slots=True)
class Norm:
    """A model's mean interval between calls. None: nobody knows, not even of its family."""

    mean_pages: float | None
    mean_days: float | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A call's verdict, and what it rests on: how far it ran since `after`, against which limit."""

    call: str
    model: str
    verdict: Verdict
    after: str | None = None
    basis: Basis | None = None
    ran: float | None = None
    limit: float | None = None


def intervals_of(calls: Iterable[CallForCallback]) -> list[Interval]:
    """Return the intervals between counted calls of each machine, from which norms are made.

    A maintenance in between doesn't end an interval (it is part of how the model is kept); an install does.
    """
    return [interval for _, interval in runs_between(calls)]


def runs_between(calls: Iterable[CallForCallback]) -> Iterator[tuple[str, Interval]]:
    """Yield the call that ended each interval, with the interval."""
    for own in _by_machine(calls):
        chain = [call for call in own if call.is_counted or call.call_type is CallType.INSTALL]
        for before, after in pairwise(chain):
            if CallType.INSTALL in (before.call_type, after.call_type):
                continue
            if before.closed_at is None or after.taken_at < before.closed_at or not before.is_end_known:
                continue
            yield after.call, Interval(after.model, after.family, _days(before, after), _pages(before, after))


def judge_calls(
    calls: Iterable[CallForCallback], norms: Mapping[str, Norm], *, share: float = HALF
) -> Iterator[Judged]:
    """Yield the verdict on every call, machine by machine in the order of time."""
    for own in _by_machine(calls):
        before: CallForCallback | None = None
        for call in own:
            if not call.is_counted:
                yield Judged(call.call, call.model, Verdict.NOT_COUNTED)
            else:
                yield _judge(call, before, norms.get(call.model, Norm(None, None)), share)
            if call.is_counted or call.call_type in (CallType.INSTALL, CallType.PREVENTIVE):
                before = _later(before, call)


def _judge(call: CallForCallback, before: CallForCallback | None, norm: Norm, share: float) -> Judged:
    if before is None:
        return Judged(call.call, call.model, Verdict.FIRST)
    if before.is_counted and (before.closed_at is None or call.taken_at < before.closed_at):
        return Judged(call.call, call.model, Verdict.STILL_OPEN, after=before.call)
    basis, ran, mean = Basis.DAYS, max(0.0, _days(before, call)), norm.mean_days
    pages = _pages(before, call)
    if pages is not None and norm.mean_pages is not None:
        basis, ran, mean = Basis.PAGES, float(pages), norm.mean_pages
    if mean is None:
        return Judged(call.call, call.model, Verdict.FIRST, after=before.call)
    limit = share * mean
    verdict = _SOON_AFTER[before.call_type] if ran < limit else Verdict.ORIGINAL
    return Judged(call.call, call.model, verdict, after=before.call, basis=basis, ran=ran, limit=limit)


_SOON_AFTER = {
    CallType.CORRECTIVE: Verdict.CALLBACK,
    CallType.INSTALL: Verdict.EARLY_LIFE,
    CallType.PREVENTIVE: Verdict.AFTER_MAINTENANCE,
}


def _later(before: CallForCallback | None, call: CallForCallback) -> CallForCallback:
    """Return the visit after which the machine ran: of two calls open at once, the one that ended last."""
    if before is None or call.closed_at is None:
        return call
    if before.closed_at is not None and before.is_counted and before.closed_at > call.closed_at:
        return before
    return call


def _by_machine(calls: Iterable[CallForCallback]) -> Iterator[list[CallForCallback]]:
    ordered = sorted(calls, key=attrgetter("machine", "taken_at", "call"))
    for _, own in groupby(ordered, key=attrgetter("machine")):
        yield list(own)


def _days(before: CallForCallback, after: CallForCallback) -> float:
    return (after.taken_at - (before.closed_at or before.taken_at)) / DAY


def _pages(before: CallForCallback, after: CallForCallback) -> int | None:
    """Return the pages in between; None where a count is missing or runs backwards, for then it is of no use."""
    if before.pages is None or after.pages is None or after.pages < before.pages:
        return None
    return after.pages - before.pages
