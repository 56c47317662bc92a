"""What is in a module? One rule, why, two dialogues, cards, and what to take to the next jobs; read from its file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from steadyhand.business.learning.content.behaviours import behaviours
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

FOLDER = Path(__file__).parent / "modules"
# Whose desk an edition is for; everybody else reads the module as it stands.
EDITIONS = ("dispatch", "parts", "sales", "managers")
SENTENCES_OF_WHY = 3
FEWEST_CARDS, MOST_CARDS = 6, 8
FEWEST_MINUTES, MOST_MINUTES = 5, 7
_FIELDS = (
    "code", "number", "version", "title", "rule", "minutes", "why", "bad", "good", "card", "bring", "goal", "manager",
    "edition",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody says, or what happens where `who` is empty."""

    who: str
    says: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A short scene, and what to see in it."""

    place: str
    lines: tuple[Line, ...]
    look: str


@dataclass(frozen=True, slots=True)
class Card:
    """One question with its answer; its code is for good, so a card whose meaning changes gets another."""

    code: str
    module: str
    asks: str
    answer: str


@dataclass(frozen=True, slots=True)
class Edition:
    """How a module looks at another desk: what is different there, a sentence to use, and a goal of its own."""

    desk: str
    here: str
    say: str
    goal: str


@dataclass(frozen=True, slots=True)
class ManagerCard:
    """What whoever rides along watches for, and asks afterwards."""

    watch: tuple[str, ...]
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """Five to seven minutes of reading. `version` grows when its meaning changes; who read an older one keeps that."""

    code: str
    number: int
    version: int
    title: str
    rule: str
    minutes: int
    why: tuple[str, ...]
    bad: Dialogue
    good: Dialogue
    cards: tuple[Card, ...]
    bring: str
    goal: str
    manager: ManagerCard
    editions: Mapping[str, Edition]


@cache
def modules() -> tuple[Module, ...]:
    """Return all modules in their order.

    Raises:
        BadContent: a file that ships has a mistake in it; the message says which.
    """
    found = sorted((_in_file(path) for path in FOLDER.glob("*.toml")), key=lambda each: each.number)
    once((each.code for each in found), "modules", "modules")
    once((str(each.number) for each in found), "modules", "modules")
    once((card.code for each in found for card in each.cards), "modules", "cards")
    known = {each.code for each in found}
    stray = next((each for each in behaviours() if each.module not in known), None)
    if stray:
        raise BadContent("behaviours.toml", stray.code, f"there is no module “{stray.module}” that teaches it")
    return tuple(found)


def module(code: str) -> Module | None:
    """Return the module of this code, or None."""
    return _by_code().get(code)


def card(code: str) -> Card | None:
    """Return the card of this code; None where it has been taken out since."""
    return _cards().get(code)


def read_module(text: str, file: str) -> Module:
    """Return the module in a file's text; `file` is its name in messages.

    Raises:
        BadContent: it isn't TOML, or something in it is missing, stray or of the wrong number.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(file, "", f"this isn't TOML: {problem}") from problem
    only(told, _FIELDS, file)
    code = code_in(told, "code", file)
    why = lines_in(told, "why", file)
    if len(why) != SENTENCES_OF_WHY:
        raise BadContent(file, "why", f"it has {len(why)} sentences; three carry it and more are not read")
    cards = tuple(_card(row, code, file) for row in rows_in(told, "card", file))
    if not FEWEST_CARDS <= len(cards) <= MOST_CARDS:
        raise BadContent(file, "card", f"there are {len(cards)}; write {FEWEST_CARDS} to {MOST_CARDS}")
    minutes = number_in(told, "minutes", file)
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        raise BadContent(file, "minutes", f"{minutes} isn't between {FEWEST_MINUTES} and {MOST_MINUTES}")
    manager = _table(told, "manager", file)
    return Module(
        code=code,
        number=number_in(told, "number", file),
        version=number_in(told, "version", file),
        title=text_in(told, "title", file),
        rule=text_in(told, "rule", file),
        minutes=minutes,
        why=why,
        bad=_dialogue(told, "bad", file),
        good=_dialogue(told, "good", file),
        cards=cards,
        bring=text_in(told, "bring", file),
        goal=text_in(told, "goal", file),
        manager=ManagerCard(lines_in(manager, "watch", file, "manager"), lines_in(manager, "ask", file, "manager")),
        editions=_editions(told, file),
    )


def _in_file(path: Path) -> Module:
    found = read_module(path.read_text(encoding="utf-8"), path.name)
    if found.code != path.stem:
        raise BadContent(path.name, "code", f"it is “{found.code}”; name the file {found.code}.toml")
    return found


def _editions(told: Mapping[str, Any], file: str) -> Mapping[str, Edition]:
    rows = told.get("edition", {})
    only(rows, EDITIONS, file, "edition")
    return {
        desk: Edition(
            desk=desk,
            here=text_in(row, "here", file, f"edition {desk}"),
            say=text_in(row, "say", file, f"edition {desk}"),
            goal=text_in(row, "goal", file, f"edition {desk}"),
        )
        for desk, row in rows.items()
    }


def _dialogue(told: Mapping[str, Any], field: str, file: str) -> Dialogue:
    row = _table(told, field, file)
    only(row, ("place", "lines", "look"), file, field)
    lines = row.get("lines")
    if not isinstance(lines, list) or not all(_is_line(each) for each in lines):
        raise BadContent(file, field, '“lines” must be a list of pairs, as in ["Marta", "It jams."]')
    return Dialogue(
        place=text_in(row, "place", file, field),
        lines=tuple(Line(who, " ".join(says.split())) for who, says in lines),
        look=text_in(row, "look", file, field),
    )


def _is_line(each: Any) -> bool:
    return isinstance(each, Sequence) and len(each) == 2 and all(isinstance(word, str) for word in each)  # noqa: PLR2004  # who, says


def _card(row: Mapping[str, Any], module_code: str, file: str) -> Card:
    code = code_in(row, "code", file)
    only(row, ("code", "asks", "answer"), file, code)
    return Card(code, module_code, text_in(row, "asks", file, code), text_in(row, "answer", file, code))


def _table(told: Mapping[str, Any], field: str, file: str) -> Mapping[str, Any]:
    row = told.get(field)
    if not isinstance(row, dict):
        raise BadContent(file, field, f"there is no [{field}] in it; add one")
    return row


@cache
def _by_code() -> Mapping[str, Module]:
    return {each.code: each for each in modules()}


@cache
def _cards() -> Mapping[str, Card]:
    return {each.code: each for found in modules() for each in found.cards}
