"""Which sign stands between the cells? The one that cuts the sample's lines into equally many cells."""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

_CANDIDATES = ",;\t|"
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Delimiter:
    """`escape` is a backslash where quotes inside cells are written so (MySQL), else empty."""

    sign: str
    escape: str = ""

    def records(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Return a CSV reader for an iterator of lines."""
        return csv.reader(lines, delimiter=self.sign, escapechar=self.escape or None)


def name_of(sign: str) -> str:
    """Return the delimiter's name for people."""
    return _NAMES.get(sign, repr(sign))


def sniff_delimiter(sample: str) -> Delimiter:
    """Return the delimiter of a sample of whole lines; a comma where there is only one column."""
    first = sample.split("\n", 1)[0].strip()
    if first[:4].lower() == "sep=" and len(first) == 5:  # noqa: PLR2004 - spreadsheets write sep=; and nothing else
        return Delimiter(first[4])
    best, best_score = Delimiter(","), 0.0
    escapes = ("", "\\") if '\\"' in sample else ("",)
    for sign in _CANDIDATES:
        for escape in escapes:
            score = _score(sample, Delimiter(sign, escape))
            if score > best_score:
                best, best_score = Delimiter(sign, escape), score
    return best


def _score(sample: str, delimiter: Delimiter) -> float:
    """High where most lines have the same number of cells, and many of them."""
    widths: Counter[int] = Counter()
    # An unclosed quote may swallow the sample's end: what came before still counts.
    with suppress(csv.Error):
        widths.update(len(cells) for cells in delimiter.records(io.StringIO(sample, newline="")) if any(cells))
    if not widths:
        return 0.0
    width, lines = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return lines / widths.total() * math.log2(width) if width > 1 else 0.0
