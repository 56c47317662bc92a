"""Is what a customer was told still so? A fact as it was told beside its record as it is; values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Is(StrEnum):
    """How a told fact stands to its record now."""

    TRUE = "true"
    CHANGED = "changed"
    # It happened, or nobody waits for it any more.
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Truth:
    """How it stands, and where it has changed: how it is now, in words for a customer and as values."""

    stands: Is
    now_is: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)


TRUE, OVER = Truth(Is.TRUE), Truth(Is.OVER)
NO_TIME_YET = "There is no time for it yet; we agree on one with you"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseThen:
    """A promise, or the last that was agreed on in its place. `in_a_sentence`: `on Thursday before 2`."""

    is_open: bool
    is_withdrawn: bool
    is_call_over: bool
    from_at: datetime | None
    by_at: datetime
    in_a_sentence: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitThen:
    """A visit; `is_ahead`: nobody has set out yet. `when`: `Thursday 12 March at 9:00 am`."""

    is_ahead: bool
    is_cancelled: bool
    is_call_over: bool
    planned_for: datetime | None
    when: str
    technician: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallThen:
    """The machine of a call."""

    is_over: bool
    serial: str
    machine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartThen:
    """The request of a part: how it ended, if it did."""

    is_open: bool
    outcome: str


Record = PromiseThen | VisitThen | CallThen | PartThen
# Where a part is said to be on its way or here; while it is only asked for, the second isn't so.
HERE = frozenset({"arrived", "in_stock", "on_van", "installed"})


def truth_of(kind: str, value: Mapping[str, Any], record: Record | None, *, is_loose: bool = False) -> Truth:
    """Return how a fact of this kind stands to its record. `is_loose`: it was never quite what the record said.

    A record that isn't there any more can't contradict anybody.
    """
    match record:
        case PromiseThen():
            return _promise(value, record, is_loose=is_loose)
        case VisitThen() if kind == "name":
            return _name(value, record)
        case VisitThen():
            return _visit(value, record, is_loose=is_loose)
        case CallThen():
            return _machine(value, record)
        case PartThen():
            return _part(value, record)
        case None:
            return OVER


def _promise(value: Mapping[str, Any], now: PromiseThen, *, is_loose: bool) -> Truth:
    if now.is_call_over:
        return OVER
    if now.is_withdrawn:
        return Truth(Is.CHANGED, NO_TIME_YET)
    if not now.is_open:
        return OVER
    if is_loose or (_moment(value, "until_at") == now.by_at and _moment(value, "from_at") in (None, now.from_at)):
        return TRUE
    return Truth(
        Is.CHANGED,
        f"{now.what} {now.in_a_sentence}",
        {"from_at": now.from_at.isoformat() if now.from_at else None, "until_at": now.by_at.isoformat()},
    )


def _visit(value: Mapping[str, Any], now: VisitThen, *, is_loose: bool) -> Truth:
    if now.is_call_over or (not now.is_ahead and not now.is_cancelled):
        return OVER
    if now.is_cancelled or now.planned_for is None:
        return Truth(Is.CHANGED, NO_TIME_YET)
    since, until = _moment(value, "from_at"), _moment(value, "until_at")
    is_after = until is not None and now.planned_for > until
    is_before = since is not None and now.planned_for < since
    if is_loose or not (is_after or is_before):
        return TRUE
    at = now.planned_for.isoformat()
    return Truth(Is.CHANGED, f"Somebody is with you {now.when}", {"from_at": at, "until_at": at})


def _name(value: Mapping[str, Any], now: VisitThen) -> Truth:
    if now.is_call_over or (not now.is_ahead and not now.is_cancelled):
        return OVER
    said = set(str(value.get("name", "")).casefold().split())
    if not now.technician or now.is_cancelled or said & set(now.technician.casefold().split()):
        return TRUE
    return Truth(Is.CHANGED, f"{now.technician.split()[0]} comes to you", {"name": now.technician})


def _machine(value: Mapping[str, Any], now: CallThen) -> Truth:
    if now.is_over:
        return OVER
    if not now.serial or str(value.get("serial", "")).casefold() == now.serial.casefold():
        return TRUE
    named = f"{now.machine}, serial number {now.serial}".lstrip(", ")
    return Truth(Is.CHANGED, f"It is about your {named}", {"serial": now.serial})


def _part(value: Mapping[str, Any], now: PartThen) -> Truth:
    said_here = str(value.get("part_state", "")) in HERE
    if now.is_open:
        return Truth(Is.CHANGED, "The part is not here yet", {"part_state": "ordered"}) if said_here else TRUE
    if now.outcome == "refused":
        return Truth(Is.CHANGED, "The part has not been ordered; we agree with you on what happens instead")
    return OVER


def _moment(value: Mapping[str, Any], name: str) -> datetime | None:
    # The record's own words count where the customer's were looser: "this week" for a Thursday.
    said = value.get(f"record_{name}") or value.get(name)
    return datetime.fromisoformat(str(said)) if said else None
