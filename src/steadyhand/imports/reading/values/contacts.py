"""Telephone numbers and e-mail addresses, so that one person's number is one number."""

import re
from functools import lru_cache

import phonenumbers

from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.values.bad_cell import BadCell, shown
from steadyhand.imports.reading.values.numbers import is_nothing
from steadyhand.imports.reading.values.text import as_text

# North America by hand, because that is most files and the library takes 50 microseconds a number.
# Source: the North American Numbering Plan, area and exchange codes begin with 2 to 9.
_NORTH_AMERICAN = re.compile(r"(?:\+?1[\s.-]?)?\(?([2-9]\d\d)\)?[\s./-]*([2-9]\d\d)[\s.-]*(\d{4})")
_NORTH_AMERICA = frozenset(("US", "CA", "PR"))
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@(?:[\w](?:[\w-]*\w)?\.)+[^\W\d_]{2,}")
_NAMED_EMAIL = re.compile(r"[^<>]*<([^<>]+)>")


def read_phone(cell: Cell, *, country: str) -> str | BadCell | None:
    """Return a number as "+12125550123", with ";ext=45" after it where there is an extension (RFC 3966)."""
    text = as_text(cell).strip()
    if is_nothing(text):
        return None
    if country in _NORTH_AMERICA:
        match = _NORTH_AMERICAN.fullmatch(text)
        if match:
            return f"+1{match[1]}{match[2]}{match[3]}"
    return _international(text, country)


# Callers call again: a dealership's numbers fit, and each is taken apart once.
@lru_cache(maxsize=32_768)
def _international(text: str, country: str) -> str | BadCell:
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return BadCell(f"{shown(text)} is not a telephone number.", "Write it as +1 212 555 0123, or empty the cell.")
    if not phonenumbers.is_possible_number(number):
        return BadCell(
            f"{shown(text)} has too few or too many digits for a telephone number.",
            "Write it with its area code, as +1 212 555 0123, one number in a cell.",
        )
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{written};ext={number.extension}" if number.extension else written


def read_email(cell: Cell) -> str | BadCell | None:
    """Return one address, its domain in small letters."""
    text = as_text(cell).strip()
    if is_nothing(text):
        return None
    named = _NAMED_EMAIL.fullmatch(text)
    address = (named[1] if named else text).strip().removeprefix("mailto:").strip("'")
    if _EMAIL.fullmatch(address):
        name, _, domain = address.rpartition("@")
        return f"{name}@{domain.lower()}"
    if address.count("@") > 1:
        return BadCell(f"{shown(text)} is more than one e-mail address.", "Keep one address in the cell.")
    return BadCell(f"{shown(text)} is not an e-mail address.", "Write it as name@example.com, or empty the cell.")
