"""What may candidates be asked of themselves? A short list to begin with; the dealership words its own."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from steadyhand.business.learning.content.checking import code_in, lines_in, once, only, rows_in, text_in

FILE = Path(__file__).parent / "questions.toml"
RATHER_NOT = "I'd rather not say"
# Of one answer nothing can be compared; with more than eight hardly a group is ever large enough to be shown.
FEWEST_ANSWERS, MOST_ANSWERS = 2, 8
LONGEST_QUESTION, LONGEST_ANSWER = 200, 60


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers in their order; "rather not say" goes with each and isn't among them."""

    code: str
    asks: str
    answers: tuple[str, ...]


class NotAskedSo(ValueError):
    """It can't be asked like this; the message says what to do."""


@cache
def shipped_questions() -> tuple[Asked, ...]:
    """Return the questions that ship.

    Raises:
        BadContent: the file has a mistake in it; the message says which.
    """
    rows = rows_in(tomllib.loads(FILE.read_text(encoding="utf-8")), "question", FILE.name)
    for row in rows:
        only(row, ("code", "asks", "answers"), FILE.name, str(row.get("code", "")))
    found = tuple(
        Asked(code_in(row, "code", FILE.name), text_in(row, "asks", FILE.name), lines_in(row, "answers", FILE.name))
        for row in rows
    )
    once((each.code for each in found), FILE.name, "questions")
    return found


def worded(code: str, asks: str, answers: Sequence[str]) -> Asked:
    """Return a question in the dealership's own words.

    Raises:
        NotAskedSo: nothing is asked, or its answers are too few, too many, too long or twice the same.
    """
    words = " ".join(asks.split())
    lines = tuple(line for each in answers if (line := " ".join(each.split())))
    if not words or len(words) > LONGEST_QUESTION:
        raise NotAskedSo(f"Write the question, in {LONGEST_QUESTION} characters at most.")
    if not FEWEST_ANSWERS <= len(lines) <= MOST_ANSWERS:
        raise NotAskedSo(
            f"“{words}” has {len(lines)} answers: give {FEWEST_ANSWERS} to {MOST_ANSWERS}, a line each. "
            f"“{RATHER_NOT}” is offered by itself."
        )
    if long := next((line for line in lines if len(line) > LONGEST_ANSWER), None):
        raise NotAskedSo(f"“{long}” is too long to be an answer: {LONGEST_ANSWER} characters at most.")
    if len({line.casefold() for line in lines}) < len(lines):
        raise NotAskedSo(f"“{words}” offers the same answer twice: give each once.")
    return Asked(code, words, lines)
