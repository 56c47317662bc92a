"""What is a number, given the counts of a period? Values in, values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from steadyhand.business.insight.metrics import METRICS, Kind, Metric
from steadyhand.business.insight.uncertain import FEW, of_median
from steadyhand.business.insight.waits import P90, added, quantile
from steadyhand.shared.uncertain import Interval, of_share

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Tallied:
    """The counts of some months and branches together."""

    counts: Mapping[str, float]
    response: Mapping[int, int]
    downtime: Mapping[int, int]

    def count(self, *names: str) -> float:
        return sum(self.counts.get(name, 0) for name in names)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of one period. `value` is None where there is nothing to count; minutes, pages, or a share of 1."""

    metric: Metric
    value: float | None
    count: float
    total: float
    interval: Interval | None = None
    ninety: int | None = None
    # Callbacks only: the share that chance alone would have given, with wear and without memory.
    floor: float | None = None
    memoryless: float | None = None

    @property
    def is_few(self) -> bool:
        return 0 < self.total < FEW

    @property
    def excess(self) -> float | None:
        """What lies above the chance floor; negative: below it."""
        return None if self.value is None or self.floor is None else self.value - self.floor

    @property
    def is_above_chance(self) -> bool | None:
        """Tell whether chance alone is out of the question; None where there is no floor."""
        if self.floor is None or self.interval is None:
            return None
        return self.interval.low > self.floor


def together(months: Iterable[tuple[Mapping[str, float], Mapping[str, int], Mapping[str, int]]]) -> Tallied:
    """Add up months (or branches): each has its counts and the steps of both waits."""
    rows = list(months)
    counts: dict[str, float] = {}
    for row, _, _ in rows:
        for name, value in row.items():
            counts[name] = counts.get(name, 0) + value
    return Tallied(counts, added(row[1] for row in rows), added(row[2] for row in rows))


def figure_of(metric: Metric, tallied: Tallied) -> Figure:
    """Return what a number is."""
    count, total = tallied.count(*metric.top), tallied.count(*metric.of)
    if metric.kind is Kind.WAIT:
        return _wait(metric, tallied, count)
    if metric.kind is Kind.TRADE_REST:
        return _trade_rest(metric, tallied)
    if not total:
        return Figure(metric, None, count, total)
    value = count / total
    if metric.kind is not Kind.SHARE:
        return Figure(metric, value, count, total)
    interval = of_share(round(count), round(total))
    if metric.key != "callbacks":
        return Figure(metric, value, count, total, interval)
    floor, memoryless = (tallied.count(name) / total for name in ("chance", "chance_memoryless"))
    return Figure(metric, value, count, total, interval, floor=floor, memoryless=memoryless)


def figures_of(tallied: Tallied) -> dict[str, Figure]:
    """Return every number, by its key."""
    return {key: figure_of(metric, tallied) for key, metric in METRICS.items()}


def _wait(metric: Metric, tallied: Tallied, count: float) -> Figure:
    steps = tallied.response if metric.key == "response" else tallied.downtime
    return Figure(metric, quantile(steps, HALF), count, count, interval=of_median(steps), ninety=quantile(steps, P90))


def _trade_rest(metric: Metric, tallied: Tallied) -> Figure:
    total = tallied.count(*metric.of)
    parts = [figure_of(METRICS[key], tallied).value for key in ("trade-callbacks", "trade-held")]
    known = [part for part in parts if part is not None]
    value = 1.0 - sum(known) if len(known) == len(parts) else None
    return Figure(metric, value, tallied.count(*metric.top), total)
