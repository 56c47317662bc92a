"""Where does each bin of a reliability chart stand? Geometry only: the template draws, the stylesheet colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from steadyhand.business.insight.kept.tally import Bin
from steadyhand.business.insight.saying import share_said
from steadyhand.pages.manager.promises.saying import between_said

WIDTH, HEIGHT = 420, 320
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 12, 44
# Half and half is the worst at which anything is promised; the scale begins lower only where something lies there.
USUAL_LOW = 0.5
STEPS = 5


@dataclass(frozen=True, slots=True)
class Dot:
    """A bin: where it stands, and where its interval ends."""

    x: float
    y: float
    high: float
    low: float
    said: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the scale."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Reliability:
    """Predicted odds against what was kept. On the diagonal both are the same."""

    dots: tuple[Dot, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    said: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    base: int = HEIGHT - BOTTOM


def reliability_chart(bins: Sequence[Bin]) -> Reliability | None:
    """Return the chart; None where no promise with odds has ended."""
    if not bins:
        return None
    lows = [
        USUAL_LOW,
        *(each.predicted for each in bins),
        *(each.kept.interval.low for each in bins if each.kept.interval),
    ]
    low = floor(min(lows) * 10) / 10

    def x_of(share: float) -> float:
        return round(LEFT + (share - low) / (1 - low) * (WIDTH - LEFT - RIGHT), 1)

    def y_of(share: float) -> float:
        return round(HEIGHT - BOTTOM - (share - low) / (1 - low) * (HEIGHT - TOP - BOTTOM), 1)

    scale = [low + (1 - low) * step / STEPS for step in range(STEPS + 1)]
    rows = tuple(
        (
            share_said(each.predicted),
            share_said(each.kept.value or 0.0),
            between_said(each.kept),
            f"{each.kept.total:,}",
        )
        for each in bins
    )
    return Reliability(
        dots=tuple(
            Dot(
                x_of(each.predicted),
                y_of(each.kept.value or 0.0),
                y_of(each.kept.interval.high if each.kept.interval else 1.0),
                y_of(each.kept.interval.low if each.kept.interval else low),
                f"Said at {predicted}, kept {kept} of {total} (95 times in 100 between {between})",
            )
            for each, (predicted, kept, between, total) in zip(bins, rows, strict=True)
        ),
        across=tuple(Mark(x_of(each), share_said(each)) for each in scale),
        up=tuple(Mark(y_of(each), share_said(each)) for each in scale),
        rows=rows,
        said=_said(bins),
    )


def _said(bins: Sequence[Bin]) -> str:
    """Return what the chart shows in a sentence."""
    off = [each for each in bins if each.kept.interval and not _holds(each)]
    if not off:
        return "What was said and what was kept agree within what chance allows."
    worst = max(off, key=lambda each: abs(each.predicted - (each.kept.value or 0.0)))
    fewer = (worst.kept.value or 0.0) < worst.predicted
    return (
        f"Said at {share_said(worst.predicted)}, {share_said(worst.kept.value or 0.0)} were kept: "
        f"{'fewer' if fewer else 'more'} than chance explains."
    )


def _holds(each: Bin) -> bool:
    interval = each.kept.interval
    return interval is not None and interval.low <= each.predicted <= interval.high
