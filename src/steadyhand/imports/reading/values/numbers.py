"""Numbers and money as offices on both sides of the Atlantic write them; the column says which."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.values.bad_cell import BadCell, shown

_CURRENCY = re.compile(
    r"\b(?:US|C|CA|A|AU)\$|[$€£¥₹]|\b(?:USD|CAD|EUR|GBP|CHF|AUD|MXN|NZD)\b|\b(?:Fr|kr|zł)\b\.?", re.IGNORECASE
)
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]")
_PLAIN = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?|\.\d+")
_GROUPED = {
    ".": re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?"),  # 1,234.56 and Indian 1,23,456.00
    ",": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
}
_COMMA = re.compile(r"\d+,\d+|,\d+")
_NONE_WORDS = frozenset(("-", "--", "n/a", "na", "#n/a", "null", "none", "nil", "\\n", "nan", "k.a.", "s/o", "–", "—"))
_INTEGER = re.compile(r"-?\d{1,18}")
# What a column of 64-bit integers holds.
_MOST = 2**63


def is_nothing(text: str) -> bool:
    """Is this a word that programs write for an empty cell? Text fields keep such words."""
    return text == "" or text.lower() in _NONE_WORDS


def read_number(cell: Cell, *, decimal_sign: str) -> Decimal | BadCell | None:
    """Return "1,234.56", "1.234,56", "(12.00)", "12-" or "$ 5" as a Decimal; None for an empty cell."""
    if type(cell) is not str:
        if isinstance(cell, int | float) and math.isfinite(cell):
            return _finite(1, repr(cell), str(cell))
        return BadCell(f"{shown(cell)} is a date or time, not a number.", "Format the cell as a number.")
    text = cell.strip()
    if is_nothing(text):
        return None
    return _parsed(text, decimal_sign)


def read_whole_number(cell: Cell, *, decimal_sign: str) -> int | BadCell | None:
    """Return a whole number; "12.00" is one, "12.5" is not."""
    if type(cell) is str and _INTEGER.fullmatch(cell):
        return int(cell)
    number = read_number(cell, decimal_sign=decimal_sign)
    if not isinstance(number, Decimal):
        return number
    if type(cell) is str and "e" in cell.lower():
        return BadCell(
            f"{shown(cell)} was shortened by a spreadsheet; its last digits are lost.",
            "Export it again, or format the column as a number without decimals before saving.",
        )
    if number != number.to_integral_value():
        return BadCell(f"{shown(cell)} is not a whole number.", "Write it without decimals.")
    return _within_reach(int(number), cell)


def read_cents(cell: Cell, *, decimal_sign: str) -> int | BadCell | None:
    """Return an amount of money in cents; a third decimal is rounded half up, as on an invoice."""
    number = read_number(cell, decimal_sign=decimal_sign)
    if not isinstance(number, Decimal):
        return number
    return _within_reach(int((number * 100).to_integral_value(ROUND_HALF_UP)), cell)


def _within_reach(number: int, cell: Cell) -> int | BadCell:
    if not -_MOST <= number < _MOST:
        return BadCell(f"{shown(cell)} is too large for a number here.", "Look whether two cells ran together.")
    return number


def _parsed(text: str, decimal_sign: str) -> Decimal | BadCell:
    sign, digits = _sign_and_digits(text)
    if _PLAIN.fullmatch(digits) and (decimal_sign == "." or "." not in digits):
        return _finite(sign, digits, text)
    if _GROUPED[decimal_sign].fullmatch(digits):
        thousands = "," if decimal_sign == "." else "."
        return _finite(sign, digits.replace(thousands, "").replace(",", "."), text)
    if decimal_sign == "," and _COMMA.fullmatch(digits):
        return _finite(sign, digits.replace(",", "."), text)
    if digits and not digits.strip("0123456789.,"):
        name = "point" if decimal_sign == "." else "comma"
        return BadCell(
            f"{shown(text)} does not fit: this column's decimals follow a {name}.",
            f"Write it with a decimal {name}, or set how the column is read in the mapping.",
        )
    return BadCell(f"{shown(text)} is not a number.", "Write a number, or empty the cell.")


def _sign_and_digits(text: str) -> tuple[int, str]:
    """Take brackets, signs, credit marks, currencies and blanks off."""
    sign = 1
    digits = _BLANKS.sub("", _CURRENCY.sub("", text)).replace("−", "-")
    if digits.startswith("(") and digits.endswith(")"):
        sign, digits = -1, digits[1:-1]
    if digits[-2:].upper() == "CR":
        # A credit, as ledgers print it.
        sign, digits = -sign, digits[:-2]
    if digits.startswith(("-", "+")):
        sign, digits = (-sign if digits[0] == "-" else sign), digits[1:]
    elif digits.endswith(("-", "+")):
        sign, digits = (-sign if digits[-1] == "-" else sign), digits[:-1]
    return sign, digits


def _finite(sign: int, digits: str, text: str) -> Decimal | BadCell:
    number = sign * Decimal(digits)
    if number.adjusted() > 30:  # noqa: PLR2004 - nothing a dealership counts has thirty digits
        return BadCell(f"{shown(text)} is too large for a number here.", "Look whether two cells ran together.")
    return number
