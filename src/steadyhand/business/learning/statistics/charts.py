"""Did a series change, or does it only vary? Control charts: limits from its own variation, two rules that speak."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

# For moving ranges of two: 3 / d2 with d2 = 1.128, and D4 = 3.267 (NIST/SEMATECH e-Handbook 6.3.2.2).
D2, D4 = 1.128, 3.267
SIDE = 8


@dataclass(frozen=True, slots=True)
class Chart:
    """A series' middle and limits, in its own unit; one pair of limits a point, as a share's depend on its n."""

    middle: float
    low: tuple[float, ...]
    high: tuple[float, ...]
    mean_range: float = 0.0
    range_high: float = 0.0


@dataclass(frozen=True, slots=True)
class Signal:
    """A point that speaks: beyond its limits, or the last of eight on one side of the middle."""

    at: int
    rule: str
    is_up: bool


def moving_range_chart(values: Sequence[float], *, baseline: int | None = None) -> Chart:
    """Return the XmR chart of a series; limits come from its first `baseline` points and stay.

    Raises ValueError for fewer than two points in the baseline.
    Source: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
    """
    first = list(values[:baseline])
    if len(first) < 2:  # noqa: PLR2004 - a range needs two
        raise ValueError(f"A chart needs two points or more to know how the series varies; there are {len(first)}.")
    middle = sum(first) / len(first)
    mean_range = sum(abs(after - before) for before, after in pairwise(first)) / (len(first) - 1)
    half = 3 * mean_range / D2
    points = len(values)
    return Chart(middle, (middle - half,) * points, (middle + half,) * points, mean_range, D4 * mean_range)


def share_chart(counts: Sequence[tuple[int, int]], *, baseline: int | None = None) -> Chart:
    """Return the p-chart of (seen, of so many) points; one without opportunities has the limits 0 and 1.

    Raises ValueError for a baseline without opportunities.
    Source: NIST/SEMATECH e-Handbook 6.3.3.2.
    """
    seen, n = (sum(side) for side in zip(*counts[:baseline], strict=True)) if counts[:baseline] else (0, 0)
    if not n:
        raise ValueError("A chart of shares needs an opportunity or more in its baseline; there is none.")
    middle = seen / n
    halves = [3 * sqrt(middle * (1 - middle) / each) if each else 1.0 for _, each in counts]
    return Chart(
        middle, tuple(max(0.0, middle - half) for half in halves), tuple(min(1.0, middle + half) for half in halves)
    )


# Of a kind, so many cases make a rate of its own; rarer kinds share the one of all.
FEWEST_OF_A_KIND = 20
Kinds = Sequence[tuple[str, int, int]]


def mix_chart(points: Sequence[Kinds], *, baseline: int) -> tuple[tuple[float, ...], Chart]:
    """Return a series of shares without what the mix of cases does to them, and its chart.

    Each point is (kind, seen, of so many) for every kind. What the baseline's own rates let expect of a point's mix is
    taken away, and the baseline's share over all is put in its place: a week of hard machines isn't a bad week. Source:
    indirect standardisation, as for risk-adjusted p-charts (Hart, Lee, Hart & Robertson 2003).
    Raises ValueError for a baseline without cases.
    """
    cases: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for kinds in points[:baseline]:
        for kind, seen, of in kinds:
            cases[kind] += of
            hits[kind] += seen
    if not cases.total():
        raise ValueError("A chart of shares needs a case or more in its baseline; there is none.")
    middle = hits.total() / cases.total()
    rates = {kind: hits[kind] / many for kind, many in cases.items() if many >= FEWEST_OF_A_KIND}
    values, halves = [], []
    for kinds in points:
        n = sum(of for _, _, of in kinds)
        if not n:
            values.append(middle)
            halves.append(1.0)
            continue
        expected = [(of, rates.get(kind, middle)) for kind, _, of in kinds]
        surplus = sum(seen for _, seen, _ in kinds) - sum(of * rate for of, rate in expected)
        values.append(middle + surplus / n)
        halves.append(3 * sqrt(sum(of * rate * (1 - rate) for of, rate in expected)) / n)
    return tuple(values), Chart(
        middle, tuple(max(0.0, middle - half) for half in halves), tuple(min(1.0, middle + half) for half in halves)
    )


def signals(values: Sequence[float], chart: Chart) -> tuple[Signal, ...]:
    """Return the points that speak: one beyond its limits, or eight in a row on one side (then the eighth)."""
    found: list[Signal] = []
    run = 0
    for at, (value, low, high) in enumerate(zip(values, chart.low, chart.high, strict=True)):
        side = (value > chart.middle) - (value < chart.middle)
        run = run + side if side and run * side > 0 else side
        if not low <= value <= high:
            found.append(Signal(at, "beyond", value > high))
        elif abs(run) == SIDE:
            found.append(Signal(at, "eight on a side", run > 0))
    return tuple(found)
