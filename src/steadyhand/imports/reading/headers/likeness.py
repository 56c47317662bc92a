"""How sure are we that a column is a field? Its name speaks first, its values may object."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import lru_cache
from zoneinfo import ZoneInfo

from steadyhand.imports.reading.fields import Field, FileKind, Kind
from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.headers.spelling import meant_words
from steadyhand.imports.reading.values.bad_cell import BadCell
from steadyhand.imports.reading.values.converters import converter_for
from steadyhand.imports.reading.values.dates import parse_moment, parse_time
from steadyhand.imports.reading.values.sniffing import sniff_column
from steadyhand.imports.reading.values.text import folded

_LOOK_AT = 100
_TYPO = 0.88
# Words that most columns have: to share only one of these is to share nothing.
_EVERYWHERE = frozenset(("number", "name", "date", "time", "type", "description", "status"))
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`confidence` from 0 to 1, and why."""

    confidence: float
    reason: str


@dataclass(slots=True)
class Columns:
    """A file's headers with some values of each, and what was found out about them."""

    headers: tuple[str, ...]
    values: dict[str, list[Cell]]
    country: str

    @classmethod
    def of(cls, headers: Sequence[str], sample: Sequence[Sequence[Cell]], country: str) -> "Columns":
        values = {
            header: [row[place] for row in sample[: 10 * _LOOK_AT] if place < len(row) and row[place] != ""][:_LOOK_AT]
            for place, header in enumerate(headers)
        }
        return cls(tuple(headers), values, country)

    def fitting_share(self, header: str, field: Field) -> float | None:
        """Return the share of a column's values that the field can take, None without values."""
        values = self.values[header]
        if not values:
            return None
        column = sniff_column(values, field.kind, country=self.country, header=header)
        convert = converter_for(field, column, zone=_UTC, country=self.country)
        return sum(not isinstance(convert(value), BadCell) for value in values) / len(values)

    def are_dates(self, header: str) -> bool:
        """Are the column's values mostly dates, with or without a time?"""
        order = sniff_column(self.values[header], Kind.DATE, country=self.country).date_order
        # Five digits alone are a call's number rather than a spreadsheet's day.
        dates = [
            not str(value).isdecimal() and isinstance(parse_moment(value, order), date) for value in self.values[header]
        ]
        return bool(dates) and 2 * sum(dates) > len(dates)

    def has_times_of_day(self, header: str) -> bool:
        """Does the column say a time other than midnight?"""
        order = sniff_column(self.values[header], Kind.MOMENT, country=self.country).date_order
        moments = [parse_moment(value, order) for value in self.values[header]]
        return any(isinstance(each, datetime) and (each.hour or each.minute) for each in moments)

    def are_times(self, header: str) -> bool:
        """Can the column's values be times of day?"""
        values = self.values[header]
        return bool(values) and not any(isinstance(parse_time(value), BadCell) for value in values)


def likeness(columns: Columns, header: str, field: Field, kind: FileKind) -> Likeness:
    """Return how much a column looks like a field of this kind of file."""
    named = by_name(header, field, kind)
    if named.confidence == 0:
        return named
    share = columns.fitting_share(header, field)
    if share is None:
        return named
    if share < 0.5:  # noqa: PLR2004 - more than half object
        return Likeness(named.confidence * 0.3, f"{named.reason}, but most of its values are no {field.kind}")
    if field.kind is Kind.TEXT and columns.are_dates(header):
        return Likeness(named.confidence * 0.6, f"{named.reason}, but its values are dates")
    return Likeness(named.confidence * (0.9 + 0.1 * share), named.reason)


def by_name(header: str, field: Field, kind: FileKind) -> Likeness:
    """Return how much the name alone looks like the field's name, label or one of its synonyms."""
    best = Likeness(0.0, "")
    for phrase in (field.name, field.label, *field.synonyms):
        found = _like(header, phrase, kind)
        if found.confidence > best.confidence:
            best = found
    return best


def _like(header: str, phrase: str, kind: FileKind) -> Likeness:
    ours, theirs = frozenset(meant_words(phrase)), frozenset(meant_words(header))
    # The words too: folding drops the sign in "Customer #", which makes it the customer's number.
    if ours == theirs and _spelt(header) == _spelt(phrase):
        return Likeness(1.0, f'"{header}" is called so')
    if ours == theirs and ours:
        return Likeness(0.95, f'"{header}" is another spelling of "{phrase}"')
    subject = {word for name in kind.subject for word in meant_words(name)}
    if ours - subject and ours - subject == theirs - subject:
        return Likeness(0.85, f'"{header}" means "{phrase}" in a file of {kind.name}')
    if (ours <= theirs or theirs <= ours) and (ours & theirs) - _EVERYWHERE:
        overlap = len(ours & theirs) / max(1, len(ours | theirs))
        # Half of the words must be shared: "customer" alone is not yet the customer's telephone.
        if overlap >= 0.5:  # noqa: PLR2004
            return Likeness(0.4 + 0.4 * overlap, f'"{header}" shares words with "{phrase}"')
    if _is_a_typo(_spelt(header), _spelt(phrase)):
        return Likeness(0.7, f'"{header}" is spelled nearly like "{phrase}"')
    return Likeness(0.0, "")


def _is_a_typo(spelt: str, meant: str) -> bool:
    # The first two are never less than the third, and far cheaper: hundreds of pairs are looked at for each file.
    both = SequenceMatcher(None, spelt, meant)
    return all(ratio() >= _TYPO for ratio in (both.real_quick_ratio, both.quick_ratio, both.ratio))


_spelt = lru_cache(maxsize=4096)(folded)
