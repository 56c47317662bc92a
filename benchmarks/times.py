"""Are the times in a sentence found? Own sentences, and those of STEADYHAND_DATA; returns 1 while they fall short.

A sentence is right when a time that stands where its expression does begins and ends on the right days and, where the
expression names one, has the right time of day. A trap has no time in it, so every time found there is a false one.
"""

import csv
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from steadyhand.business.conversations.guard.findings import TimeSaid
from steadyhand.business.conversations.guard.times.hours import Hours
from steadyhand.business.conversations.guard.times.reading import times_in

OWN = Path(__file__).parents[1] / "tests/business/conversations/guard/time_expressions.csv"
OF_OTHERS = "conversations/time_expressions.csv"
# When the sentences of others are said; theirs tell no moment of their own.
REFERENCE = "2026-03-11T10:20"
BAR_RIGHT, BAR_BINDING = 0.90, 0.90
# One false time is let pass in some fourteen traps, as the issue has it.
BAR_FALSE_SHARE = 1 / 14
BAR_LONG_SECONDS, BAR_SHORT_MS = 1.0, 2.0
SIXTY_WORDS = (
    "Hi Mrs Chen, this is Bruno. I cleaned the rollers and the jam is gone for now, but the drum is worn and I ordered "
    "a new one this morning. The supplier expects it on Thursday, so I will be with you Friday between 9 and 11 to fit "
    "it. If anything comes up before, please call me; I am on the road until about 4:30 today."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and the time that a person reads in it; no dates where it has none."""

    text: str
    expression: str
    date_from: str
    date_to: str
    time: str
    is_promise: str
    at: datetime
    hours: Hours


@dataclass(slots=True)
class Tally:
    """How many were right, of how many."""

    right: int = 0
    sentences: int = 0
    false: int = 0
    traps: int = 0
    bound: int = 0
    binding: int = 0

    @property
    def is_short(self) -> bool:
        """Tell whether any of the bars isn't met."""
        return (
            self.right < BAR_RIGHT * self.sentences
            or self.false > max(1, BAR_FALSE_SHARE * self.traps)
            or self.bound < BAR_BINDING * self.binding
        )

    def __str__(self) -> str:
        told = f"{self.right} of {self.sentences} right, {self.false} false in {self.traps} traps"
        return f"{told}, {self.bound} of {self.binding} bind as they should" if self.binding else told


def rows_in(path: Path, split: str) -> Iterator[Row]:
    """Yield the sentences of a file; of a file with a column `split` those of one half."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row.get("split", split) == split:
                yield Row(
                    row["text"], row["expression"], row["date_from"], row["date_to"], row["time"],
                    row.get("is_promise", ""), datetime.fromisoformat(row.get("at") or REFERENCE),
                    Hours(is_day_first=row.get("order") == "day_first"),
                )  # fmt: skip


def is_right(row: Row, said: TimeSaid) -> bool:
    """Tell whether a time means what a person reads."""
    days = (said.from_at.date().isoformat(), said.until_at.date().isoformat())
    clocks = {f"{said.from_at:%H:%M}", f"{said.until_at:%H:%M}"}
    return days == (row.date_from, row.date_to) and (not row.time or row.time in clocks)


def tally(path: Path, split: str, *, is_telling: bool) -> Tally:
    """Count what is right in a file; tell each that is not, where that is wanted."""
    counts = Tally()
    for row in rows_in(path, split):
        found = times_in(row.text, at=row.at, hours=row.hours)
        if not row.date_from:
            counts.traps += 1
            counts.false += bool(found)
            _tell(row, "false", found, is_telling=is_telling and bool(found))
            continue
        counts.sentences += 1
        start = row.text.lower().find(row.expression.lower())
        meant = [each for each in found if each.start < start + len(row.expression) and start < each.end]
        right = [each for each in meant if is_right(row, each)]
        counts.right += bool(right)
        _tell(row, "wrong", found, is_telling=is_telling and not right)
        if row.is_promise:
            counts.binding += 1
            is_bound = any(each.is_promise for each in meant) == (row.is_promise == "yes")
            counts.bound += is_bound
            _tell(row, "binding", found, is_telling=is_telling and not is_bound)
    return counts


def _tell(row: Row, what: str, found: tuple[TimeSaid, ...], *, is_telling: bool) -> None:
    if is_telling:
        told = "; ".join(
            f"{row.text[each.start : each.end]!r} {each.from_at:%m-%d %H:%M}–{each.until_at:%m-%d %H:%M}"
            f"{' binds' if each.is_promise else ''}"
            for each in found
        )
        click.echo(
            f"  {what}: {row.text}\n    {row.date_from} {row.date_to} {row.time} {row.is_promise} | {told or '–'}"
        )


def paces() -> tuple[float, float]:
    """Return the milliseconds for 60 words, the quietest of five rounds, and the seconds for 100 kB; processor time."""
    at = datetime.fromisoformat(REFERENCE)
    times_in(SIXTY_WORDS, at=at)
    rounds = [_seconds(SIXTY_WORDS, at, times=20) / 20 for _ in range(5)]
    long_text = (SIXTY_WORDS + "\n") * (100_000 // len(SIXTY_WORDS))
    return min(rounds) * 1000, _seconds(long_text, at, times=1)


def _seconds(text: str, at: datetime, *, times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        times_in(text, at=at)
    return time.process_time() - began


def main() -> int:
    """Print one line a file and one of the pace; return 1 while any bar isn't met."""
    is_telling = "dev" in sys.argv
    half = "dev" if is_telling else "kept"
    tallies = {f"own, {half} half": tally(OWN, half, is_telling=is_telling)}
    folder = os.environ.get("STEADYHAND_DATA")
    if folder:
        tallies["others'"] = tally(Path(folder) / OF_OTHERS, "", is_telling=False)
    short_ms, long_seconds = paces()
    is_slow = short_ms > BAR_SHORT_MS or long_seconds > BAR_LONG_SECONDS
    is_short = is_slow or any(each.is_short for each in tallies.values())
    told = "; ".join(f"{name}: {each}" for name, each in tallies.items())
    click.echo(
        f"times: {told}; 60 words {short_ms:.2f} ms, 100 kB {long_seconds:.2f} s{' – short' if is_short else ''}"
    )
    return 1 if is_short else 0


if __name__ == "__main__":
    sys.exit(main())
