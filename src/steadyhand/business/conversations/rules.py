"""What is said, which facts are in it, and what may become of it? Values in, values out: no database, no clock."""

from datetime import timedelta
from enum import StrEnum

# A message that the record contradicts waits this long for a manager; then words that are safe to say go instead.
HELD_FOR = timedelta(minutes=15)


class Direction(StrEnum):
    """Who spoke."""

    TO_THEM = "to_them"
    FROM_THEM = "from_them"

    @property
    def label(self) -> str:
        return {Direction.TO_THEM: "we told them", Direction.FROM_THEM: "they told us"}[self]


class StatementState(StrEnum):
    """What became of a statement. What was said stays said; only what was held can still move."""

    SAID = "said"
    HELD = "held"
    RELEASED = "released"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    RECEIVED = "received"

    @property
    def label(self) -> str:
        return _STATES[self]

    @property
    def reached_them(self) -> bool:
        """Tell whether the customer knows these words, as far as it is up to us."""
        return self in (StatementState.SAID, StatementState.RELEASED)


_STATES = {
    StatementState.SAID: "said",
    StatementState.HELD: "held",
    StatementState.RELEASED: "held, then released",
    StatementState.REPLACED: "held; other words went instead",
    StatementState.WITHDRAWN: "never sent",
    StatementState.RECEIVED: "received",
}


class FactKind(StrEnum):
    """What sort of thing was told as a fact."""

    TIME = "time"
    PART_STATE = "part_state"
    PRICE = "price"
    SERIAL = "serial"
    NAME = "name"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    FactKind.TIME: "a time",
    FactKind.PART_STATE: "how a part stands",
    FactKind.PRICE: "a price",
    FactKind.SERIAL: "a machine",
    FactKind.NAME: "who comes",
    FactKind.OTHER: "a fact",
}


class Verdict(StrEnum):
    """How a fact stood to the record when it was told."""

    MATCHES = "matches"
    TIGHTER = "tighter"
    CONTRADICTS = "contradicts"
    NO_RECORD = "no_record"
    # No record knows of it; whoever wrote it has said who told them.
    ASKED = "asked"

    @property
    def holds(self) -> bool:
        """Tell whether words with such a fact wait for a manager: the record says otherwise, or promises less."""
        return self in (Verdict.CONTRADICTS, Verdict.TIGHTER)


class Source(StrEnum):
    """Which record a fact rests on; empty: none that the program can look at."""

    NONE = ""
    PROMISE = "promises.promise"
    VISIT = "calls.visit"
    CALL = "calls.call"
    FOLLOWUP = "followups.followup"


class FactState(StrEnum):
    """Where a fact that was told stands."""

    STANDS = "stands"
    # The record says otherwise now: a correction is owed.
    UNTRUE = "untrue"
    CORRECTED = "corrected"
    # The customer has heard the same thing anew since, from a later statement.
    TOLD_ANEW = "told_anew"
    # It happened, or nobody waits for it any more.
    OVER = "over"


class CorrectionEnd(StrEnum):
    """How a correction ended: the customer knows, or the record has come back to what they were told."""

    TOLD = "corrected"
    TRUE_AGAIN = "true_again"
    # Nobody waits for it any more: it has happened meanwhile, or the call is over.
    OVER = "over"


class HeldEnd(StrEnum):
    """What became of a held message."""

    RELEASED = "released"
    CORRECTED = "corrected"
    SAFE_TEXT = "safe_text"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _HELD_ENDS[self]


_HELD_ENDS = {
    HeldEnd.RELEASED: "sent as it was",
    HeldEnd.CORRECTED: "corrected, then sent",
    HeldEnd.SAFE_TEXT: "nobody decided in time: safe words went instead",
    HeldEnd.WITHDRAWN: "not sent",
}


class FindingEnd(StrEnum):
    """How somebody ended what the guard found in words that went out; what was mended before is kept nowhere."""

    SENT = "sent"
    KEPT = "kept"

    @property
    def label(self) -> str:
        return {"sent": "sent as it was", "kept": "fine as it is, said its writer"}[self]


class HandedState(StrEnum):
    """Where a fact stands that a colleague handed to a technician to pass on."""

    STANDING = "standing"
    UNTRUE = "untrue"
    CORRECTED = "corrected"

    @property
    def label(self) -> str:
        return _HANDED[self]


_HANDED = {
    HandedState.STANDING: "stands",
    HandedState.UNTRUE: "marked untrue",
    HandedState.CORRECTED: "put right with the customer",
}


class CannotSay(Exception):
    """It can't be kept or sent like this; the message says why and what to do."""
