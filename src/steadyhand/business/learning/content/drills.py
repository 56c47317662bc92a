"""Which drills are there? Four or five a module, each over in four minutes; read from files and checked whole."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from steadyhand.business.conversations.guard.rules.folder import words as guard_words
from steadyhand.business.conversations.guard.rules.patterns import Pattern, read_pattern
from steadyhand.business.conversations.guard.rules.reader import BadPattern
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.content.checking import (
    BadContent,
    code_in,
    lines_in,
    once,
    only,
    rows_in,
    text_in,
)
from steadyhand.business.learning.content.modules import modules
from steadyhand.business.learning.drills.rubric import Point, hold_against
from steadyhand.business.learning.drills.story import Choice, Node, Story, check_story

FOLDER = Path(__file__).parent / "drills"
SIGNS = Path(__file__).parent / "signs.toml"
LANGUAGE = "en"
FEWEST, MOST = 4, 5
_TALK = ("code", "title", "scene", "begin", "node")
_WORDS = ("code", "title", "scene", "who", "says", "ask", "point", "good", "poor", "poor_misses", "inside")
_POINT = ("name", "means", "missing", "signs", "questions", "most_sentences", "most_words", "avoids", "may_be_denied")
_COUNTS = ("questions", "most_sentences", "most_words")


@dataclass(frozen=True, slots=True)
class Drill:
    """What every drill has; exactly one of `story` and `task` is there."""

    code: str
    module: str
    title: str
    scene: str
    story: Story | None = None
    task: "Task | None" = None


@dataclass(frozen=True, slots=True)
class Task:
    """Words of one's own: who says what, what is asked for, by what it is held, and a good answer for afterwards."""

    who: str
    says: str
    ask: str
    points: tuple[Point, ...]
    good: str
    # For colleagues only, so nothing in it is looked at as if a customer read it.
    is_inside: bool = False


@cache
def drills() -> tuple[Drill, ...]:
    """Return all drills, by module and in their order.

    Raises:
        BadContent: a file that ships has a mistake in it; the message says which.
    """
    found: list[Drill] = []
    for module in modules():
        path = FOLDER / f"{module.code}.toml"
        if not path.is_file():
            raise BadContent(path.name, "", f"the module “{module.title}” has no drills; write {FEWEST} to {MOST}")
        mine = read_drills(path.read_text(encoding="utf-8"), path.name, module.code)
        if not FEWEST <= len(mine) <= MOST:
            raise BadContent(path.name, "", f"there are {len(mine)} drills; write {FEWEST} to {MOST}")
        found += mine
    once((each.code for each in found), "drills", "drills")
    return tuple(found)


def drill(code: str) -> Drill | None:
    """Return the drill of this code; None where it has been taken out since."""
    return _by_code().get(code)


def drills_of(module: str) -> tuple[Drill, ...]:
    return tuple(each for each in drills() if each.module == module)


def read_drills(text: str, file: str, module: str) -> tuple[Drill, ...]:
    """Return the drills in a file's text; `file` is its name in messages.

    Raises:
        BadContent: it isn't TOML, a talk doesn't hold together, or a rubric doesn't know its own examples.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(file, "", f"this isn't TOML: {problem}") from problem
    only(told, ("talk", "words"), file)
    found = [_talk(row, file, module) for row in rows_in(told, "talk", file)]
    found += [_in_words(row, file, module) for row in rows_in(told, "words", file)]
    return tuple(found)


def signs() -> Mapping[str, str | tuple[str, ...]]:
    """Return the lists of words that rubrics name as <list>: the guard's own, and ours."""
    told = tomllib.loads(SIGNS.read_text(encoding="utf-8"))["words"]
    ours = {name: meant if isinstance(meant, str) else tuple(meant) for name, meant in told.items()}
    return {**guard_words(LANGUAGE), **ours}


