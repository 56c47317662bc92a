"""What do the marks say, criterion by criterion? No total, no order of candidates: people decide, with reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from steadyhand.business.learning.hiring.kit import Criterion, Kit

LEAST, MOST = 1, 5
# From here on an answer is good enough.
FAIR = 3
# Of a note to one question: some lines, as they are written while somebody speaks.
NOTE_LENGTH = 500
# Raters who are so far apart talk before anybody decides.
APART = 2
# So many raters below FAIR on an essential: a reason to talk, never a rejection by itself.
TALK_FROM = 2


class Verdict(StrEnum):
    """What is decided."""

    HIRE = "hire"
    PATH = "path"
    WARM = "warm"
    NO = "no"

    @property
    def label(self) -> str:
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.HIRE: "hire",
    Verdict.PATH: "hire, with a development path",
    Verdict.WARM: "keep warm",
    Verdict.NO: "no",
}


class Seen(StrEnum):
    """What raters saw of a criterion."""

    NOT_SEEN = "not_seen"
    MET = "met"
    APART = "apart"
    GAP = "gap"

    @property
    def label(self) -> str:
        return _SEEN[self]


_SEEN = {
    Seen.NOT_SEEN: "not assessed",
    Seen.MET: "there",
    Seen.APART: "seen differently",
    Seen.GAP: "a gap",
}


class Leaning(StrEnum):
    """Where the essentials point. A help to talk about it, not a verdict."""

    NOT_YET = "not_yet"
    TALK = "talk"
    HIRE = "hire"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Marked:
    """One rater's marks by item; None is "not assessed", and never counts as anything."""

    rater: str
    marks: Mapping[str, int | None]
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion over all raters. `discuss`: they are far apart on an item; `below`: raters with a mark below 3."""

    criterion: Criterion
    seen: Seen
    discuss: bool
    below: tuple[str, ...]
    assessed: tuple[str, ...]

    @property
    def needs_talk(self) -> bool:
        """Tell whether two raters or more miss something essential."""
        return self.criterion.is_essential and len(self.below) >= TALK_FROM


@dataclass(frozen=True, slots=True)
class PathLine:
    """A gap to be learnt: with what, in words and as it is named; by when, and how it will be seen that it is there.

    `skill` and `level` are a level to reach, or what the mentor teaches.
    """

    criterion: str
    way: str
    with_what: str
    due_on: date
    check: str
    module: str = ""
    vendor: str = ""
    line: str = ""
    skill: str = ""
    level: int = 0
    mentor_id: UUID | None = None


class NotLikeThis(ValueError):
    """It can't be kept like this; the message says what to do."""


def check_card(kit: Kit, marks: Mapping[str, int | None], notes: Mapping[str, str]) -> None:
    """Refuse a scorecard that can't be kept.

    Raises:
        NotLikeThis: a mark outside 1 to 5, an item that the kit hasn't, or a note that is too long.
    """
    known = {item.key for item in kit.items}
    if stray := (set(marks) | set(notes)) - known:
        raise NotLikeThis(f"This kit doesn't ask for “{min(stray)[:60]}”: open the page anew.")
    wrong = next((mark for mark in marks.values() if mark is not None and not LEAST <= mark <= MOST), None)
    if wrong is not None:
        raise NotLikeThis(f"{wrong} is no mark: choose 1 to 5, or “not assessed”.")
    longest = max((len(words.strip()) for words in notes.values()), default=0)
    if longest > NOTE_LENGTH:
        raise NotLikeThis(f"A note has {longest:,} characters, and {NOTE_LENGTH} are the most: keep what was said.")


def check_marks(kit: Kit, marks: Mapping[str, int | None]) -> None:
    """Refuse a scorecard that can't be handed in.

    Raises:
        NotLikeThis: as `check_card` does, or nothing is assessed at all.
    """
    check_card(kit, marks, {})
    if all(mark is None for mark in marks.values()):
        raise NotLikeThis("Nothing is assessed yet: mark what you saw, then hand it in.")


def findings(kit: Kit, cards: Sequence[Marked]) -> tuple[Finding, ...]:
    """Return each criterion with what the raters saw of it, in the order of the kit."""
    return tuple(_finding(each, kit, cards) for each in kit.criteria)


def _finding(criterion: Criterion, kit: Kit, cards: Sequence[Marked]) -> Finding:
    keys = [item.key for item in kit.items if item.criterion == criterion.code]
    given = {card.rater: [m for key in keys if (m := card.marks.get(key)) is not None] for card in cards}
    assessed = tuple(rater for rater, marks in given.items() if marks)
    below = tuple(rater for rater in assessed if min(given[rater]) < FAIR)
    by_item = [[m for card in cards if (m := card.marks.get(key)) is not None] for key in keys]
    discuss = any(len(marks) > 1 and max(marks) - min(marks) >= APART for marks in by_item)
    if not assessed:
        seen = Seen.NOT_SEEN
    elif not below:
        seen = Seen.MET
    else:
        seen = Seen.GAP if len(below) == len(assessed) else Seen.APART
    return Finding(criterion, seen, discuss, below, assessed)


def leaning(found: Sequence[Finding]) -> Leaning:
    """Return where the essentials point: all seen and there, gaps that can be learnt, or something to talk about."""
    essentials = [each for each in found if each.criterion.is_essential]
    if any(each.seen is Seen.NOT_SEEN for each in essentials):
        return Leaning.NOT_YET
    gaps = [each for each in found if each.seen in (Seen.GAP, Seen.APART)]
    if any(not each.criterion.learn_weeks for each in gaps) or any(each.needs_talk for each in found):
        return Leaning.TALK
    return Leaning.PATH if gaps else Leaning.HIRE


def due_after(starts_on: date, criterion: Criterion) -> date:
    """Return the day by which a gap is closed, if it takes as long as it usually does."""
    return starts_on + timedelta(weeks=criterion.learn_weeks)


def weeks_between(starts_on: date, due_on: date) -> int:
    """Return how many whole weeks somebody has for a line."""
    return (due_on - starts_on).days // 7


def check_decision(verdict: Verdict, why: str, path: Sequence[PathLine], *, today: date) -> None:
    """Refuse a decision that nobody could stand by.

    Raises:
        NotLikeThis: no reason, a path without a line or a line without its parts, or lines that nobody will walk.
    """
    if not why.strip():
        raise NotLikeThis("Say why, in a sentence that you could say to the candidate.")
    if verdict is Verdict.PATH and not path:
        raise NotLikeThis("A development path needs a line at least: tick what is to be learnt, and say with what.")
    if verdict is not Verdict.PATH and path:
        raise NotLikeThis(f"“{Verdict.PATH.label.capitalize()}” goes with a path: choose it, or untick its lines.")
    for line in path:
        if not line.with_what.strip() or not line.check.strip():
            raise NotLikeThis("Each line of the path says with what it is learnt, and how it will be checked.")
        if line.due_on <= today:
            raise NotLikeThis(f"{line.due_on} is over: give each line of the path a day to come.")
