"""What do thirty made-up dealerships' promises come to, and which bars are met?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from benchmarks.promises.simulated.assumptions import Assumptions
from benchmarks.promises.simulated.cases import About
from benchmarks.promises.simulated.counting import Cell, Counted, Seed
from benchmarks.promises.simulated.rivals import Rival
from benchmarks.promises.simulated.testing import below, binomial_tail, interval

Say = Callable[[str], None]
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is said, the bar it is held against, and whether it is met."""

    figure: str
    bar: str
    is_met: bool


def report(seeds: Sequence[Seed], assumptions: Assumptions, say: Say) -> list[Figure]:
    """Print the tables; return the figures that have a bar."""
    arrivals = [seed.counted[About.ARRIVAL] for seed in seeds]
    _say_kinds(seeds, say)
    figures = [*_kept(arrivals, assumptions, say), _shorter(seeds, assumptions, say)]
    return figures + _warned(seeds, assumptions, say)


def _say_kinds(seeds: Sequence[Seed], say: Say) -> None:
    say(
        "| promise | seeds | cases a year | by norms | no date | kept, % | mean, h | median, h | kept > half early, % |"
    )
    say("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for about in About:
        rows = [seed.counted[about] for seed in seeds if about in seed.counted]
        if rows:
            say(_kind_row(about.value, rows))
    for name, blind in _blind(seeds):
        say(_kind_row(f"arrival, {name}", [row for row, _ in blind]))


def _blind(seeds: Sequence[Seed]) -> list[tuple[str, list[tuple[Counted, Rival]]]]:
    """Return what those who know less come to, where it was asked for."""
    found = [
        ("plan not looked at", [seed.without_plan for seed in seeds if seed.without_plan]),
        ("knowing what the application tells today", [seed.as_application for seed in seeds if seed.as_application]),
    ]
    return [(name, blind) for name, blind in found if blind]


def _kind_row(name: str, rows: Sequence[Counted]) -> str:
    cases = fmean(row.cases for row in rows)
    norms, without = fmean(row.norms for row in rows), fmean(row.without_date for row in rows)
    return (
        f"| {name} | {len(rows)} | {cases:,.0f} | {norms:,.0f} | {without:,.0f} "
        f"| {_share_said(_shares(row.kept for row in rows))} | {_said([row.mean_hours for row in rows])} "
        f"| {_said([row.median_hours for row in rows])} | {_share_said([row.early_share for row in rows])} |"
    )


def _kept(arrivals: Sequence[Counted], assumptions: Assumptions, say: Say) -> list[Figure]:
    bars = assumptions.bars
    wheres: dict[str, Callable[[Counted], Mapping[str, Cell]]] = {
        "month": lambda row: row.months,
        "branch": lambda row: row.branches,
    }
    cells = [(where, name, cell) for where, of in wheres.items() for row in arrivals for name, cell in of(row).items()]
    tested = [(where, name, cell) for where, name, cell in cells if cell[1] >= FEWEST]
    short = [each for each in tested if binomial_tail(*each[2], bars.kept) < bars.doubt / len(tested)]
    worst = min(tested, key=lambda each: each[2][0] / each[2][1])
    pooled = {
        (where, name): [cell[0] / cell[1] for row in arrivals if (cell := of(row).get(name, (0, 0)))[1] >= FEWEST]
        for where, of in wheres.items()
        for name in sorted({name for row in arrivals for name in of(row)})
    }
    pooled = {key: values for key, values in pooled.items() if values}
    is_short = {key: below(values, bars.kept) < bars.doubt / len(pooled) for key, values in pooled.items()}
    say("\n| kept by | " + " | ".join(name for _, name in pooled) + " |")
    say("|---|" + "---:|" * len(pooled))
    say("| %, all seeds | " + " | ".join(_share_said(values) for values in pooled.values()) + " |")
    say("| significantly short | " + " | ".join("YES" if short_ else "no" for short_ in is_short.values()) + " |")
    segments = sorted({name for row in arrivals for name in row.segments})
    by_urgency = ((name, _shares(row.segments[name] for row in arrivals if name in row.segments)) for name in segments)
    say("by urgency, %: " + ", ".join(f"{name} {_share_said(values)}" for name, values in by_urgency))
    overall, half = interval(_shares(row.kept for row in arrivals))
    many = sum(is_short.values())
    return [
        Figure(f"kept {100 * overall:.2f} ± {100 * half:.2f} %", f"≥ {100 * bars.kept:g} %", overall >= bars.kept),
        Figure(f"{many} of {len(pooled)} months and branches short over all seeds", "0", many == 0),
        Figure(
            f"{len(short)} of {len(tested)} single dealerships' months and branches short "
            f"(worst {100 * worst[2][0] / worst[2][1]:.1f} % of {worst[2][1]}, {worst[0]} {worst[1]})",
            "0",
            not short,
        ),
    ]


def _shorter(seeds: Sequence[Seed], assumptions: Assumptions, say: Say) -> Figure:
    say("\n| arrivals | kept, % | mean, h | ours is shorter by, % |")
    say("|---|---:|---:|---:|")
    ours = [seed.counted[About.ARRIVAL] for seed in seeds]
    say(f"| ours | {_share_said(_shares(row.kept for row in ours))} | {_said([row.mean_hours for row in ours])} | |")
    for name in seeds[0].rivals:
        rivals = [seed.rivals[name] for seed in seeds]
        gains = [1 - row.mean_hours / rival.mean_hours for row, rival in zip(ours, rivals, strict=True)]
        say(
            f"| {name} | {_share_said([rival.kept for rival in rivals])} "
            f"| {_said([rival.mean_hours for rival in rivals])} | {_share_said(gains)} |"
        )
    for name, blind in _blind(seeds):
        gains = [1 - row.mean_hours / rival.mean_hours for row, rival in blind]
        say(f"{name}: shorter than the best constant that keeps as many by {_share_said(gains)} % ({len(blind)} seeds)")
    gains = [
        1 - row.mean_hours / seed.rivals["best constant"].mean_hours for row, seed in zip(ours, seeds, strict=True)
    ]
    mean, half = interval(gains)
    return Figure(
        f"mean promise {100 * mean:.1f} ± {100 * half:.1f} % shorter than the best constant",
        f"≥ {100 * assumptions.bars.shorter:g} %",
        mean - half >= assumptions.bars.shorter,
    )


def _warned(seeds: Sequence[Seed], assumptions: Assumptions, say: Say) -> list[Figure]:
    rows = [seed.warned for seed in seeds]
    shares = [row.announced / row.missed for row in rows if row.missed]
    noticed, half = interval(shares)
    leads = [median(row.leads) for row in rows if row.leads]
    lead, lead_half = interval(leads)
    precision = [row.announced / (row.announced + row.needless) for row in rows if row.announced + row.needless]
    reasons: dict[str, int] = defaultdict(int)
    for row in rows:
        for reason, count in row.reasons.items():
            reasons[reason] += count
    announced = sum(row.announced for row in rows)
    say(
        f"\nnotices: {announced:,} of {sum(row.missed for row in rows):,} misses announced, precision "
        f"{_share_said(precision)} %; one lead in ten is under {_tenth([x for row in rows for x in row.leads]):.0f} min"
    )
    say("because: " + ", ".join(f"{name} {100 * count / announced:.0f} %" for name, count in sorted(reasons.items())))
    bars = assumptions.bars
    return [
        Figure(
            f"{100 * noticed:.1f} ± {100 * half:.1f} % of misses announced", f"≥ {100 * bars.noticed:g} %",
            noticed - half >= bars.noticed,
        ),
        Figure(
            f"median lead {lead:.0f} ± {lead_half:.0f} working minutes", f"≥ {bars.lead_minutes:g}",
            lead - lead_half >= bars.lead_minutes,
        ),
    ]  # fmt: skip


def _tenth(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 10] if values else 0.0


def _shares(cells: Iterable[Cell]) -> list[float]:
    return [kept / told for kept, told in cells if told]


def _said(values: Sequence[float]) -> str:
    mean, half = interval(values)
    return f"{mean:.2f} ± {half:.2f}"


def _share_said(values: Sequence[float]) -> str:
    mean, half = interval(values)
    return f"{100 * mean:.1f} ± {100 * half:.1f}"
