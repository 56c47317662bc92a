"""What can happen to a follow-up? Each is kept for ever, with who, when and in what words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from steadyhand.business.followups.rules.kinds import ClockName


class Moved(StrEnum):
    """Why a follow-up has another owner."""

    GIVEN = "given"  # by somebody who may
    TAKEN = "taken"  # by the one who has it now
    LEFT = "left"  # the owner works here no longer, or the account is closed
    ON_LEAVE = "on_leave"
    LOST_ROLE = "lost_role"
    CAME = "came"  # nobody could have it, and now somebody can


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `by` is a person, or None for the program itself.

    Events stand in the order in which they were written; `at` is what the clock said then, which may have been wrong.
    """

    at: datetime
    by: UUID | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """It begins. `is_unattended`: nobody active was found for it, so the principal has it."""

    kind: str
    owner: UUID
    listeners: frozenset[UUID]
    is_unattended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged(Event):
    """The owner has taken it on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacted(Event):
    """The person who waits was spoken or written to. Only this answers the clock of the first contact."""

    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied(Event):
    """The person who waits says that nobody reached them: the clock of the first contact runs again.

    `owner` has it from now on if it had ended; while it is open the owner stays.
    """

    owner: UUID
    is_unattended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(Event):
    """The person who waited says that they were reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    """Somebody wrote something down. It answers nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Event):
    """A day that it is about has come nearer. It answers nothing, and whoever has it or listens is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPromised(Event):
    """What happens next, and by when."""

    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone(Event):
    """The next step was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """Nothing can be done until then, for a reason. No pause is without an end."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """It goes on, before the pause was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerChanged(Event):
    """Somebody else has it now."""

    owner: UUID
    why: Moved
    is_unattended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerAdded(Event):
    """Somebody else wants to hear what becomes of it."""

    listener: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Event):
    """A clock ran on unanswered, and the next person knows."""

    clock: ClockName
    percent: int
    told: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Event):
    """It is over: how, and why. `comes_back_at` is when it opens again by itself."""

    outcome: str
    comes_back_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """It was not over after all, or its day has come."""

    owner: UUID
    is_unattended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedInto(Event):
    """It is the same as another: that one goes on, with everybody who listened here."""

    other: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TookIn(Event):
    """Another one was the same: who listened there listens here, and whoever waited there waits here, as long."""

    other: UUID
    listeners: frozenset[UUID]
    waiting_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack(Event):
    """Whoever did the last thing has undone it, a moment later: it counts as not having happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMended(Event):
    """The machine's clock had run ahead and is right again; nothing can have happened later than now."""
