"""How does a kit leave as a file, and come in again elsewhere? TOML that people can read, checked as a whole."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from steadyhand.business.learning.hiring.contents import Contents
from steadyhand.business.learning.hiring.kit import ANCHORS, Item
from steadyhand.business.learning.hiring.reading import (
    LONGEST_ABOUT,
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST_QUESTIONS,
    MOST_SAMPLES,
    Reading,
    question_in,
    sample_in,
)
from steadyhand.business.people.growth.shipped import Need
from steadyhand.business.people.levels import MOST as HIGHEST_LEVEL

FORMAT = 1
MOST_NEEDS = 40
MOST_WEEKS = 260
_KNOWN = ("format", "post", "about", "need", "question", "sample")
_NEED = ("code", "title", "looks_like", "must", "weeks", "skill", "level")


@dataclass(frozen=True, slots=True)
class KitFile:
    """A kit as a file says it: of which post, the list it was written for, and what it asks."""

    post: str
    needs: tuple[Need, ...]
    contents: Contents


class BadKitFile(ValueError):
    """A kit's file can't be taken as it is; `mistakes` names each by its place."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(" ".join(self.mistakes))


def as_file(post: str, needs: Iterable[Need], contents: Contents) -> str:
    """Return a kit as TOML that `read_file` reads."""
    lines = [
        "# An interview kit of Steadyhand. A question names the need that it looks for; anchors are how answers sound.",
        f"format = {FORMAT}",
        f"post = {_text(post)}",
        f"about = {_text(contents.about)}",
    ]
    for need in needs:
        lines += ["", "[[need]]", *_pairs(_need_said(need))]
    for item in contents.questions:
        lines += ["", "[[question]]", f"code = {_text(item.key)}", f"need = {_text(item.criterion)}"]
        lines += ["seen = true"] if item.is_seen else []
        lines += [f"asks = {_text(item.asks)}", f"listen_for = {_text(item.listen_for)}", *_anchors_said(item)]
    for sample in contents.samples:
        lines += ["", "[[sample]]", *_pairs({"code": sample.code, "title": sample.title, "minutes": sample.minutes})]
        lines += [f"prepare = {_text(sample.prepare)}"]
        lines += [f"candidate_sheet = {_text(sample.candidate_sheet)}", f"rater_sheet = {_text(sample.rater_sheet)}"]
        for item in sample.items:
            lines += ["", "[[sample.mark]]", f"need = {_text(item.criterion)}", *_anchors_said(item)]
    return "\n".join(lines) + "\n"


def _need_said(need: Need) -> dict[str, Any]:
    said: dict[str, Any] = {
        "code": need.code,
        "title": need.title,
        "looks_like": need.looks_like,
        "must": need.is_must,
    }
    if need.weeks_to_learn:
        said["weeks"] = need.weeks_to_learn
    if need.skill:
        said |= {"skill": need.skill, "level": need.level}
    return said


def _pairs(row: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {_text(value) if isinstance(value, str) else json.dumps(value)}" for name, value in row.items()]


def _anchors_said(item: Item) -> list[str]:
    return [f"anchor_{mark} = {_text(words)}" for mark, words in zip(ANCHORS, item.anchors, strict=True)]


def _text(words: str) -> str:
    """Return words as a TOML string: on several lines where they have some."""
    # A string of JSON is one of TOML but for the delete character, which TOML wants escaped too.
    said = json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
    if "\n" not in words:
        return said
    inner = re.sub(r"(?<!\\)((?:\\\\)*)\\n", r"\1\n", said[1:-1])
    return f'"""\n{inner}"""'


def read_file(text: str) -> KitFile:
    """Return what a kit's file says.

    Raises:
        BadKitFile: it isn't TOML, or something in it is missing, stray, twice or too long; all of it is named.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadKitFile([f'This isn\'t TOML: {problem}. Write names = "words", one a line.']) from problem
    reading = Reading()
    reading.only(told, _KNOWN, "the file")
    if told.get("format") != FORMAT:
        reading.wrong("the file", f"“format” must be {FORMAT}; this program reads no other")
    post, about = reading.code(told, "post", "the file"), reading.words(told, "about", "the file", LONGEST_ABOUT)
    needs = tuple(
        _need_in(row, _place("need", at, row), reading)
        for at, row in enumerate(reading.rows(told, "need", MOST_NEEDS), 1)
    )
    questions = tuple(
        question_in(row, _place("question", at, row), reading)
        for at, row in enumerate(reading.rows(told, "question", MOST_QUESTIONS), 1)
    )
    samples = tuple(
        sample_in(row, _place("sample", at, row), reading)
        for at, row in enumerate(reading.rows(told, "sample", MOST_SAMPLES), 1)
    )
    reading.once([each.code for each in needs], "need")
    reading.once([*(each.key for each in questions), *(each.code for each in samples)], "question or sample")
    if not questions and not samples:
        reading.wrong("the file", "it asks nothing; write a [[question]] or a [[sample]] at least")
    if reading.mistakes:
        raise BadKitFile(reading.mistakes)
    return KitFile(post, needs, Contents(about, questions, samples))


def _place(kind: str, at: int, row: Mapping[str, Any]) -> str:
    code = row.get("code")
    return f"{kind} {at} (“{code}”)" if isinstance(code, str) and code else f"{kind} {at}"


def _need_in(row: Mapping[str, Any], place: str, reading: Reading) -> Need:
    reading.only(row, _NEED, place)
    is_must, weeks, skill, level = row.get("must"), row.get("weeks"), row.get("skill", ""), row.get("level", 0)
    if not isinstance(is_must, bool):
        reading.wrong(place, "“must” is true for what is essential, false for what is nice to have")
    if weeks is not None and not _is_whole(weeks, 1, MOST_WEEKS):
        reading.wrong(place, f"“weeks” must be a whole number from 1 to {MOST_WEEKS}; leave it out for what is brought")
    if not isinstance(skill, str) or not _is_whole(level, 0, HIGHEST_LEVEL) or bool(skill) != bool(level):
        reading.wrong(place, f"“skill” and “level” go together: a skill in quotes, and 1 to {HIGHEST_LEVEL}")
        skill, level = "", 0
    return Need(
        code=reading.code(row, "code", place),
        title=reading.words(row, "title", place, LONGEST_TITLE),
        looks_like=reading.words(row, "looks_like", place, LONGEST_WORDS),
        is_must=is_must is True,
        skill=skill,
        level=level,
        weeks_to_learn=weeks if isinstance(weeks, int) else None,
    )


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
