"""The placement drill: one moment from each module, for those who have done this for years."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from steadyhand.business.learning.content.checking import BadContent, code_in, once, only, rows_in, text_in
from steadyhand.business.learning.content.modules import modules

FILE = Path(__file__).parent / "placement.toml"
FEWEST_ANSWERS = 3
# Of thirteen: who knows these many goes on to helping others learn.
ENOUGH_TO_COACH = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing to do, and why it is or isn't the best of them."""

    text: str
    why: str
    is_best: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A moment from a module's field, with what one might do."""

    module: str
    scene: str
    asks: str
    answers: tuple[Answer, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Return the questions in the order of their modules, one each.

    Raises:
        BadContent: the file has a mistake in it, or a module has no question.
    """
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = {each.module: each for each in (_read(row) for row in rows_in(told, "question", FILE.name))}
    lacking = next((each.code for each in modules() if each.code not in found), "")
    if lacking:
        raise BadContent(FILE.name, lacking, "this module has no question; write one")
    return tuple(found[each.code] for each in modules())


def known_by(chosen: Mapping[str, int]) -> tuple[str, ...]:
    """Return the modules whose best answer was chosen; `chosen` is module → number of the answer from 0."""
    return tuple(
        each.module
        for each in questions()
        if 0 <= chosen.get(each.module, -1) < len(each.answers) and each.answers[chosen[each.module]].is_best
    )


def _read(row: Mapping[str, Any]) -> Question:
    module = code_in(row, "module", FILE.name)
    only(row, ("module", "scene", "asks", "answer"), FILE.name, module)
    answers = tuple(_answer(each, module) for each in rows_in(row, "answer", FILE.name, module))
    if len(answers) < FEWEST_ANSWERS or sum(each.is_best for each in answers) != 1:
        raise BadContent(FILE.name, module, f"write {FEWEST_ANSWERS} answers or more, and mark one as best")
    once((each.text for each in answers), FILE.name, "answers")
    return Question(module, text_in(row, "scene", FILE.name, module), text_in(row, "asks", FILE.name, module), answers)


def _answer(row: Mapping[str, Any], place: str) -> Answer:
    only(row, ("text", "why", "best"), FILE.name, place)
    return Answer(
        text_in(row, "text", FILE.name, place), text_in(row, "why", FILE.name, place), is_best=row.get("best") is True
    )
