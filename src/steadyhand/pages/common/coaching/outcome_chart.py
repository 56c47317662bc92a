"""How is a team's weekly share drawn with its limits, and what do they say? Geometry and words; the template draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from steadyhand.business.insight.outcomes import MeanWeek, Measure, Week
from steadyhand.business.learning.coaching.cadence import WEEK, monday_of
from steadyhand.business.learning.queries.rollouts import RolloutRow
from steadyhand.business.learning.statistics.charts import (
    Chart,
    Signal,
    mix_chart,
    moving_range_chart,
    share_chart,
    signals,
)

WIDTH, HEIGHT = 640, 160
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 10, 22
# Limits come from these weeks and stay: later ones are held against them. Fewer say nothing of how it varies.
BASELINE, FEWEST_WEEKS = 12, 8
FEWEST_CASES = 40
# So long a roll-out's own weeks are what later ones are held against.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class OutcomeChart:
    """A share a week, its limits as a band, and a sentence."""

    key: str
    title: str
    verdict: str
    kind: str
    said: str
    line: str
    band: str
    middle: float
    dots: tuple[tuple[float, float, str, bool], ...]
    scale: tuple[tuple[float, str], ...]
    ends: tuple[str, str]
    rows: tuple[tuple[str, str, str], ...]
    is_mixed: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Limits:
    """From which Monday on the weeks count from which limits come, and what that is in words."""

    since: date
    said: str


def limits_from(rollouts: Sequence[RolloutRow], today: date) -> Limits:
    """Return from when limits are taken. They stay there: limits that move along with the weeks would forgive a slide.

    The weeks before the latest roll-out's first training; without one, or long after it, the first weeks of a year.
    """
    frozen = [row for row in rollouts if row.frozen_at and row.began_on(1) <= today < row.began_on(1) + LONGEST * WEEK]
    if frozen:
        row = max(frozen, key=lambda each: each.began_on(1))
        return Limits(row.began_on(1) - BASELINE * WEEK, f"the {BASELINE} weeks before the training of “{row.title}”")
    year = today.year if today >= date(today.year, 7, 1) else today.year - 1
    return Limits(monday_of(date(year, 1, 7)), f"the first {BASELINE} weeks of {year}")


def outcome_chart(measure: Measure, weeks: Sequence[Week], *, since: date) -> OutcomeChart | None:
    """Return the chart of an outcome; None where nothing of it is known yet. Limits come from the weeks after `since`.

    Where the mix of machines is known, what it does to a week is taken out.
    """
    known = [week for week in weeks if week.of]
    if not known:
        return None
    counts = [(week.count, week.of) for week in known]
    baseline = _baseline(known, since)
    is_mixed = all(week.mix for week in known)
    values: Sequence[float] = [count / of for count, of in counts]
    if is_mixed:
        values, chart = mix_chart([week.mix for week in known], baseline=baseline)
    else:
        chart = share_chart(counts, baseline=baseline)
    words = [
        f"{week.count} of {week.of}" + (f", {value * 100:.0f} % with the usual mix" if is_mixed else "")
        for week, value in zip(known, values, strict=True)
    ]
    top = min(1.0, max([*values, *(high for high in chart.high if high < 1.0)]) * 1.15 or 1.0)
    few = len(known) < FEWEST_WEEKS or sum(of for _, of in counts[:baseline]) < FEWEST_CASES
    series = _Series(tuple(values), chart, tuple(words), top, unit="%", each=100.0, is_mixed=is_mixed)
    return _drawn(measure, known, series, few=few)


def mean_chart(measure: Measure, weeks: Sequence[MeanWeek], *, since: date) -> OutcomeChart | None:
    """Return the chart of a weekly mean, in hours, with limits from how it moves from week to week (XmR)."""
    known = [week for week in weeks if week.of]
    if not known:
        return None
    baseline = _baseline(known, since)
    values = tuple(week.mean_hours for week in known)
    few = len(known) < FEWEST_WEEKS or baseline < FEWEST_WEEKS
    chart = moving_range_chart(values, baseline=baseline) if baseline > 1 else Chart(values[0], values, values)
    words = tuple(f"{week.mean_hours:.1f} h over {week.of}" for week in known)
    top = max([*values, *chart.high]) * 1.15 or 1.0
    return _drawn(measure, known, _Series(values, chart, words, top, unit="h", each=1.0, is_mixed=False), few=few)


@dataclass(frozen=True, slots=True)
class _Series:
    """What is drawn: values with their chart, a word each, and how the scale is said (`each` units of `unit`)."""

    values: tuple[float, ...]
    chart: Chart
    words: tuple[str, ...]
    top: float
    unit: str
    each: float
    is_mixed: bool


def _baseline(known: Sequence[Week | MeanWeek], since: date) -> int:
    """Return from how many weeks limits come; a record that begins later has its own first weeks."""
    first = max(since, known[0].on)
    return sum(week.on < first + BASELINE * WEEK for week in known)


def _drawn(measure: Measure, known: Sequence[Week | MeanWeek], series: _Series, *, few: bool) -> OutcomeChart:
    values, chart, top = series.values, series.chart, series.top
    spoken = () if few else signals(values, chart)

    def x_of(index: int) -> float:
        return round(LEFT + index * (WIDTH - LEFT - RIGHT) / max(1, len(known) - 1), 1)

    def y_of(value: float) -> float:
        return round(HEIGHT - BOTTOM - max(0.0, min(1.0, value / top)) * (HEIGHT - TOP - BOTTOM), 1)

    upper = [f"{x_of(i)},{y_of(value)}" for i, value in enumerate(chart.high)]
    lower = [f"{x_of(i)},{y_of(value)}" for i, value in reversed(list(enumerate(chart.low)))]
    loud = {signal.at for signal in spoken}
    verdict, kind, said = _verdict(measure, known, spoken, few=few)
    return OutcomeChart(
        key=measure.key,
        title=measure.title,
        verdict=verdict,
        kind=kind,
        said=said,
        line=" ".join(f"{x_of(i)},{y_of(value)}" for i, value in enumerate(values)),
        band="" if few else " ".join([*upper, *lower]),
        middle=y_of(chart.middle),
        dots=tuple(
            (x_of(i), y_of(value), f"{_week(known[i].on)}: {series.words[i]}", i in loud)
            for i, value in enumerate(values)
        ),
        scale=tuple(
            (y_of(top * part / 2), f"{round(top * part / 2 * series.each)} {series.unit}") for part in range(3)
        ),
        ends=(_week(known[0].on), _week(known[-1].on)),
        rows=tuple(
            (_week(week.on), series.words[at], "speaks" if at in loud else "")
            for at, week in reversed(list(enumerate(known)))
        ),
        is_mixed=series.is_mixed,
    )


def _verdict(
    measure: Measure, known: Sequence[Week | MeanWeek], spoken: Sequence[Signal], *, few: bool
) -> tuple[str, str, str]:
    """Return a word, its look, and a sentence."""
    if few:
        return "too few to tell", "waiting", f"{sum(week.of for week in known)} {measure.cases} in {len(known)} weeks."
    if not spoken:
        return "varies as before", "moving", "No week lies outside of what chance explains, nor eight on one side."
    signal = spoken[-1]
    week = _week(known[signal.at].on)
    way = "above" if signal.is_up else "below"
    if len(spoken) == 1 and signal.rule == "beyond":
        said = f"The week of {week} lies {way} what chance explains, and no other does: look what happened then."
        return "one week stands out", "held", said
    is_better = signal.is_up != measure.is_lower_better
    return (
        "moved, to the better" if is_better else "moved, to the worse",
        "done" if is_better else "risk",
        f"Until the week of {week} it lies {way} what the first weeks let expect: something changed, who knows what.",
    )


def _week(on: date) -> str:
    return f"{on.day} {on:%b}"
