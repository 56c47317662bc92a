"""What may a text claim that a record could know? One class a kind; offsets count characters of the text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from steadyhand.business.conversations.guard.facts.record import Facts, PartState, TermOf
from steadyhand.business.conversations.guard.findings import TimeSaid
from steadyhand.business.conversations.guard.verdicts import PromiseKind


@dataclass(frozen=True, slots=True)
class TimeClaim:
    """Something is said to happen at a time; `is_firm`: whoever says it binds themselves."""

    said: TimeSaid
    about: PromiseKind | None
    is_firm: bool
    # Where its sentence begins and ends.
    sentence: tuple[int, int]
    # With the word before it, "by" or "on": what a right time takes the place of.
    replaced_from: int


@dataclass(frozen=True, slots=True)
class StateClaim:
    """A part is said to have come so far; `part` in the text's words, empty for "it"."""

    start: int
    end: int
    state: PartState
    is_denied: bool
    # "The drum has shipped" can be put right in place; "we shipped the drum" can't.
    is_passive: bool
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PriceClaim:
    """An amount of money."""

    start: int
    end: int
    cents: int
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class NumberClaim:
    """A serial, model or part number, by the word before it or by its shape."""

    start: int
    end: int
    number: str
    is_serial: bool
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class NameClaim:
    """Somebody is named; `is_coming`: as the one who comes."""

    start: int
    end: int
    name: str
    is_coming: bool
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TermClaim:
    """A contract is said to cover something or not, or to run until a day."""

    start: int
    end: int
    of: TermOf
    is_covered: bool | None
    until_on: date | None
    sentence: tuple[int, int]


Claim = TimeClaim | StateClaim | PriceClaim | NumberClaim | NameClaim | TermClaim


@dataclass(frozen=True, slots=True)
class Language:
    """What checking needs to know of a language: the claims in a text, and how a record's value is said in it."""

    claims_in: Callable[[str, Facts, datetime], tuple[Claim, ...]]
    time_words: Callable[[datetime | None, datetime], str]
    day_words: Callable[[date], str]
    state_words: Callable[[PartState], str]
    part_says: Callable[[str, PartState, date | None], str]
    term_says: Callable[[TermOf, bool | None, date | None], str]
    price_words: Callable[[int], str]
    asks: Callable[[str], str]
