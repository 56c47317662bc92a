"""What has happened to a follow-up, in words, and what can be done with it now?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch
from typing import Any
from uuid import UUID

from steadyhand.business.dealership.directory import names_of_people
from steadyhand.business.followups.keeping.events import event_of
from steadyhand.business.followups.models import FollowUp, FollowUpEvent
from steadyhand.business.followups.owners import Owners
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.kinds import Kind, Outcome
from steadyhand.business.followups.rules.standing import UNDO_FOR, UNDOABLE, State
from steadyhand.business.followups.times import kind_at
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Happened:
    """One event in words."""

    at: datetime
    what: str
    who: str
    words: str
    icon: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that happened, newest first, and what can be done now."""

    happened: tuple[Happened, ...]
    # How many events a reader of this has seen.
    seen: int
    outcomes: tuple[Outcome, ...]
    # Who it could be given to, without who has it.
    others: tuple[tuple[UUID, str], ...]
    step: str
    step_due_at: datetime | None
    paused_until: datetime | None
    # What the actor did a moment ago and can still undo, in words.
    undo: str


def story_of(by: Actor, followup_id: UUID, *, now: datetime) -> Story:
    """Return the story of a follow-up that the actor was found to see (queries/inbox.py). Eight queries at most."""
    row = FollowUp.objects.of(by.tenant_id).get(id=followup_id)
    kind = kind_at(by.tenant_id, row.kind)
    rows = list(FollowUpEvent.objects.of(by.tenant_id).filter(followup_id=row.id).order_by("-number"))
    events = [(each, event_of(each)) for each in rows]
    names = names_of_people(by, {UUID(value) for each in rows for value in _people_in(each.facts)})
    owners = Owners(by.tenant_id, kind, row.branch_id, at=now) if row.state == State.OPEN else None
    others = owners.who_can_have() if owners else ()
    return Story(
        happened=tuple(_happened(each, event, kind, names, now) for each, event in events),
        seen=row.events,
        outcomes=kind.outcomes,
        others=tuple(other for other in others if other[0] != row.owner_id),
        step=row.step_words,
        step_due_at=row.step_due_at,
        paused_until=_paused_until(row, now),
        # What moves along with a record is undone there, if at all.
        undo=_undo(events[0][1], by, kind, names, now) if events and not (kind.ends_there and row.about_kind) else "",
    )


def opening_words(tenant_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return with which words these were opened. One query."""
    rows = FollowUpEvent.objects.of(tenant_id).filter(followup_id__in=ids, number=1)
    return dict(rows.values_list("followup_id", "words"))


def _happened(row: FollowUpEvent, event: e.Event, kind: Kind, names: Mapping[UUID, str], now: datetime) -> Happened:
    what, icon = _what(event, kind, names, now), _ICONS.get(type(event), "clock")
    return Happened(row.at, what, row.by_name, row.words, icon)


def _undo(last: e.Event, by: Actor, kind: Kind, names: Mapping[UUID, str], now: datetime) -> str:
    if not isinstance(last, UNDOABLE) or last.by is None or last.by != by.user_id or now - last.at > UNDO_FOR:
        return ""
    return _what(last, kind, names, now)


def _paused_until(row: FollowUp, now: datetime) -> datetime | None:
    ends = [
        datetime.fromisoformat(until)
        for starts_at, until in row.pauses
        if datetime.fromisoformat(starts_at) <= now < datetime.fromisoformat(until)
    ]
    return max(ends, default=None)


def _people_in(facts: Mapping[str, Any]) -> list[str]:
    return [facts[name] for name in ("owner", "listener", "told") if facts.get(name)]


_MOVED = {
    e.Moved.GIVEN: "Given to {}",
    e.Moved.TAKEN: "{} took it over",
    e.Moved.LEFT: "Moved to {}: whoever had it works here no longer",
    e.Moved.ON_LEAVE: "Moved to {}: whoever had it is on leave",
    e.Moved.LOST_ROLE: "Moved to {}: whoever had it does other work now",
    e.Moved.CAME: "Moved to {}, who is here again",
}
_CHANNELS = {"phone": "by phone", "email": "by e-mail", "sms": "by text message", "visit": "in person"}
_PLAIN: Mapping[type[e.Event], str] = {
    e.Acknowledged: "Taken on",
    e.Denied: "The customer says nobody reached them",
    e.Confirmed: "The customer says they were reached",
    e.Noted: "Noted",
    e.Reminded: "Reminded",
    e.StepDone: "Next step done",
    e.Resumed: "Goes on",
    e.Reopened: "Opened again",
    e.MergedInto: "The same as another one, which goes on for both",
    e.TookIn: "Another one was the same: this one goes on for both",
    e.TakenBack: "Undone",
    e.TimeMended: "The server's clock had run ahead and was set right",
}
_ICONS: Mapping[type[e.Event], str] = {
    e.Contacted: "phone",
    e.Ended: "done",
    e.Escalated: "late",
    e.Denied: "risk",
    e.OwnerChanged: "hand-over",
    e.TakenBack: "undo",
    e.Paused: "held",
}


def _what(event: e.Event, kind: Kind, names: Mapping[UUID, str], now: datetime) -> str:
    said = _PLAIN.get(type(event))
    return said or _in_words(event, kind, names, now)


@singledispatch
def _in_words(event: e.Event, _kind: Kind, _names: Mapping[UUID, str], _now: datetime) -> str:
    return type(event).__name__


@_in_words.register
def _(event: e.Opened, _kind: Kind, names: Mapping[UUID, str], _now: datetime) -> str:
    return f"Opened, for {names.get(event.owner, 'somebody')}" + (", unattended" if event.is_unattended else "")


@_in_words.register
def _(event: e.Contacted, _kind: Kind, _names: Mapping[UUID, str], _now: datetime) -> str:
    return f"Reached {_CHANNELS.get(event.channel, event.channel)}"


@_in_words.register
def _(_event: e.StepPromised, _kind: Kind, _names: Mapping[UUID, str], _now: datetime) -> str:
    return "Next step promised"


@_in_words.register
def _(event: e.Paused, _kind: Kind, _names: Mapping[UUID, str], now: datetime) -> str:
    return "Paused" if event.until > now else "Was paused"


@_in_words.register
def _(event: e.OwnerChanged, _kind: Kind, names: Mapping[UUID, str], _now: datetime) -> str:
    return _MOVED[event.why].format(names.get(event.owner, "somebody"))


@_in_words.register
def _(event: e.ListenerAdded, _kind: Kind, names: Mapping[UUID, str], _now: datetime) -> str:
    return f"{names.get(event.listener, 'Somebody')} wants to hear what becomes of it"


@_in_words.register
def _(event: e.Escalated, _kind: Kind, names: Mapping[UUID, str], _now: datetime) -> str:
    how_far = "due soon" if event.percent < 100 else "overdue"  # noqa: PLR2004  # per cent
    return f"{names.get(event.told, 'Somebody')} was told: {event.clock.label}, {how_far}"


@_in_words.register
def _(event: e.Ended, kind: Kind, _names: Mapping[UUID, str], _now: datetime) -> str:
    outcome = kind.outcome(event.outcome)
    return f"Ended: {outcome.label if outcome else event.outcome}"
