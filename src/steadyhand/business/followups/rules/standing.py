"""What is a follow-up after its events? One owner while it is open, an outcome when it isn't, nothing in between."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import singledispatch
from uuid import UUID

from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.kinds import LAST, STEPS, ClockName, Kind

# All pauses together: what waits longer ends as "not now", with the day on which it comes back. Ours.
MOST_PAUSED = timedelta(days=45)
# How long a slip of the finger can be undone; longer ago, somebody may have acted on it. Ours.
UNDO_FOR = timedelta(minutes=10)


# Two servers' clocks differ by as much as this without either being wrong. Ours: time servers keep to milliseconds.
CLOCKS_DIFFER = timedelta(minutes=1)
# What a person does by one tap, and may have tapped by mistake.
UNDOABLE = (
    e.Acknowledged, e.Contacted, e.StepPromised, e.StepDone, e.Paused, e.Resumed, e.OwnerChanged, e.Ended, e.Reopened,
)  # fmt: skip

# What can still happen to one that has ended.
ALSO_AFTERWARDS = (e.Reopened, e.Denied, e.Confirmed, e.Noted, e.ListenerAdded, e.TimeMended)


class State(StrEnum):
    OPEN = "open"
    ENDED = "ended"
    MERGED = "merged"


class CannotHappen(Exception):
    """The event doesn't fit what the follow-up is; the message is for the person who wanted it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A pause: from, and at latest until."""

    starts_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one clock has climbed: in per cent of what it allows."""

    clock: ClockName
    percent: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a follow-up is. A moment that is None has not come; `answered` clocks stand still."""

    kind: str
    state: State
    owner: UUID
    listeners: frozenset[UUID]
    opened_at: datetime
    last_at: datetime
    # Since when the present owner has had it: acknowledging counts from here.
    owned_since: datetime
    # Since when it has been open without an end: from opening, or from when it was opened again.
    open_since: datetime
    acknowledged_at: datetime | None = None
    contacted_at: datetime | None = None
    # Since when somebody waits for a first word: from opening, or from when they said that nobody reached them.
    waiting_since: datetime | None = None
    step_promised_at: datetime | None = None
    step_due_at: datetime | None = None
    pauses: tuple[Span, ...] = ()
    reached: frozenset[Reached] = frozenset()
    outcome: str = ""
    why: str = ""
    comes_back_at: datetime | None = None
    merged_into: UUID | None = None
    is_unattended: bool = False

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    def paused_until(self, now: datetime) -> datetime | None:
        """Return when the pause that covers this moment is over, None outside pauses."""
        ends = [span.until for span in self.pauses if span.starts_at <= now < span.until]
        return max(ends, default=None)


def stands_after(happened: Iterable[e.Event], kind: Kind) -> FollowUp:
    """Return what a follow-up of a kind is after its events, in the order in which they were written.

    Raises:
        CannotHappen: they don't begin with opening, or one doesn't fit.
    """
    # What it was after each event that still counts, with that event.
    stood: list[tuple[e.Event, FollowUp]] = []
    for event in happened:
        if not stood:
            stood.append((event, begin(event)))
        elif isinstance(event, e.TakenBack):
            check_taking_back(event, last=stood.pop()[0])
            stood[-1] = (e.TimeMended(at=event.at, by=None), replace(_mended(stood[-1][1], event.at), last_at=event.at))
        else:
            stood.append((event, then(stood[-1][1], event, kind)))
    if not stood:
        raise CannotHappen("A follow-up begins by being opened; there is no event at all.")
    return stood[-1][1]


def check_taking_back(event: e.TakenBack, *, last: e.Event) -> None:
    """Refuse to undo what isn't one's own, isn't the last thing that happened, or was long ago.

    Raises:
        CannotHappen: one of these.
    """
    if not isinstance(last, UNDOABLE) or last.by is None:
        raise CannotHappen("There is nothing here that could be undone.")
    if last.by != event.by:
        raise CannotHappen("Only who did it can undo it.")
    if event.at - last.at > UNDO_FOR:
        raise CannotHappen(
            "That was too long ago to undo: others may have acted on it. Do the opposite, with a reason."
        )


def begin(event: e.Event) -> FollowUp:
    """Return what a follow-up is once it is opened.

    Raises:
        CannotHappen: it is no opening, or nobody would hear.
    """
    if not isinstance(event, e.Opened):
        raise CannotHappen(f"A follow-up begins by being opened, not by {type(event).__name__}.")
    if not event.listeners:
        raise CannotHappen("Somebody must hear what becomes of it: name at least one listener.")
    return FollowUp(
        kind=event.kind,
        state=State.OPEN,
        owner=event.owner,
        listeners=event.listeners,
        opened_at=event.at,
        last_at=event.at,
        owned_since=event.at,
        open_since=event.at,
        waiting_since=event.at,
        is_unattended=event.is_unattended,
    )


