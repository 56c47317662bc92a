"""What may become of a part that was asked for? Values in, values out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# As long as a follow-up's own step may be taken back.
UNDO_WITHIN = timedelta(minutes=10)
MOST_OF_ONE = 99
LONGEST_WORDS = 500


class RequestState(StrEnum):
    """Where a part stands that somebody asked for."""

    ASKED = "asked"
    QUESTION = "question"
    COMING = "coming"
    ORDERED = "ordered"
    HERE = "here"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        return _STATES[self]

    @property
    def is_open(self) -> bool:
        return self in OPEN

    @property
    def waits_for_desk(self) -> bool:
        """Tell whether the parts desk has to do something next."""
        return self is RequestState.ASKED


_STATES = {
    RequestState.ASKED: "asked for",
    RequestState.QUESTION: "a question first",
    RequestState.COMING: "on a colleague’s truck",
    RequestState.ORDERED: "on order",
    RequestState.HERE: "here",
    RequestState.REFUSED: "refused",
    RequestState.NOT_NEEDED: "not needed any more",
}
OPEN = frozenset({RequestState.ASKED, RequestState.QUESTION, RequestState.COMING, RequestState.ORDERED})


class Step(StrEnum):
    """What can happen to one."""

    ASKED = "asked"
    FROM_SHELF = "from_shelf"
    FROM_TRUCK = "from_truck"
    HANDED_OVER = "handed_over"
    NOT_THERE = "not_there"
    ORDERED = "ordered"
    ORDER_SENT = "order_sent"
    DATE_NAMED = "date_named"
    ORDER_LATE = "order_late"
    ORDER_OFF = "order_off"
    ARRIVED = "arrived"
    FETCHED = "fetched"
    ASKED_BACK = "asked_back"
    ANSWERED = "answered"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS = {
    Step.ASKED: "asked for it",
    Step.FROM_SHELF: "took it from the shelf",
    Step.FROM_TRUCK: "found it on a truck",
    Step.HANDED_OVER: "it changed hands",
    Step.NOT_THERE: "it wasn’t there",
    Step.ORDERED: "put it on an order",
    Step.ORDER_SENT: "sent the order",
    Step.DATE_NAMED: "the supplier named a day",
    Step.ORDER_LATE: "the supplier is late",
    Step.ORDER_OFF: "took it off the order",
    Step.ARRIVED: "it arrived",
    Step.FETCHED: "fetched it",
    Step.ASKED_BACK: "asked back",
    Step.ANSWERED: "answered",
    Step.REFUSED: "refused it",
    Step.NOT_NEEDED: "doesn’t need it any more",
    Step.TAKEN_BACK: "took the last step back",
}
_DESK = (RequestState.ASKED, RequestState.QUESTION)
# From where each step may be taken, and where it leads (None: it stays where it is).
_LEADS: dict[Step, tuple[Collection[RequestState], RequestState | None]] = {
    Step.FROM_SHELF: (_DESK, RequestState.HERE),
    Step.FROM_TRUCK: (_DESK, RequestState.COMING),
    Step.HANDED_OVER: ((RequestState.COMING,), RequestState.HERE),
    Step.NOT_THERE: ((RequestState.COMING,), RequestState.ASKED),
    Step.ORDERED: (_DESK, RequestState.ORDERED),
    Step.ORDER_SENT: ((RequestState.ORDERED,), None),
    Step.DATE_NAMED: ((RequestState.ORDERED,), None),
    Step.ORDER_LATE: ((RequestState.ORDERED,), None),
    Step.ORDER_OFF: ((RequestState.ORDERED,), RequestState.ASKED),
    Step.ARRIVED: ((RequestState.ORDERED,), RequestState.HERE),
    Step.FETCHED: ((RequestState.HERE,), None),
    Step.ASKED_BACK: ((RequestState.ASKED,), RequestState.QUESTION),
    Step.ANSWERED: ((RequestState.QUESTION,), RequestState.ASKED),
    Step.REFUSED: (_DESK, RequestState.REFUSED),
    Step.NOT_NEEDED: (OPEN, RequestState.NOT_NEEDED),
}
# What needs words: whoever waits reads them.
_NEEDS_WORDS = {
    Step.REFUSED: "Say why it is refused: it becomes an obstacle, and somebody has to do something about it.",
    Step.ASKED_BACK: "Write what you need to know.",
    Step.ANSWERED: "Write the answer.",
}
# What whoever did it may take back a moment later. An order that has left, or a date, is changed on the order.
UNDOABLE = frozenset({Step.FROM_SHELF, Step.FROM_TRUCK, Step.ORDERED, Step.REFUSED, Step.ASKED_BACK, Step.NOT_NEEDED})


class WhyRefused(StrEnum):
    """Why a part is refused."""

    TOO_DEAR = "too_dear"
    NOT_COVERED = "not_covered"
    NOT_MADE = "not_made"
    OTHER_WAY = "other_way"

    @property
    def label(self) -> str:
        return {
            "too_dear": "too dear for this machine",
            "not_covered": "the contract doesn’t cover it",
            "not_made": "nobody makes it any more",
            "other_way": "another reason",
        }[self]


class Lacked(StrEnum):
    """What was missing on a visit that ended unfinished, where no row says it: one tap by whoever was there."""

    HANDS = "hands"
    SKILL = "skill"
    TOOL = "tool"
    ACCESS = "access"
    RIGHTS = "rights"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "hands": "a second pair of hands",
            "skill": "somebody who knows this machine",
            "tool": "a tool",
            "access": "the way in",
            "rights": "rights in the network",
            "other": "something else",
        }[self]


class CannotAnswer(Exception):
    """This can't be done with a part that was asked for; the message is for whoever tried."""


def leads_to(state: RequestState, step: Step, *, words: str = "") -> RequestState:
    """Return where a part stands after a step.

    Raises:
        CannotAnswer: it stands elsewhere by now, or words are missing.
    """
    known = _LEADS.get(step)
    if known is None:
        raise CannotAnswer(f"A part that is {state.label} can’t be “{step.label}”.")
    sources, target = known
    if state not in sources:
        raise CannotAnswer(f"This part is {state.label} by now; look at it anew before you answer.")
    if step in _NEEDS_WORDS and not words.strip():
        raise CannotAnswer(_NEEDS_WORDS[step])
    return target or state


@dataclass(frozen=True, slots=True)
class LastStep:
    """The newest step of a request: what, by whom, when."""

    step: Step
    by_id: object
    at: datetime


def may_undo(last: LastStep, *, by_id: object, now: datetime) -> bool:
    """Tell whether this person may still take the last step back."""
    return last.step in UNDOABLE and by_id is not None and last.by_id == by_id and now - last.at <= UNDO_WITHIN


def outcome_of(states: Collection[RequestState]) -> str | None:
    """Return how the follow-up of these parts ends; None while one of them is open.

    One part that is here is worth more than one nobody needs: the call can go on.
    """
    if not states or any(state.is_open for state in states):
        return None
    if RequestState.HERE in states:
        return "arrived" if RequestState.REFUSED not in states else "refused"
    return "refused" if RequestState.REFUSED in states else "not_needed"
