"""What is every candidate asked, and how does a weak, a fair and a strong answer sound? Kits as files, checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from steadyhand.business.learning.content.checking import (
    BadContent,
    code_in,
    lines_in,
    number_in,
    once,
    only,
    rows_in,
    text_in,
)

FILE = Path(__file__).parent / "shipped.toml"
ESSENTIAL, LEARNABLE = "essential", "learnable"
ANCHORS = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is looked for. `learn_weeks` is how long it takes to learn here; 0: it has to be brought along."""

    code: str
    title: str
    why: str
    is_essential: bool
    learn_weeks: int


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to mark: an answer, or one criterion of a work sample. `anchors` are 1, 3 and 5 in words."""

    key: str
    criterion: str
    asks: str
    listen_for: str
    anchors: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """A drill with the candidate's sheet and the rater's; `items` are marked after it."""

    code: str
    title: str
    minutes: int
    prepare: str
    candidate_sheet: str
    rater_sheet: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """All of an interview. `posts` are those that it is for."""

    code: str
    title: str
    about: str
    posts: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    questions: tuple[Item, ...]
    samples: tuple[Sample, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return everything that is marked, in the order in which it is asked."""
        return (*self.questions, *(item for sample in self.samples for item in sample.items))


@cache
def kits() -> tuple[Kit, ...]:
    """Return the kits that ship.

    Raises:
        BadContent: the file has a mistake in it; the message says which.
    """
    return read_kits(FILE.read_text(encoding="utf-8"), FILE.name)


def kit_for(post: str) -> Mapping[str, Any] | None:
    """Return a post's kit as plain values, to be kept with its opening; None where none ships for it."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))["kit"]
    return next((row for row in raw if post in row["posts"]), None)


def read_kits(text: str, file: str) -> tuple[Kit, ...]:
    """Return the kits of a file's text; `file` is its name in messages.

    Raises:
        BadContent: it isn't TOML, something is missing, stray or twice, or names a criterion that there isn't.
    """
    try:
        rows = tomllib.loads(text).get("kit", [])
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(file, "", f"this isn't TOML: {problem}") from problem
    found = tuple(kit_from(row, file) for row in rows)
    once((each.code for each in found), file, "kits")
    return found


def kit_from(row: Mapping[str, Any], file: str) -> Kit:
    """Return one kit from plain values, as a file has them or an opening keeps them.

    Raises:
        BadContent: see `read_kits`.
    """
    code = _name_in(row, "code", file)
    only(row, ("code", "title", "about", "posts", "criterion", "question", "sample"), file, code)
    criteria = tuple(_criterion(each, file) for each in rows_in(row, "criterion", file, code))
    known = [each.code for each in criteria]
    once(known, file, "criteria")
    kit = Kit(
        code=code,
        title=text_in(row, "title", file, code),
        about=text_in(row, "about", file, code),
        posts=lines_in(row, "posts", file, code),
        criteria=criteria,
        questions=tuple(_question(each, file) for each in rows_in(row, "question", file, code)),
        samples=tuple(_sample(each, file) for each in rows_in(row, "sample", file, code)),
    )
    once((item.key for item in kit.items), file, "questions")
    stray = next((item for item in kit.items if item.criterion not in known), None)
    if stray:
        raise BadContent(file, stray.key, f"there is no criterion “{stray.criterion}”; known are {', '.join(known)}")
    unasked = next((each for each in criteria if each.code not in {item.criterion for item in kit.items}), None)
    if unasked:
        raise BadContent(file, unasked.code, "nothing asks for this criterion; add a question, or take it out")
    return kit


def _name_in(row: Mapping[str, Any], field: str, file: str) -> str:
    return code_in({field: str(row.get(field, "")).replace("_", "-")}, field, file)


def _criterion(row: Mapping[str, Any], file: str) -> Criterion:
    code = _name_in(row, "code", file)
    only(row, ("code", "title", "weight", "learn_weeks", "why"), file, code)
    weight, weeks = text_in(row, "weight", file, code), row.get("learn_weeks")
    if weight not in (ESSENTIAL, LEARNABLE):
        raise BadContent(file, code, f"“{weight}” is no weight; write {ESSENTIAL} or {LEARNABLE}")
    if weeks != 0:
        weeks = number_in(row, "learn_weeks", file, code)
    if weight == LEARNABLE and not weeks:
        raise BadContent(file, code, "what is learnable takes some weeks; say how many")
    return Criterion(
        code, text_in(row, "title", file, code), text_in(row, "why", file, code), weight == ESSENTIAL, weeks
    )


def _question(row: Mapping[str, Any], file: str) -> Item:
    code = _name_in(row, "code", file)
    only(row, ("code", "criterion", "asks", "listen_for", *(f"anchor_{mark}" for mark in ANCHORS)), file, code)
    low, fair, high = (text_in(row, f"anchor_{mark}", file, code) for mark in ANCHORS)
    return Item(
        key=code,
        criterion=_name_in(row, "criterion", file),
        asks=text_in(row, "asks", file, code),
        listen_for=text_in(row, "listen_for", file, code),
        anchors=(low, fair, high),
    )


def _sample(row: Mapping[str, Any], file: str) -> Sample:
    code = _name_in(row, "code", file)
    sheets = ("prepare", "candidate_sheet", "rater_sheet")
    only(row, ("code", "title", "minutes", "criteria", *sheets, "anchors"), file, code)
    title, anchors = text_in(row, "title", file, code), row.get("anchors")
    criteria = lines_in(row, "criteria", file, code)
    if not isinstance(anchors, dict) or set(anchors) != set(criteria):
        raise BadContent(file, code, f"its anchors must be for {', '.join(criteria)}, each once")
    items = []
    for criterion in criteria:
        words = lines_in(anchors, criterion, file, code)
        if len(words) != len(ANCHORS):
            raise BadContent(file, f"{code}, {criterion}", "give three anchors: for 1, for 3 and for 5")
        name = criterion.replace("_", "-")
        items.append(Item(f"{code}.{name}", name, title, "", (words[0], words[1], words[2])))
    prepare, candidate_sheet, rater_sheet = (_sheet(row, sheet, file, code) for sheet in sheets)
    return Sample(
        code, title, number_in(row, "minutes", file, code), prepare, candidate_sheet, rater_sheet, tuple(items)
    )


def _sheet(row: Mapping[str, Any], field: str, file: str, place: str) -> str:
    """Return a sheet with its lines, as it is printed."""
    text_in(row, field, file, place)
    return str(row[field]).strip()
