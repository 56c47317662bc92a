"""Is a file of content as it must be? Small readers that name the file, the place and the way out."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class BadContent(ValueError):
    """A file of what is learnt has a mistake; the message names file, place and what would be right."""

    def __init__(self, file: str, place: str, why: str) -> None:
        super().__init__(f"{file}{f', {place}' if place else ''}: {why}.")


def text_in(row: Mapping[str, Any], field: str, file: str, place: str = "") -> str:
    """Return a field's words, in one line of spaces.

    Raises:
        BadContent: it is missing, empty or no text.
    """
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise BadContent(file, place, f"“{field}” is missing or empty; write it as a sentence in quotes")
    return " ".join(value.split())


def code_in(row: Mapping[str, Any], field: str, file: str, place: str = "") -> str:
    """Return a field that names something for good.

    Raises:
        BadContent: it isn't small letters, digits and single hyphens.
    """
    value = text_in(row, field, file, place)
    if not _CODE.fullmatch(value):
        raise BadContent(file, place, f"“{value}” can't be a {field}; use small letters, digits and hyphens")
    return value


def only(row: Mapping[str, Any], known: Iterable[str], file: str, place: str = "") -> None:
    """Refuse fields that nobody reads, which are most often mistyped ones.

    Raises:
        BadContent: a field isn't among the known ones.
    """
    allowed = tuple(known)
    stray = next((field for field in row if field not in allowed), "")
    if stray:
        raise BadContent(file, place, f"“{stray}” is read by nobody; known here are {', '.join(allowed)}")


def once(codes: Iterable[str], file: str, what: str) -> None:
    """Refuse a code that stands twice.

    Raises:
        BadContent: one does.
    """
    met: set[str] = set()
    for code in codes:
        if code in met:
            raise BadContent(file, code, f"there are two {what} with this code; give each its own")
        met.add(code)


def number_in(row: Mapping[str, Any], field: str, file: str, place: str = "") -> int:
    """Return a field that counts something, from 1.

    Raises:
        BadContent: it isn't a whole number above 0.
    """
    value = row.get(field)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadContent(file, place, f"“{field}” must be a whole number above 0")
    return value


def lines_in(row: Mapping[str, Any], field: str, file: str, place: str = "") -> tuple[str, ...]:
    """Return a field that is a list of sentences.

    Raises:
        BadContent: it is no list, is empty, or holds something else than sentences.
    """
    value = row.get(field)
    if not isinstance(value, list) or not value or not all(isinstance(each, str) and each.strip() for each in value):
        raise BadContent(file, place, f"“{field}” must be a list of sentences, and not an empty one")
    return tuple(" ".join(each.split()) for each in value)


def rows_in(row: Mapping[str, Any], field: str, file: str, place: str = "") -> tuple[Mapping[str, Any], ...]:
    """Return a field that is a list of tables, which may be empty.

    Raises:
        BadContent: it is something else.
    """
    value = row.get(field, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise BadContent(file, place, f"write each {field} as a table of its own, under [[{field}]]")
    return tuple(value)
