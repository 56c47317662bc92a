"""What does a kind of follow-up declare? Its words, its clocks, its ladder, and how it may end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# Of these the parts' own kinds are made.
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class ClockName(StrEnum):
    """What somebody is waiting for. Each is answered by something else, and none by a note."""

    ACKNOWLEDGE = "acknowledge"  # the owner says "mine"
    CONTACT = "contact"  # the person who waits has been spoken to
    NEXT_STEP = "next_step"  # what was promised for a day has been done
    RESOLUTION = "resolution"  # it has ended

    @property
    def label(self) -> str:
        return _CLOCK_LABELS[self]


_CLOCK_LABELS = {
    ClockName.ACKNOWLEDGE: "somebody takes it on",
    ClockName.CONTACT: "first word to who waits",
    ClockName.NEXT_STEP: "next step",
    ClockName.RESOLUTION: "an end to it",
}


class Whose(StrEnum):
    """By whose working hours a clock counts."""

    OWNER = "owner"  # the hours of the owner's branch
    CUSTOMER = "customer"  # the customer's own hours


class Rung(StrEnum):
    """Whom a silent follow-up climbs to."""

    OWNER = "owner"
    MANAGER = "manager"
    PRINCIPAL = "principal"


# Of a clock's time, and who is told then. Source: PRODUCT, "Follow-up".
STEPS: Mapping[int, Rung] = {50: Rung.OWNER, 100: Rung.MANAGER, 200: Rung.PRINCIPAL}
LAST = max(STEPS)


class Alarm(StrEnum):
    """How loud it may become."""

    CLIMBS = "climbs"  # each rung is told at once
    DIGEST = "digest"  # it ends at the manager, who reads of it once a day


@dataclass(frozen=True, slots=True)
class Clock:
    """How long one thing may take, in working time of those whose hours count."""

    name: ClockName
    allows: timedelta
    whose: Whose


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to end. `comes_back`: until a day that must be named; `is_unreached`: who waits could not be reached."""

    name: str
    label: str
    comes_back: bool = False
    is_unreached: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of follow-up, as its part declares it.

    Raises:
        BadKind: nobody could answer it, end it, or would ever be told.
    """

    name: str
    label: str
    clocks: tuple[Clock, ...]
    outcomes: tuple[Outcome, ...]
    # Whose work it is: the roles, the most fitting first. Where nobody has one, it is the service manager's.
    owners: tuple[str, ...] = ()
    alarm: Alarm = Alarm.DIGEST
    # Somebody outside the owner's own work waits to be spoken to.
    has_somebody_waiting: bool = True
    # The roles that may open one by hand; empty where it has a page of its own, or only the program opens it.
    by_hand: tuple[str, ...] = ()
    # Whoever opens one names the moment by which something is done.
    needs_moment: bool = False
    # Somebody of another branch may be given one, if it is their role's work: never found by role, only sent for.
    crosses_branches: bool = False
    # How one ends that stands for a record of its own (`about_kind`): there, never here. A sentence for whoever tries.
    ends_there: str = ""
    # Paused, it waits for a day that was agreed: until then nobody is asked to take it on, either.
    waits_for_its_day: bool = False

    def __post_init__(self) -> None:
        named = [clock.name for clock in self.clocks]
        if len(set(named)) < len(named):
            raise BadKind(f"{self.name} declares a clock twice; each may stand once.")
        if not {ClockName.ACKNOWLEDGE, ClockName.RESOLUTION} <= set(named):
            raise BadKind(f"{self.name} needs a clock to acknowledge and one to resolve, or it could lie for ever.")
        if self.has_somebody_waiting and ClockName.CONTACT not in named:
            raise BadKind(f"Somebody waits for {self.name}, so it needs a clock for the first contact.")
        if ClockName.NEXT_STEP in named:
            raise BadKind(f"{self.name} can't say how long a next step takes: whoever promises it names the moment.")
        for clock in self.clocks:
            if clock.allows <= timedelta(0):
                raise BadKind(f"{self.name} allows {clock.allows} for {clock.name}; it must allow some time.")
        if not self.outcomes:
            raise BadKind(f"{self.name} has no outcome, so it could never end.")

    @property
    def clock(self) -> Mapping[ClockName, Clock]:
        return {clock.name: clock for clock in self.clocks}

    def outcome(self, name: str) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if outcome.name == name), None)


class BadKind(ValueError):
    """A kind that would break the promise that nothing is dropped; the message says how to mend it."""


def clocks_of(*, taken_on: timedelta, answered: timedelta | None, over: timedelta, whose: Whose) -> tuple[Clock, ...]:
    """Return the clocks of a kind: working time until it is taken on, whoever waits is spoken to, and it is over.

    `whose` are the hours of who waits; None for `answered` where nobody does.
    """
    first_word = () if answered is None else (Clock(ClockName.CONTACT, answered, whose),)
    return (
        Clock(ClockName.ACKNOWLEDGE, taken_on, Whose.OWNER),
        *first_word,
        Clock(ClockName.RESOLUTION, over, Whose.OWNER),
    )
