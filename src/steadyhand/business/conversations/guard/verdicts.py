"""How does what a text says stand to the record? One verdict for each thing said that a record could know."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Holding(StrEnum):
    """Whether the record says the same."""

    MATCHES = "matches"
    # Earlier than we can keep, and said without a hedge.
    TIGHTER = "tighter"
    CONTRADICTS = "contradicts"
    # Nothing there says so: who told you?
    NO_RECORD = "no_record"
    # Too vague, or of something that no record holds.
    NOT_CHECKABLE = "not_checkable"

    @property
    def holds_message(self) -> bool:
        """Tell whether words like these wait for a manager."""
        return self in (Holding.CONTRADICTS, Holding.TIGHTER)


class ClaimKind(StrEnum):
    """What sort of thing is said."""

    TIME = "time"
    PART_STATE = "part_state"
    PRICE = "price"
    SERIAL = "serial"
    NAME = "name"
    CONTRACT = "contract"


class PromiseKind(StrEnum):
    """What is promised for a time."""

    ARRIVAL = "arrival"
    PART = "part"
    FIX = "fix"
    CALL_BACK = "call_back"


@dataclass(frozen=True, slots=True, order=True)
class Offer:
    """A promise in a text that may become a ledgered one: of what, and by when it can be kept."""

    kind: PromiseKind
    by_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record has to say about words in a text; `say_instead` is their sentence with the right value in it."""

    start: int
    end: int
    kind: ClaimKind
    holding: Holding
    words: str
    # In words, and where it comes from: "supplier confirmation, 10:42"; empty where there is no record.
    record_says: str = ""
    source: str = ""
    record: str = ""
    say_instead: str = ""
    # Of a time: what is said to happen then.
    about: PromiseKind | None = None
    # What is asked where nobody knows: "Who told you Friday?"
    asks: str = ""
    offer: Offer | None = None
