"""Where does each week of the mirror stand? Geometry only: the template draws, the stylesheet colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from steadyhand.business.insight.mirror import Share
from steadyhand.business.insight.saying import NOTHING, share_said
from steadyhand.pages.manager.numbers.chart import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, Dot, Mark

# A month's weeks are named one by one; of a year's every eighth, or their names would run into each other.
MOST_NAMED = 7
STEPS = 5
# Half the name of the newest week stands beyond its dot.
RIGHT = 32


@dataclass(frozen=True, slots=True)
class WeeksChart:
    """Shares week by week. The line breaks where a week has none to show."""

    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    scale: tuple[Mark, ...]
    weeks: tuple[Mark, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    said: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def weeks_chart(mondays: Sequence[date], shares: Mapping[date, Share | None]) -> WeeksChart | None:
    """Return the chart of these weeks; None where none has a share to show.

    A week without messages has none, and neither has one that is hidden: it is in `shares` as None.
    """
    known = [(number, share) for number, on in enumerate(mondays) if (share := shares.get(on)) and share.total]
    if not known:
        return None
    # To the next twentieth above the highest, so that little is seen as little.
    highest = max(share.count / share.total for _, share in known)
    top = max(0.05, -(-highest // 0.05) * 0.05)

    def x_of(number: int) -> float:
        return round(LEFT + number * (WIDTH - LEFT - RIGHT) / max(1, len(mondays) - 1), 1)

    def y_of(value: float) -> float:
        return round(HEIGHT - BOTTOM - min(1.0, value / top) * (HEIGHT - TOP - BOTTOM), 1)

    every = -(-len(mondays) // MOST_NAMED)
    points = {number: (x_of(number), y_of(share.count / share.total)) for number, share in known}
    first, last = known[0], known[-1]
    return WeeksChart(
        lines=tuple(" ".join(f"{x},{y}" for x, y in stretch) for stretch in _stretches(points)),
        dots=tuple(Dot(*points[number], f"{_week(mondays[number])}: {_said(share)}") for number, share in known),
        scale=tuple(Mark(y_of(top * part / STEPS), share_said(top * part / STEPS)) for part in range(STEPS + 1)),
        weeks=tuple(
            Mark(x_of(number), f"{on.day} {on:%b}")
            for number, on in enumerate(mondays)
            if (len(mondays) - 1 - number) % every == 0
        ),
        rows=tuple((_week(on), *_row(on, shares)) for on in reversed(mondays)),
        said=f"From {_said(first[1])} in the {_week(mondays[first[0]])} to {_said(last[1])} in the "
        f"{_week(mondays[last[0]])}.",
    )


def _stretches(points: Mapping[int, tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Return the runs of weeks one behind the other."""
    found: list[list[tuple[float, float]]] = []
    for number, point in points.items():
        if number - 1 in points:
            found[-1].append(point)
        else:
            found.append([point])
    return found


def _row(on: date, shares: Mapping[date, Share | None]) -> tuple[str, str, str]:
    if on not in shares:
        return (NOTHING, "0", "nothing was said")
    share = shares[on]
    if share is None:
        return (NOTHING, NOTHING, "not shown: too few people wrote")
    interval = share.interval
    between = f"{share_said(interval.low)} – {share_said(interval.high)}" if interval else ""
    return (_said(share), f"{share.count:,} of {share.total:,}", between)


def _said(share: Share) -> str:
    return share_said(share.value or 0.0)


def _week(on: date) -> str:
    return f"week of {on.day} {on:%B}"
