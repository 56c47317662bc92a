"""How is an event kept as a row, and read back?"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.followups.models import FollowUpEvent
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.kinds import ClockName

KINDS: Mapping[str, type[e.Event]] = {
    "opened": e.Opened,
    "acknowledged": e.Acknowledged,
    "contacted": e.Contacted,
    "denied": e.Denied,
    "confirmed": e.Confirmed,
    "noted": e.Noted,
    "reminded": e.Reminded,
    "step promised": e.StepPromised,
    "step done": e.StepDone,
    "paused": e.Paused,
    "resumed": e.Resumed,
    "owner changed": e.OwnerChanged,
    "listener added": e.ListenerAdded,
    "escalated": e.Escalated,
    "ended": e.Ended,
    "reopened": e.Reopened,
    "merged into": e.MergedInto,
    "took in": e.TookIn,
    "taken back": e.TakenBack,
    "time mended": e.TimeMended,
}
NAMES = {kind: name for name, kind in KINDS.items()}
_OF_EVERY_EVENT = frozenset(field.name for field in dataclasses.fields(e.Event))


def _people(values: list[str]) -> frozenset[UUID]:
    return frozenset(map(UUID, values))


# How a fact is read back, where JSON knows no such value.
_READ: Mapping[str, Callable[[Any], Any]] = {
    "owner": UUID,
    "listener": UUID,
    "told": UUID,
    "other": UUID,
    "listeners": _people,
    "due_at": datetime.fromisoformat,
    "until": datetime.fromisoformat,
    "comes_back_at": datetime.fromisoformat,
    "waiting_since": datetime.fromisoformat,
    "why": e.Moved,
    "clock": ClockName,
}


def facts_of(event: e.Event) -> dict[str, Any]:
    """Return what is particular to an event, as JSON keeps it."""
    names = [field.name for field in dataclasses.fields(event) if field.name not in _OF_EVERY_EVENT]
    return {name: _plain(getattr(event, name)) for name in names}


def event_of(row: FollowUpEvent) -> e.Event:
    """Return the event that a row keeps."""
    facts = {
        name: value if value is None else _READ.get(name, lambda each: each)(value) for name, value in row.facts.items()
    }
    return KINDS[row.kind](at=row.at, by=row.by_id, words=row.words, **facts)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(each.hex for each in value)
    return value