def _talk(row: Mapping[str, Any], file: str, module: str) -> Drill:
    code = code_in(row, "code", file)
    only(row, _TALK, file, code)
    nodes = [_node(each, file, code) for each in rows_in(row, "node", file, code)]
    once((each.name for each in nodes), file, "nodes")
    story = Story(text_in(row, "begin", file, code), {each.name: each for each in nodes})
    check_story(story, behaviours=[each.code for each in behaviours()], file=file, place=code)
    return Drill(code, module, text_in(row, "title", file, code), text_in(row, "scene", file, code), story=story)


def _node(row: Mapping[str, Any], file: str, place: str) -> Node:
    name = text_in(row, "name", file, place)
    only(row, ("name", "who", "says", "choice"), file, f"{place}, {name}")
    choices = tuple(_choice(each, file, f"{place}, {name}") for each in rows_in(row, "choice", file, place))
    who = text_in(row, "who", file, f"{place}, {name}") if choices else ""
    return Node(name, who, text_in(row, "says", file, f"{place}, {name}"), choices)


def _choice(row: Mapping[str, Any], file: str, place: str) -> Choice:
    only(row, ("text", "why", "to", "shows", "misses"), file, place)
    return Choice(
        text=text_in(row, "text", file, place),
        why=text_in(row, "why", file, place),
        to=text_in(row, "to", file, place),
        shows=lines_in(row, "shows", file, place) if row.get("shows") else (),
        misses=lines_in(row, "misses", file, place) if row.get("misses") else (),
    )


def _in_words(row: Mapping[str, Any], file: str, module: str) -> Drill:
    code = code_in(row, "code", file)
    only(row, _WORDS, file, code)
    points = tuple(_point(each, file, code) for each in rows_in(row, "point", file, code))
    once((each.name for each in points), file, "points")
    task = Task(
        who=text_in(row, "who", file, code),
        says=text_in(row, "says", file, code),
        ask=text_in(row, "ask", file, code),
        points=points,
        good=text_in(row, "good", file, code),
        is_inside=row.get("inside") is True,
    )
    _check_examples(row, task, file, code)
    return Drill(code, module, text_in(row, "title", file, code), text_in(row, "scene", file, code), task=task)


def _check_examples(row: Mapping[str, Any], task: Task, file: str, place: str) -> None:
    """See that the rubric sees what its own good answer has, and misses what its poor one lacks."""
    lacking = [each.name for each in hold_against(task.good, task.points) if not each.is_met]
    if lacking:
        raise BadContent(file, place, f"its good answer doesn't show {', '.join(lacking)}; widen the signs")
    poor = text_in(row, "poor", file, place)
    missed = {each.name for each in hold_against(poor, task.points) if not each.is_met}
    wanted = lines_in(row, "poor_misses", file, place)
    if missed != set(wanted):
        raise BadContent(
            file, place, f"its poor answer misses {', '.join(sorted(missed)) or 'nothing'}, not {', '.join(wanted)}"
        )


def _point(row: Mapping[str, Any], file: str, place: str) -> Point:
    name = text_in(row, "name", file, place)
    only(row, _POINT, file, f"{place}, {name}")
    patterns = lines_in(row, "signs", file, f"{place}, {name}") if "signs" in row else ()
    counts = {field: int(row.get(field, 0)) for field in _COUNTS}
    if bool(patterns) + sum(bool(count) for count in counts.values()) != 1:
        raise BadContent(file, f"{place}, {name}", f"give it signs, or one of {', '.join(_COUNTS)}")
    return Point(
        name=name,
        means=text_in(row, "means", file, f"{place}, {name}"),
        missing=text_in(row, "missing", file, f"{place}, {name}"),
        signs=tuple(_pattern(each, file, f"{place}, {name}") for each in patterns),
        avoids=bool(row.get("avoids")),
        may_be_denied=bool(row.get("may_be_denied")),
        **counts,
    )


def _pattern(source: str, file: str, place: str) -> Pattern:
    try:
        return read_pattern(source, _signs())
    except BadPattern as problem:
        raise BadContent(file, place, str(problem).rstrip(".")) from problem


@cache
def _signs() -> Mapping[str, str | tuple[str, ...]]:
    return signs()


@cache
def _by_code() -> Mapping[str, Drill]:
    return {each.code: each for each in drills()}
