"""Where do the lines of a trend stand? Geometry only: the template draws, the stylesheet colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10

from steadyhand.business.insight.metrics import Kind
from steadyhand.business.insight.queries.numbers import TrendPoint
from steadyhand.business.insight.saying import said_between, value_said

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 12, 28
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """A month with a value."""

    x: float
    y: float
    said: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the scale, or a month under it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A trend. Lines and bands break where a month has no value."""

    lines: tuple[str, ...]
    floors: tuple[str, ...]
    bands: tuple[str, ...]
    dots: tuple[Dot, ...]
    scale: tuple[Mark, ...]
    months: tuple[Mark, ...]
    said: str
    rows: tuple[tuple[str, str, str, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM
    has_floor: bool = False


def chart_of(points: Sequence[TrendPoint]) -> Chart | None:
    """Return the trend of a number; None where no month has a value."""
    known = [point for point in points if point.figure.value is not None]
    if not known:
        return None
    kind = known[0].figure.metric.kind
    top = _top([_highest(point) for point in known])

    def x_of(index: int) -> float:
        return round(LEFT + index * (WIDTH - LEFT - RIGHT) / max(1, len(points) - 1), 1)

    def y_of(value: float) -> float:
        share = min(1.0, max(0.0, value / top))
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    lines, floors, bands = [], [], []
    for stretch in _stretches(points):
        lines.append(" ".join(f"{x_of(i)},{y_of(points[i].figure.value or 0.0)}" for i in stretch))
        upper = [(i, interval.high) for i in stretch if (interval := points[i].figure.interval)]
        lower = [(i, interval.low) for i in stretch if (interval := points[i].figure.interval)]
        bands.append(" ".join(f"{x_of(i)},{y_of(value)}" for i, value in [*upper, *reversed(lower)]))
        floor = [(i, level) for i in stretch if (level := points[i].figure.floor) is not None]
        floors.append(" ".join(f"{x_of(i)},{y_of(value)}" for i, value in floor))
    return Chart(
        lines=tuple(lines),
        floors=tuple(each for each in floors if each),
        bands=tuple(each for each in bands if each),
        dots=tuple(
            Dot(x_of(i), y_of(point.figure.value), f"{_month(point.month_on)}: {_said(point)}")
            for i, point in enumerate(points)
            if point.figure.value is not None
        ),
        scale=tuple(Mark(y_of(top * part / 4), value_said(kind, top * part / 4)) for part in range(5)),
        # Every third month, counted from the newest: all of them would run into each other.
        months=tuple(
            Mark(x_of(i), f"{point.month_on:%b}" if point.month_on.month > 1 else f"{point.month_on:%Y}")
            for i, point in enumerate(points)
            if (len(points) - 1 - i) % 3 == 0
        ),
        said=f"From {_said(known[0])} in {_month(known[0].month_on)} to {_said(known[-1])} in "
        f"{_month(known[-1].month_on)}.",
        rows=tuple(
            (
                _month(point.month_on),
                _said(point),
                said_between(point.figure),
                "" if point.figure.floor is None else value_said(kind, point.figure.floor),
            )
            for point in reversed(points)
        ),
        has_floor=any(floors),
    )


def _stretches(points: Sequence[TrendPoint]) -> list[list[int]]:
    """Return the runs of months that have a value."""
    found: list[list[int]] = []
    for index, point in enumerate(points):
        if point.figure.value is None:
            continue
        if found and found[-1][-1] == index - 1:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def _highest(point: TrendPoint) -> float:
    figure = point.figure
    # An interval of a handful of calls would press everything else to the ground.
    high = figure.interval.high if figure.interval and not figure.is_few else 0.0
    return max(figure.value or 0.0, figure.floor or 0.0, high)


def _top(values: Sequence[float]) -> float:
    """Return a round number above all of them."""
    highest = max([*values, 1e-9])
    size = 10.0 ** (ceil(log10(highest)) - 1)
    return next(nice * size for nice in _NICE if nice * size >= highest)


def _said(point: TrendPoint) -> str:
    return value_said(Kind(point.figure.metric.kind), point.figure.value)


def _month(on: date) -> str:
    return f"{on:%B %Y}"