def then(was: FollowUp, event: e.Event, kind: Kind) -> FollowUp:
    """Return what it is after one more event.

    Raises:
        CannotHappen: the event doesn't fit; nothing has changed.
    """
    if was.state is State.MERGED:
        raise CannotHappen("It was merged into another one: go on there.")
    if was.state is State.ENDED and not isinstance(
        event, e.Reopened | e.Denied | e.Noted | e.ListenerAdded | e.TimeMended
    ):
        raise CannotHappen("It has ended: open it again first, with a reason.")
    was = _mended(was, event.at)
    if isinstance(event, e.Ended):
        _check_end(event, was, kind)
    return replace(_after(event, was), last_at=event.at)


def _mended(was: FollowUp, now: datetime) -> FollowUp:
    """Return it with nothing later than now.

    A clock that ran ahead for a moment would otherwise start the clocks of a follow-up next year, and bury it.
    """
    if was.last_at - now <= CLOCKS_DIFFER:
        return was

    def by_now(at: datetime | None) -> datetime | None:
        return at and min(at, now)

    return replace(
        was,
        opened_at=min(was.opened_at, now),
        owned_since=min(was.owned_since, now),
        open_since=min(was.open_since, now),
        acknowledged_at=by_now(was.acknowledged_at),
        contacted_at=by_now(was.contacted_at),
        waiting_since=by_now(was.waiting_since),
        step_promised_at=by_now(was.step_promised_at),
        pauses=tuple(Span(min(span.starts_at, now), span.until) for span in was.pauses if span.until > now),
        # Whoever was told was told of silence that had not been: the climb begins anew.
        reached=frozenset(),
    )


def _check_end(event: e.Ended, was: FollowUp, kind: Kind) -> None:
    outcome = kind.outcome(event.outcome)
    if outcome is None:
        known = ", ".join(each.label for each in kind.outcomes)
        raise CannotHappen(f"“{event.outcome}” is no way to end a {kind.label}: choose one of {known}.")
    if not event.words.strip():
        raise CannotHappen("Say why it ends so: everybody who listens is told.")
    if kind.has_somebody_waiting and was.waiting_since is not None and not outcome.is_unreached:
        raise CannotHappen("Whoever waits has not been spoken to: tell them first, even if it is a no.")
    if outcome.comes_back != (event.comes_back_at is not None):
        wanted = "name the day on which it comes back" if outcome.comes_back else "it doesn't come back, so name no day"
        raise CannotHappen(f"“{outcome.label}”: {wanted}.")
    if event.comes_back_at is not None and event.comes_back_at <= event.at:
        raise CannotHappen("The day on which it comes back lies in the past; name one to come.")


@singledispatch
def _after(event: e.Event, was: FollowUp) -> FollowUp:
    raise CannotHappen(f"{type(event).__name__} can't happen to a follow-up that is {was.state}.")


@_after.register
def _(event: e.Acknowledged, was: FollowUp) -> FollowUp:
    if event.by != was.owner:
        raise CannotHappen("Only who has it can take it on; take it over first.")
    return replace(was, acknowledged_at=was.acknowledged_at or event.at)


@_after.register
def _(event: e.Contacted, was: FollowUp) -> FollowUp:
    if event.by is None:
        raise CannotHappen("Only a person can have spoken to whoever waits.")
    if not event.words.strip():
        raise CannotHappen("Say in a few words what was said: the customer and the noticer will be told the same.")
    # Who has spoken to the customer has taken it on, whoever it was.
    return replace(was, contacted_at=event.at, waiting_since=None, acknowledged_at=was.acknowledged_at or event.at)


@_after.register
def _(event: e.Denied, was: FollowUp) -> FollowUp:
    if was.is_open and was.contacted_at is None:
        return was
    now = was if was.is_open else _opened_again(was, event, event.owner, is_unattended=event.is_unattended)
    return replace(
        now,
        contacted_at=None,
        # Who waits knows best: they have been waiting since they were said to have been reached.
        waiting_since=was.contacted_at or was.waiting_since or event.at,
        reached=frozenset(each for each in now.reached if each.clock is not ClockName.CONTACT),
    )


@_after.register
def _(_event: e.Noted | e.Reminded | e.Confirmed | e.TimeMended, was: FollowUp) -> FollowUp:
    return was


@_after.register
def _(event: e.StepPromised, was: FollowUp) -> FollowUp:
    if event.due_at <= event.at:
        raise CannotHappen("The next step lies in the past; name a moment to come.")
    if not event.words.strip():
        raise CannotHappen("Say what the next step is.")
    return replace(
        was,
        step_promised_at=event.at,
        step_due_at=event.due_at,
        reached=frozenset(each for each in was.reached if each.clock is not ClockName.NEXT_STEP),
    )


