"""Is a question or a work sample as it must be? All that is wrong with it is named, each by its place."""

import re
from collections.abc import Mapping
from typing import Any

from steadyhand.business.learning.hiring.kit import ANCHORS, Item, Sample

LONGEST_TITLE, LONGEST_ASKS, LONGEST_WORDS, LONGEST_SHEET = 120, 600, 500, 3000
LONGEST_ABOUT = 600
MOST_MINUTES = 120
# An interview of a day and a half: whoever has more has mistyped something.
MOST_QUESTIONS, MOST_SAMPLES, MOST_MARKS = 60, 8, 12
CODE = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
LONGEST_CODE = 60
_QUESTION = ("code", "need", "seen", "asks", "listen_for", "anchor_1", "anchor_3", "anchor_5")
_SAMPLE = ("code", "title", "minutes", "prepare", "candidate_sheet", "rater_sheet", "mark")
_MARK = ("need", "anchor_1", "anchor_3", "anchor_5")


class Reading:
    """Reads one field after the other, and keeps what was wrong."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def wrong(self, place: str, why: str) -> None:
        self.mistakes.append(f"{place}: {why}.")

    def only(self, row: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
        """Note fields that nobody reads, which are most often mistyped ones."""
        for name in row:
            if name not in known:
                self.wrong(place, f"“{name}” is read by nobody; known here are {', '.join(known)}")

    def words(self, row: Mapping[str, Any], name: str, place: str, longest: int) -> str:
        """Return a field's words in one line; empty where something is wrong with them."""
        return " ".join(self.sheet(row, name, place, longest).split())

    def sheet(self, row: Mapping[str, Any], name: str, place: str, longest: int) -> str:
        """Return a field's words with their lines; empty where something is wrong with them."""
        value = row.get(name)
        if not isinstance(value, str) or not value.strip():
            self.wrong(place, f"“{name}” is missing or empty; write it as words in quotes")
            return ""
        said = "\n".join(value.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))
        if len(said) > longest:
            self.wrong(place, f"“{name}” has {len(said)} characters; {longest} are the most")
        return said

    def code(self, row: Mapping[str, Any], name: str, place: str) -> str:
        """Return a field that names something for good."""
        value = self.words(row, name, place, LONGEST_CODE)
        if value and not CODE.fullmatch(value):
            self.wrong(place, f"“{value}” can't be a {name}; use small letters, digits and hyphens")
        return value

    def rows(self, row: Mapping[str, Any], name: str, most: int, place: str = "the file") -> list[Mapping[str, Any]]:
        """Return a list of tables, which may be empty."""
        value = row.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(place, f"write each {name} as a table of its own, under [[{name}]]")
            return []
        if len(value) > most:
            self.wrong(place, f"there are {len(value)} of [[{name}]]; {most} are the most")
        return value[:most]

    def once(self, codes: list[str], what: str) -> None:
        """Note codes that stand twice."""
        for code in sorted({each for each in codes if each and codes.count(each) > 1}):
            self.wrong(f"{what} “{code}”", "there are two with this code; give each its own")


def question_in(row: Mapping[str, Any], place: str, reading: Reading) -> Item:
    """Return a question from a table; what is wrong with it stands in `reading`."""
    reading.only(row, _QUESTION, place)
    is_seen = row.get("seen", False)
    if not isinstance(is_seen, bool):
        reading.wrong(place, "“seen” must be true or false")
    return Item(
        key=reading.code(row, "code", place),
        criterion=reading.code(row, "need", place),
        asks=reading.words(row, "asks", place, LONGEST_ASKS),
        listen_for=reading.words(row, "listen_for", place, LONGEST_WORDS),
        anchors=_anchors(row, place, reading),
        is_seen=is_seen is True,
    )


def sample_in(row: Mapping[str, Any], place: str, reading: Reading) -> Sample:
    """Return a work sample from a table; what is wrong with it stands in `reading`."""
    reading.only(row, _SAMPLE, place)
    code, title = reading.code(row, "code", place), reading.words(row, "title", place, LONGEST_TITLE)
    minutes = row.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= MOST_MINUTES:
        reading.wrong(place, f"“minutes” must be a whole number from 1 to {MOST_MINUTES}")
        minutes = 1
    marks = reading.rows(row, "mark", MOST_MARKS, place)
    if not marks:
        reading.wrong(place, "nothing is marked after it; say for one need at least how 1, 3 and 5 look")
    prepare = reading.words(row, "prepare", place, LONGEST_SHEET)
    candidate, rater = (reading.sheet(row, name, place, LONGEST_SHEET) for name in ("candidate_sheet", "rater_sheet"))
    items = tuple(_mark_in(each, code, title, f"{place}, mark {at}", reading) for at, each in enumerate(marks, 1))
    reading.once([each.key for each in items], f"{place}, mark")
    return Sample(code, title, minutes, prepare, candidate, rater, items)


def _mark_in(row: Mapping[str, Any], code: str, title: str, place: str, reading: Reading) -> Item:
    reading.only(row, _MARK, place)
    need = reading.code(row, "need", place)
    return Item(f"{code}.{need}", need, title, "", _anchors(row, place, reading))


def _anchors(row: Mapping[str, Any], place: str, reading: Reading) -> tuple[str, str, str]:
    low, fair, high = (reading.words(row, f"anchor_{mark}", place, LONGEST_WORDS) for mark in ANCHORS)
    return low, fair, high
