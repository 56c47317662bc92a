"""What came of a replay, in words and as a drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 640, 220
# On the right half of the last month's name.
LEFT, RIGHT, TOP, BOTTOM = 64, 36, 12, 28
DAY_HOURS = 24.0
FEW_HOURS = 48.0
MOST_SEGMENTS = 30
LABELS = {
    "steadyhand": "Steadyhand",
    "constant": "The same time for all",
    "segment_quantile": "A time for each kind",
    "given": "What was promised",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A month's kept share."""

    x: float
    y: float
    said: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the scale, or a month under it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class KeptChart:
    """The kept share month by month, of the engine and of what was promised, beside the target."""

    ours: str
    given: str
    points: tuple[Point, ...]
    target_y: float
    target_said: str
    scale: tuple[Mark, ...]
    months: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def share_said(share: float | None) -> str:
    """Return `95.3 %`; a dash where it isn't known."""
    return "–" if share is None else f"{share * 100:.1f} %"


def hours_said(hours: float | None) -> str:
    """Return `7.5 h`, from two days on `3.1 days`; a dash where it isn't known."""
    if hours is None:
        return "–"
    return f"{hours:.1f} h" if hours < FEW_HOURS else f"{hours / DAY_HOURS:.1f} days"


def result_said(result: Mapping[str, Any], *, target: float) -> dict[str, Any] | None:
    """Return what a template shows of a replay's result; None before there is one."""
    if not result:
        return None
    methods = result["methods"]
    return {
        "methods": [
            (
                LABELS.get(name, name),
                name == "steadyhand",
                [
                    share_said(found["kept"]),
                    share_said(found["kept_worst_month"]),
                    share_said(found["kept_worst_segment"]),
                    hours_said(found["promise_mean_hours"]),
                    hours_said(found["promise_median_hours"]),
                    hours_said(found["pinball_hours"]),
                    share_said(found["no_answer_share"]),
                ],
            )
            for name, found in methods.items()
        ],
        "target": share_said(target),
        "lines": f"{result['cases']:,}",
        "promised": f"{result['promised']:,}",
        "chart": chart_of(result["months"], target=target),
        "months": [
            (each["month"], f"{each['cases']:,}", share_said(each["kept"]), share_said(each.get("given")))
            for each in result["months"]
        ],
        "has_given": "given" in methods,
        "segments": [
            (each["segment"], f"{each['cases']:,}", share_said(each["kept"]), each["is_short"])
            for each in result["segments"][:MOST_SEGMENTS]
        ],
        "apart": result.get("segment") or "kind",
        "luck": share_said(result.get("luck_floor")),
        "left_out": result.get("left_out", []),
        "notes": result.get("notes", []),
    }


def chart_of(months: Sequence[Mapping[str, Any]], *, target: float) -> KeptChart | None:
    """Return the drawing; None where there are fewer than two months."""
    shown = [each for each in months if each["kept"] is not None]
    if len(shown) < 2:  # noqa: PLR2004  # a line needs two points
        return None
    lowest = min([target, *(each[name] for each in shown for name in ("kept", "given") if each.get(name) is not None)])
    floor = max(0.0, int(lowest * 10 - 0.5) / 10)

    def x_of(index: int) -> float:
        return round(LEFT + index * (WIDTH - LEFT - RIGHT) / (len(shown) - 1), 1)

    def y_of(share: float) -> float:
        return round(HEIGHT - BOTTOM - (share - floor) / (1 - floor) * (HEIGHT - TOP - BOTTOM), 1)

    steps = [floor + (1 - floor) * part / 4 for part in range(5)]
    every = max(1, len(shown) // 8)
    return KeptChart(
        ours=" ".join(f"{x_of(at)},{y_of(each['kept'])}" for at, each in enumerate(shown)),
        given=" ".join(
            f"{x_of(at)},{y_of(each['given'])}" for at, each in enumerate(shown) if each.get("given") is not None
        ),
        points=tuple(
            Point(x_of(at), y_of(each["kept"]), f"{each['month']}: {share_said(each['kept'])} of {each['cases']:,}")
            for at, each in enumerate(shown)
        ),
        target_y=y_of(target),
        target_said=f"target {share_said(target)}",
        scale=tuple(Mark(y_of(step), f"{step * 100:.0f} %") for step in steps),
        months=tuple(Mark(x_of(at), each["month"]) for at, each in enumerate(shown) if at % every == 0),
    )
