"""What does the record hold that words about a call could contradict? Looked up for the guard: it knows no tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.spoken_of import CallSpokenOf, call_spoken_of
from steadyhand.business.calls.queries.told_of import VisitToldOf, machines_told_of, visits_ahead
from steadyhand.business.conversations.guard.facts.record import (
    Facts,
    MachineFact,
    PersonFact,
    PromiseFact,
    VisitFact,
)
from steadyhand.business.conversations.guard.times.hours import Hours
from steadyhand.business.conversations.guard.verdicts import PromiseKind as Said
from steadyhand.business.conversations.rules import Source
from steadyhand.business.promises.hours import hours_of
from steadyhand.business.promises.queries.promises import PromiseFacts, promises_of_call
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import WorkingCalendar

MINUTE, HOUR, DAY = timedelta(minutes=1), 60, 24 * 60
KINDS = {PromiseKind.ARRIVAL: Said.ARRIVAL, PromiseKind.PART: Said.PART, PromiseKind.FIX: Said.FIX}


@dataclass(frozen=True, slots=True)
class SpeaksOf:
    """A time that words about a promise may name although no open promise says it, and on what it rests, in words.

    Words that own a miss name the time that was missed; an early notice offers one that nobody has agreed to yet.
    """

    kind: PromiseKind
    by_at: datetime
    from_at: datetime | None
    source: str


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What a call's record says, as the guard reads it; and of each record what a told fact keeps of it."""

    facts: Facts
    at: datetime
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def call_record(by: Actor, call_id: UUID, *, speaks_of: Sequence[SpeaksOf] = (), now: datetime) -> CallRecord | None:
    """Return what the record holds about a call; None where the actor can't see it. Nine queries at most.

    Held against are the promises that the customer has, never what the engine would offer now: nobody gave it to them.
    `speaks_of`: other times that the words may name.
    """
    call = call_spoken_of(by, call_id)
    if call is None:
        return None
    promises = [each for each in promises_of_call(by, call_id) if each.state.is_open and each.kind in KINDS]
    visits = visits_ahead(by.tenant_id, call_id)
    site_calendar_id = promises[0].site_calendar_id if promises else None
    hours = hours_of(by.tenant_id, call.branch_id, site_calendar_id, around=now)
    zone = ZoneInfo(hours.zone)
    facts = Facts(
        # What the words may speak of comes first: of two that fit it is the one that is meant, and nothing watches it.
        promises=(*(_spoken_of(each, zone) for each in speaks_of), *(_promise(each, zone) for each in promises)),
        visits=tuple(_visit(each, zone) for each in visits if each.planned_for is not None),
        machines=_machine(by, call_id),
        people=_people(by, call),
        hours=_hours(hours.calendar),
    )
    values: dict[str, Mapping[str, Any]] = {
        _key(Source.PROMISE, each.id): _window(each.from_at, each.by_at) for each in promises
    }
    values |= {
        _key(Source.VISIT, each.id): {"name": each.technician} | _window(each.planned_for, each.until)
        for each in visits
    }
    return CallRecord(facts, now.astimezone(zone), values)


def source_of(record: str) -> tuple[Source, UUID | None]:
    """Return which record a verdict speaks of, as a told fact names it."""
    kind, _, key = record.partition(":")
    return (Source(kind), UUID(key)) if key else (Source.NONE, None)


def _key(source: Source, row_id: UUID) -> str:
    return f"{source.value}:{row_id}"


def _window(from_at: datetime | None, until_at: datetime | None) -> dict[str, Any]:
    return {
        "record_from_at": from_at.isoformat() if from_at else None,
        "record_until_at": until_at.isoformat() if until_at else None,
    }


def _spoken_of(time: SpeaksOf, zone: ZoneInfo) -> PromiseFact:
    return PromiseFact(
        kind=KINDS[time.kind],
        by_at=time.by_at.astimezone(zone),
        from_at=time.from_at.astimezone(zone) if time.from_at else None,
        source=time.source,
    )


def _promise(row: PromiseFacts, zone: ZoneInfo) -> PromiseFact:
    return PromiseFact(
        kind=KINDS[row.kind],
        by_at=row.by_at.astimezone(zone),
        from_at=row.from_at.astimezone(zone) if row.from_at else None,
        said=row.said,
        source=f"promised by {row.given_by}",
        record=_key(Source.PROMISE, row.id),
    )


def _visit(row: VisitToldOf, zone: ZoneInfo) -> VisitFact:
    if row.planned_for is None or row.until is None:
        raise AssertionError(f"Visit {row.id} has no time.")
    return VisitFact(
        technician=row.technician,
        from_at=row.planned_for.astimezone(zone),
        until_at=row.until.astimezone(zone),
        source="planned visit",
        record=_key(Source.VISIT, row.id),
    )


def _machine(by: Actor, call_id: UUID) -> tuple[MachineFact, ...]:
    found = machines_told_of(by.tenant_id, [call_id]).get(call_id)
    if found is None or not found.serial:
        return ()
    return (
        MachineFact(serial=found.serial, model=found.machine, source="the call", record=_key(Source.CALL, call_id)),
    )


def _people(by: Actor, call: CallSpokenOf) -> tuple[PersonFact, ...]:
    return tuple(PersonFact(name=name) for name in (by.name, call.who) if name)


def _hours(calendar: WorkingCalendar) -> Hours:
    spans = [span for spans in calendar.weekly.values() for span in spans]
    closing = max((_minutes(span.opens) + int(span.lasts / MINUTE) for span in spans), default=17 * HOUR)
    # Who works past midnight says "by the end of the day" of the day itself.
    last = min(closing, DAY - 1)
    return Hours(
        opens=min((span.opens for span in spans), default=time(8)),
        closes=time(last // HOUR, last % HOUR),
        workdays=frozenset(day for day, spans in calendar.weekly.items() if spans),
        holidays=calendar.closed_on,
    )


def _minutes(at: time) -> int:
    return at.hour * HOUR + at.minute
