"""Short ways to write a kind's columns down; each returns the column, or a time with its companion."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from steadyhand.imports.kinds.shape import Column
from steadyhand.imports.reading.fields import Field, Kind
from steadyhand.shared.clock import How

LONGEST_REF = 80


def short_ref(ref: str, most: int = LONGEST_REF) -> str:
    """Return a number that fits its column: a long one keeps its beginning, and a print of the whole."""
    if len(ref) <= most:
        return ref
    return f"{ref[: most - 13]}~{sha256(ref.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def text(name: str, label: str, *synonyms: str, most: int | None = None, required: bool = False, **more: Any) -> Column:
    return _column(Kind.TEXT, name, label, synonyms, more, max_length=most, required=required)


def ref(label: str, *synonyms: str, required: bool = False, **more: Any) -> Column:
    """Return the column of the dealership's own number for the row."""
    return text("ref", label, *synonyms, most=LONGEST_REF, required=required, **more)


def whole(name: str, label: str, *synonyms: str, **more: Any) -> Column:
    return _column(Kind.WHOLE_NUMBER, name, label, synonyms, more)


def number(name: str, label: str, *synonyms: str, **more: Any) -> Column:
    return _column(Kind.NUMBER, name, label, synonyms, more)


def money(name: str, label: str, *synonyms: str, **more: Any) -> Column:
    return _column(Kind.MONEY_CENTS, name, label, synonyms, more)


def yes_no(name: str, label: str, *synonyms: str, **more: Any) -> Column:
    return _column(Kind.YES_NO, name, label, synonyms, more)


def day(name: str, label: str, *synonyms: str, required: bool = False, **more: Any) -> Column:
    return _column(Kind.DATE, name, label, synonyms, more, required=required)


def minutes(name: str, label: str, *synonyms: str, **more: Any) -> Column:
    return _column(Kind.MINUTES, name, label, synonyms, more)


def phone(name: str, label: str, *synonyms: str, **more: Any) -> Column:
    # Read as text: a dealership's own way of writing a number is kept, finding knows every format.
    return text(name, label, *synonyms, most=40, **more)


def email(name: str, label: str, *synonyms: str, required: bool = False, **more: Any) -> Column:
    return _column(Kind.EMAIL, name, label, synonyms, more, max_length=254, required=required)


def choice(
    name: str, label: str, *synonyms: str, of: Mapping[str, Iterable[str]], required: bool = False, **more: Any
) -> Column:
    spellings = {str(value): tuple(words) for value, words in of.items()}
    return _column(Kind.CHOICE, name, label, synonyms, more, choices=spellings, required=required)


def moment(name: str, label: str, *synonyms: str, required: bool = False, **more: Any) -> Column:
    """Return the column of a time of which nothing more is known."""
    return _column(Kind.MOMENT, name, label, synonyms, more, required=required)


def known_moment(name: str, label: str, *synonyms: str, required: bool = False) -> tuple[Column, Column]:
    """Return the column of a time and the one that says how it is known."""
    how = choice(f"{name}_how", f"{label}: how it is known", of={each.value: () for each in How}, fills="")
    return moment(name, label, *synonyms, required=required, has_how=True), Column(how.field, path=f"{name}_how")


def link(name: str, label: str, *synonyms: str, to: str, required: bool = False, **more: Any) -> Column:
    """Return the column that names a row of another kind by its number, its serial or its name."""
    return _column(Kind.TEXT, name, label, synonyms, {"link": to} | more, max_length=200, required=required)


def _column(kind: Kind, name: str, label: str, synonyms: tuple[str, ...], more: dict[str, Any], **field: Any) -> Column:
    field |= {key: more.pop(key) for key in ("help", "example", "required") if key in more}
    return Column(Field(name, label, kind, synonyms=synonyms, **field), **({"fills": name} | more))
