"""Which questions are there, when may answers be shown, and where do both sides see it differently?"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from statistics import fmean

FILE = Path(__file__).parent / "questions.toml"
SCALE = {1: "Not at all so", 2: "Seldom so", 3: "Sometimes so", 4: "Mostly so", 5: "Always so"}
# Fewer answers of a side would show who said what.
FEWEST = 5
# With a manager or two the leading side is shown from one answer on: they speak as the programme, and it says so.
FEWEST_LEADING = 1
# A step of the scale apart: who leads and who drives don't live in the same programme.
GAP = 1.0
# Answers are taken until then and shown from then on, all at once: a page that counted along would say what the sixth
# answered to whoever had seen the mean of five.
OPEN_FOR = timedelta(days=75)
WEAK = 3.0


class Side(StrEnum):
    """Who answers: those who lead the programme, those who drive, and everybody else in the house."""

    LEADS = "leads"
    DRIVES = "drives"
    OFFICE = "office"

    @property
    def label(self) -> str:
        return {"leads": "Managers", "drives": "Technicians", "office": "Desk, parts, sales, IT"}[self]

    @property
    def fewest(self) -> int:
        return FEWEST_LEADING if self is Side.LEADS else FEWEST


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence to agree with, as each side reads it; `next_step` is what to do where it isn't so."""

    key: str
    subject: str
    words: Mapping[Side, str]
    next_step: str


@dataclass(frozen=True, slots=True)
class Seen:
    """How one side sees one question; `mean` is None where too few have answered to be shown."""

    answered: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A question, how each side sees it, and what follows."""

    question: Question
    seen: Mapping[Side, Seen]
    gap: float | None

    @property
    def is_gap(self) -> bool:
        return self.gap is not None and abs(self.gap) >= GAP

    @property
    def is_weak(self) -> bool:
        return any(each.mean is not None and each.mean < WEAK for each in self.seen.values())


@cache
def questions() -> tuple[Question, ...]:
    """Return all twenty, in their order.

    Raises:
        ValueError: the file that ships lacks a field; the message says which.
    """
    return read_questions(FILE.read_text(encoding="utf-8"))


def read_questions(text: str) -> tuple[Question, ...]:
    found = []
    for row in tomllib.loads(text).get("question", []):
        if lacking := [name for name in ("key", "subject", "next_step", *Side) if not str(row.get(name, "")).strip()]:
            raise ValueError(f"questions.toml: {row.get('key', 'a question')} has no {lacking[0]}; write one.")
        words = {side: str(row[side]).strip() for side in Side}
        found.append(Question(row["key"], row["subject"], words, row["next_step"].strip()))
    keys = [each.key for each in found]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise ValueError(f"questions.toml: {min(twice)} stands twice; a key names one question for good.")
    return tuple(found)


def found_in(sheets: Mapping[Side, Sequence[Mapping[str, int | None]]]) -> tuple[Finding, ...]:
    """Return what a quarter's answers say, question by question, in the order of the questions."""
    return tuple(_finding(question, sheets) for question in questions())


def _finding(question: Question, sheets: Mapping[Side, Sequence[Mapping[str, int | None]]]) -> Finding:
    seen = {}
    for side in Side:
        said = [value for sheet in sheets.get(side, ()) if (value := sheet.get(question.key)) is not None]
        seen[side] = Seen(len(said), fmean(said) if len(said) >= side.fewest else None)
    leads, drives = seen[Side.LEADS].mean, seen[Side.DRIVES].mean
    gap = leads - drives if leads is not None and drives is not None else None
    return Finding(question, seen, gap)


def what_next(findings: Sequence[Finding], *, most: int = 3) -> tuple[Finding, ...]:
    """Return where to begin: the widest gaps, then what the technicians find weakest; at most so many at a time."""
    gaps = sorted((each for each in findings if each.is_gap), key=lambda each: -abs(each.gap or 0))
    weak = sorted((each for each in findings if each.is_weak and not each.is_gap), key=_lowest)
    return tuple([*gaps, *weak][:most])


def _lowest(finding: Finding) -> float:
    return min(each.mean for each in finding.seen.values() if each.mean is not None)


def quarter_of(on: date) -> date:
    """Return the first day of a day's quarter."""
    return on.replace(month=on.month - (on.month - 1) % 3, day=1)


def closes_on(quarter_on: date) -> date:
    """Return the day from which a quarter's answers are shown, and no more are taken."""
    return quarter_on + OPEN_FOR


def next_quarter(quarter_on: date) -> date:
    return quarter_of(quarter_on + timedelta(days=93))


def quarter_said(on: date) -> str:
    return f"quarter {(on.month + 2) // 3} of {on.year}"
