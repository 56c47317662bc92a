"""Where does the line of a what-if curve stand? Geometry only: the template draws, the stylesheet colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from steadyhand.business.stock.queries.proposals import CurvePoint
from steadyhand.pages.common.stock.wording import money, of_100

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 12, 28
# A curve that begins at nothing is a flat line near the top: what more money brings would not be seen.
_STEPS, _MOST_LINES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5), 6


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    said: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the scale, or a sum of money under it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The share finished by the money, with a dot at each sum."""

    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    scale: tuple[Mark, ...]
    sums: tuple[Mark, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    said: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def curve_of(points: Sequence[CurvePoint]) -> Curve | None:
    """Return the drawing of a curve; None where there are fewer than two points."""
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    least, most = min(point.finished for point in points), max(point.finished for point in points)
    step = next((each for each in _STEPS if (most - least) / each <= _MOST_LINES - 2), 1.0)
    marks = [step * number for number in range(floor(least / step), ceil(most / step + 1e-9) + 1)]
    low, high = marks[0], marks[-1]
    first, last = points[0].of_budget, points[-1].of_budget
    usual = next((point for point in points if point.of_budget == 1), points[len(points) // 2])

    def x_of(share: float) -> float:
        return round(LEFT + (share - first) / (last - first) * (WIDTH - LEFT - RIGHT), 1)

    def y_of(share: float) -> float:
        return round(HEIGHT - BOTTOM - (share - low) / max(high - low, 1e-9) * (HEIGHT - TOP - BOTTOM), 1)

    return Curve(
        lines=(" ".join(f"{x_of(point.of_budget)},{y_of(point.finished)}" for point in points),),
        dots=tuple(
            Dot(
                x_of(point.of_budget),
                y_of(point.finished),
                f"{money(point.cents)}: {of_100(point.finished)} of 100 calls finished",
            )
            for point in points
        ),
        scale=tuple(Mark(y_of(mark), f"{100 * mark:.0f}") for mark in marks),
        sums=tuple(Mark(x_of(point.of_budget), _sum_said(point.of_budget)) for point in points),
        rows=tuple(
            (
                _sum_said(point.of_budget),
                money(point.cents),
                of_100(point.finished),
                _more(point.finished - usual.finished) if point is not usual else "",
            )
            for point in points
        ),
        said=f"{of_100(points[0].finished)} of 100 calls finished with {_sum_said(first)} of the money, "
        f"{of_100(usual.finished)} with all of it, {of_100(points[-1].finished)} with {_sum_said(last)}.",
    )


def _sum_said(share: float) -> str:
    return f"{100 * share:.0f} %"


def _more(change: float) -> str:
    sign = "+" if change >= 0 else "\N{MINUS SIGN}"
    return f"{sign}{100 * abs(change):.1f}"
