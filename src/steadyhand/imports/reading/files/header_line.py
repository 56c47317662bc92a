"""Which line names the columns? Titles stand above it, totals below the rows."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from steadyhand.imports.reading.files.facts import Cell

_LOOK_AT = 40
_FILLED_SHARE = 0.6
# A cell that is only digits and their company is a value, never a column's name.
_VALUE = re.compile(r"[\s$€£(+-]*\d[\d\s.,:/%()+\-']*(?:[ap]m)?$", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:grand|sub|report|overall)?[\s-]*(?:totals?|count|records?|summe|gesamt(?:summe)?|insgesamt|anzahl|somme|suma)"
    r"(?:\s+(?:rows?|records?|général|general|customers?|calls?|machines?|items?))?\s*[:=]?\s*[\d\s.,]*"
    r"|\(?[\d.,]+\s+(?:rows?|records?|items?)(?:\s+(?:affected|selected|found|listed))?\)?\.?"
    r"|-*\s*end of (?:report|file|list)\s*-*\.?",
    re.IGNORECASE,
)
REJECT_COLUMNS = ("why not taken", "what to do")
"""The columns a rejects file has in front; when it is fed in again they are skipped."""


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """Where the header was found (`index` in the sample, -1 for none) and what it says."""

    index: int
    headers: tuple[str, ...]
    skip_columns: int = 0
    remarks: tuple[str, ...] = ()


def find_header(sample: Sequence[Sequence[Cell]], is_known: Callable[[str], bool]) -> HeaderLine:
    """Find the line that names the columns among a file's first rows.

    It is the first one as wide as the rows after it whose cells are words; a line with names that `is_known`
    recognises wins over one without. `sample` has at least one row with a cell.
    """
    rows = sample[:_LOOK_AT]
    width = _usual_width(rows)
    best, best_score = -1, 0.0
    for index, row in enumerate(rows):
        score = _score(row, width, is_known)
        if score > best_score:
            best, best_score = index, score
    if best < 0:
        names = tuple(f"Column {number}" for number in range(1, max(len(row) for row in rows) + 1))
        remark = 'No line names the columns, so they are called "Column 1", "Column 2" and so on.'
        return HeaderLine(-1, names, remarks=(remark,))
    return _named(rows, best)


def _usual_width(rows: Sequence[Sequence[Cell]]) -> int:
    widths = Counter(sum(cell != "" for cell in row) for row in rows)
    del widths[0]
    # Rows below may leave cells empty; the header does not, so the upper end of the usual is what counts.
    common = [width for width, count in widths.items() if count * 4 >= max(widths.values())]
    return max(common)


def _score(row: Sequence[Cell], width: int, is_known: Callable[[str], bool]) -> float:
    filled = [cell for cell in row if _stripped(cell) != ""]
    if not filled or len(filled) < width * _FILLED_SHARE:
        return 0.0
    names = [cell for cell in filled if not looks_like_a_value(cell)]
    known = sum(is_known(str(cell)) for cell in names)
    if len(names) < len(filled) * _FILLED_SHARE or 2 * len(set(names)) < len(names):
        return 0.0
    if len(filled) > len(names) and not known:
        # A single date or number among the words: a row of values, unless a name is known for sure.
        return 0.0
    return 1.0 + known


def _stripped(cell: Cell) -> Cell:
    return cell.strip() if isinstance(cell, str) else cell


def looks_like_a_value(cell: Cell) -> bool:
    """Is this a number, a date or a time rather than a name?"""
    if isinstance(cell, str):
        return _VALUE.fullmatch(cell.strip()) is not None
    return isinstance(cell, int | float | date | time | timedelta)


def _named(rows: Sequence[Sequence[Cell]], index: int) -> HeaderLine:
    raw = [" ".join(str(cell).split()) for cell in rows[index]]
    skip = 2 if tuple(name.lower() for name in raw[:2]) == REJECT_COLUMNS else 0
    used = max((n for row in rows[index:] for n, cell in enumerate(row, 1) if _stripped(cell) != ""), default=0)
    raw = raw[:used] + [""] * (used - len(raw)) if _is_usual(rows[index + 1 :], used) else raw[: _last_named(raw)]
    remarks = []
    if index > 0 and any(_stripped(cell) != "" for row in rows[:index] for cell in row):
        remarks.append(f"{index} {'line' if index == 1 else 'lines'} above the column names were left out.")
    if skip:
        remarks.append('The columns "why not taken" and "what to do" of a mended rejects file were skipped.')
    return HeaderLine(index, _unique(raw)[skip:], skip, tuple(remarks))


def _is_usual(rows: Sequence[Sequence[Cell]], width: int) -> bool:
    """Do enough rows reach this width for it to be a nameless column, and not one stray cell?"""
    return 2 * sum(len(row) >= width and _stripped(row[width - 1]) != "" for row in rows) > len(rows)


def _last_named(names: Sequence[str]) -> int:
    return max((number for number, name in enumerate(names, 1) if name), default=0)


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    seen: set[str] = set()
    unique = []
    for number, name in enumerate(names, 1):
        wanted = base = name or f"Column {number}"
        copy = 2
        while wanted.lower() in seen:
            wanted = f"{base} ({copy})"
            copy += 1
        seen.add(wanted.lower())
        unique.append(wanted)
    return tuple(unique)


def is_total_line(cells: Sequence[Cell], width: int) -> bool:
    """Is this a line of totals or an end mark rather than a row? Few cells, the first of them says so."""
    first = next((cell for cell in cells if cell != ""), "")
    # The word first: most rows with empty cells are ruled out by their first letter.
    if not isinstance(first, str) or not _TOTAL.fullmatch(first.strip()):
        return False
    filled = sum(_stripped(cell) != "" for cell in cells)
    return width > 1 and 2 * filled <= width
