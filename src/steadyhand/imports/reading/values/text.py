"""Text as people typed it: trimmed, without control characters, not longer than fits."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.values.bad_cell import BadCell, shown

# Line feeds and tabs may be meant; other control characters, and the mark some programs put in front, never are.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def read_text(cell: Cell, *, max_length: int | None = None) -> str | BadCell | None:
    """Return trimmed text, None if nothing is left."""
    text = as_text(cell)
    if not text.isprintable():
        text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.strip()
    if max_length is not None and len(text) > max_length:
        return BadCell(
            f"{shown(text)} has {len(text)} characters, at most {max_length} fit.",
            f"Shorten it to {max_length} characters.",
        )
    return text or None


def as_text(cell: Cell) -> str:
    """Return a workbook's cell as its text would stand in a CSV file; 12.0 is "12", a serial number has no point."""
    if type(cell) is str:
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


def folded(text: str) -> str:
    """Return the text without case, accents, punctuation and doubled blanks, to compare what people typed."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
        text = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", text).casefold().split())
