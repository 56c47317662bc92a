"""Which column is which field? A saved answer: plain JSON that a person can read and edit."""

import json
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from steadyhand.imports.reading.fields import FileKind, Kind
from steadyhand.imports.reading.values.column_format import DateOrder

VERSION = 1
_KEYS = {"from", "time_from", "always", "read_as", "words"}
_READ_AS = (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST, "decimal point", "decimal comma")


class MappingUnreadable(Exception):
    """A saved mapping can't be used; the message names the key and the value."""


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """Where a field's values come from: a column (perhaps with one for the time of day), or always the same text.

    `read_as` overrules what the values suggest; `words` says what the file's words mean, "*" stands for all others.
    """

    column: str = ""
    time_column: str = ""
    always: str = ""
    read_as: str = ""
    words: AnyMapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapping:
    """For each field where it is found in the file; `kind` is the kind of file."""

    kind: str
    sources: AnyMapping[str, ColumnSource]

    def to_json(self) -> str:
        """Return the mapping as JSON, the same each time."""
        fields = {name: _as_json(source) for name, source in self.sources.items()}
        return (
            json.dumps({"version": VERSION, "kind": self.kind, "fields": fields}, indent=2, ensure_ascii=False) + "\n"
        )

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Return a saved mapping.

        Raises:
            MappingUnreadable: it is not JSON, or a key or value is wrong.
        """
        try:
            saved = json.loads(text)
        except json.JSONDecodeError as error:
            raise MappingUnreadable(
                f"The mapping is not JSON: {error.msg} in line {error.lineno}, column {error.colno}."
            ) from error
        _expect(saved, "The mapping", {"version", "kind", "fields"}, needed={"version", "kind", "fields"})
        if saved["version"] != VERSION:
            raise MappingUnreadable(f"version: {saved['version']!r} is not known here, only {VERSION} is.")
        if not isinstance(saved["kind"], str) or not isinstance(saved["fields"], dict):
            raise MappingUnreadable('kind: a name such as "calls" is needed; fields: an object with one key a field.')
        return cls(saved["kind"], {name: _source(name, value) for name, value in saved["fields"].items()})

    def check(self, kind: FileKind, headers: tuple[str, ...]) -> None:
        """Refuse a mapping that does not fit this kind of file or this file.

        Raises:
            MappingUnreadable: a field or column it names does not exist, or a required field has no source.
        """
        if self.kind != kind.name:
            raise MappingUnreadable(f"kind: this mapping is for {self.kind!r}, the file is read as {kind.name!r}.")
        names = [each.name for each in kind.fields]
        known = {header.casefold() for header in headers}
        for name, source in self.sources.items():
            if name not in names:
                raise MappingUnreadable(f"fields.{name}: there is no such field{_nearest(name, names)}.")
            if source.time_column and kind.field(name).kind is not Kind.MOMENT:
                raise MappingUnreadable(f"fields.{name}.time_from: only a moment has a column for its time of day.")
            for key, column in (("from", source.column), ("time_from", source.time_column)):
                if column and column.casefold() not in known:
                    raise MappingUnreadable(
                        f"fields.{name}.{key}: the file has no column {column!r}{_nearest(column, headers)}."
                    )
        missing = [each.label for each in kind.fields if each.required and each.name not in self.sources]
        if missing:
            raise MappingUnreadable(f"fields: nothing is said about {', '.join(missing)}, which every row needs.")


def _as_json(source: ColumnSource) -> dict[str, Any]:
    pairs = {
        "from": source.column,
        "time_from": source.time_column,
        "always": source.always,
        "read_as": source.read_as,
        "words": dict(source.words),
    }
    return {key: value for key, value in pairs.items() if value}


def _source(name: str, saved: Any) -> ColumnSource:
    path = f"fields.{name}"
    _expect(saved, path, _KEYS, needed=set())
    for key in ("from", "time_from", "always", "read_as"):
        if not isinstance(saved.get(key, ""), str):
            raise MappingUnreadable(f"{path}.{key}: {saved[key]!r} is not text; put it in quotation marks.")
    words = saved.get("words", {})
    if not isinstance(words, dict) or not all(isinstance(value, str) for value in words.values()):
        raise MappingUnreadable(f'{path}.words: an object is needed, such as {{"EM": "corrective"}}.')
    if bool(saved.get("from")) == bool(saved.get("always")):
        raise MappingUnreadable(f'{path}: either "from" (a column) or "always" (a text) is needed, and not both.')
    read_as = saved.get("read_as", "")
    if read_as and read_as not in _READ_AS:
        raise MappingUnreadable(f"{path}.read_as: {read_as!r} is none of {', '.join(_READ_AS)}.")
    return ColumnSource(saved.get("from", ""), saved.get("time_from", ""), saved.get("always", ""), read_as, words)


def _expect(saved: Any, path: str, keys: set[str], *, needed: set[str]) -> None:
    if not isinstance(saved, dict):
        raise MappingUnreadable(f"{path}: an object in curly brackets is needed, not {saved!r}.")
    for key in saved:
        if key not in keys:
            raise MappingUnreadable(f"{path}: there is no key {key!r}{_nearest(key, sorted(keys))}.")
    for key in sorted(needed - saved.keys()):
        raise MappingUnreadable(f"{path}: the key {key!r} is missing.")


def _nearest(word: str, words: tuple[str, ...] | list[str]) -> str:
    close = get_close_matches(word, words, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(words)}"