@_after.register
def _(_event: e.StepDone, was: FollowUp) -> FollowUp:
    if was.step_due_at is None:
        raise CannotHappen("No next step was promised.")
    return replace(was, step_promised_at=None, step_due_at=None)


@_after.register
def _(event: e.Paused, was: FollowUp) -> FollowUp:
    if not event.words.strip():
        raise CannotHappen("Say what it waits for; whoever waits reads it.")
    if event.until <= event.at:
        raise CannotHappen("The pause would be over already; name a moment to come.")
    if was.paused_until(event.at) is not None:
        raise CannotHappen("It is paused already; let it go on first.")
    paused = sum((span.until - span.starts_at for span in was.pauses), event.until - event.at)
    if paused > MOST_PAUSED:
        raise CannotHappen(
            f"It would be paused for {paused.days} days in all, and {MOST_PAUSED.days} is the most: end it as "
            "“not now” with the day on which it comes back."
        )
    return replace(was, pauses=(*was.pauses, Span(event.at, event.until)))


@_after.register
def _(event: e.Resumed, was: FollowUp) -> FollowUp:
    if was.paused_until(event.at) is None:
        raise CannotHappen("It isn't paused.")
    return replace(was, pauses=_cut(was.pauses, event.at))


@_after.register
def _(event: e.OwnerChanged, was: FollowUp) -> FollowUp:
    # It may stay where it is and be attended again: whoever stands highest is back.
    if event.owner == was.owner and event.is_unattended == was.is_unattended:
        raise CannotHappen("They have it already.")
    return replace(
        was,
        owner=event.owner,
        owned_since=event.at,
        # The new one has not said "mine" yet; how long the customer has waited is another clock, and runs on.
        acknowledged_at=None,
        is_unattended=event.is_unattended,
        reached=frozenset(each for each in was.reached if each.clock is not ClockName.ACKNOWLEDGE),
    )


@_after.register
def _(event: e.ListenerAdded, was: FollowUp) -> FollowUp:
    return replace(was, listeners=was.listeners | {event.listener})


@_after.register
def _(event: e.Escalated, was: FollowUp) -> FollowUp:
    if event.percent not in STEPS and event.percent <= LAST:
        raise CannotHappen(
            f"Nobody is told at {event.percent} % of a clock: the steps are {', '.join(map(str, STEPS))}."
        )
    if any(each.clock is event.clock and each.percent >= event.percent for each in was.reached):
        raise CannotHappen(f"They were told of {event.percent} % already.")
    return replace(was, reached=was.reached | {Reached(event.clock, event.percent)})


@_after.register
def _(event: e.Ended, was: FollowUp) -> FollowUp:
    return replace(
        was,
        state=State.ENDED,
        outcome=event.outcome,
        why=event.words,
        comes_back_at=event.comes_back_at,
        step_promised_at=None,
        step_due_at=None,
        is_unattended=False,
    )


@_after.register
def _(event: e.Reopened, was: FollowUp) -> FollowUp:
    if was.is_open:
        raise CannotHappen("It is open.")
    if not event.words.strip():
        raise CannotHappen("Say why it is open again.")
    return replace(
        _opened_again(was, event, event.owner, is_unattended=event.is_unattended),
        contacted_at=None,
        waiting_since=event.at,
    )


def _opened_again(was: FollowUp, event: e.Event, owner: UUID, *, is_unattended: bool) -> FollowUp:
    """Return it open, its clocks at their beginning: a new silence climbs from below."""
    return replace(
        was,
        state=State.OPEN,
        owner=owner,
        owned_since=event.at,
        open_since=event.at,
        acknowledged_at=None,
        outcome="",
        why="",
        comes_back_at=None,
        reached=frozenset(),
        pauses=_cut(was.pauses, event.at),
        is_unattended=is_unattended,
    )


def _cut(pauses: tuple[Span, ...], at: datetime) -> tuple[Span, ...]:
    """Return the pauses as if the one that covers this moment ended now."""
    return tuple(Span(span.starts_at, min(span.until, at)) for span in pauses)


@_after.register
def _(event: e.MergedInto, was: FollowUp) -> FollowUp:
    return replace(was, state=State.MERGED, merged_into=event.other, step_promised_at=None, step_due_at=None)


@_after.register
def _(event: e.TookIn, was: FollowUp) -> FollowUp:
    now = replace(was, listeners=was.listeners | event.listeners)
    if event.waiting_since is None:
        return now
    # Somebody else has not been spoken to yet: who was reached here doesn't answer for them.
    return replace(now, contacted_at=None, waiting_since=min(was.waiting_since or event.at, event.waiting_since))
