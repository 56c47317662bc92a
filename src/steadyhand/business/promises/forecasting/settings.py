"""By which constants does the engine reckon, and on what grounds was each chosen?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the engine is told; each number says why it is so. Hours are those of the caller's clock."""

    # Beyond this no time is given: what isn't done by then counts as missed.
    horizon_hours: float = 60 * 24.0
    # The share of promises to be kept; a forecast answers every other share too.
    target: float = 0.95
    # Fewer closed cases than this say nothing about one in twenty: with 30, the longest of them is the 95 % point.
    least_closed: int = 30
    # Stated norms until then, as (share, hours): conservative on purpose, for a promise must hold before it may please.
    norm: tuple[tuple[float, float], ...] = ((0.5, 48.0), (0.8, 120.0), (0.95, 336.0))
    # A past forecast counts half after this long. Between 10 and 40 days the loss on three logs changed by 1 %.
    half_life_days: float = 20.0
    # Where it leaves fewer than these, it is longer, up to this factor: fifteen of three hundred miss.
    fresh_cases: float = 300.0
    longest_half_life: float = 3.0
    # All other segments together weigh as much as this many cases beside a segment's own. With 300, a segment of 900
    # cases that drifted by itself was kept in 92 of 100 only; between 30 and 300 the loss changed by under 1 %.
    pool_cases: float = 30.0
    # How many cases the model's own expectation of itself weighs in the ledger: it is changed on evidence only.
    trust_cases: float = 100.0
    # So much for a model of this many cases; one of fewer is believed in proportion, and other segments instead.
    trusted_from: int = 3_000
    # Standard errors by which the share is raised, since the ledger is itself a sample. With 1.0 a log whose model was
    # right by itself was kept in 97.3 of 100, which is slack; with 0 another was kept in 94.5.
    guard: float = 0.6
    # No time is given where the horizon lies this many standard errors short of the share: it is short beyond doubt.
    # Up to there, the horizon is the time.
    slack: float = 1.0
    # This share of a usual promise is added to times before their ratio is taken: an hour more or less on a case that
    # is done within the hour says little about days. From 0.01 to 0.1 the loss changed by under 0.5 %.
    score_offset_share: float = 0.05
    # Shares above this are judged at two levels (95 and 90 in 100), whose middle errs less than either.
    two_levels_from: float = 0.5
    # Closed cases a month from which the trees pay: below, the ledger alone is what makes it honest (research, 2).
    month_cases_for_trees: float = 100.0
    # Fewer closed cases than this in all, and trees learn chance: a dealer of 140 a month was kept in 94.6 of 100 with
    # 400, in 95.2 with 1,500.
    least_for_trees: int = 1_500
    # The latest cases that trees are trained on; older ones say less, and more would not fit a night.
    most_cases: int = 150_000
    # Past forecasts kept in the ledger, the latest; spread over segments by chance alone.
    most_in_ledger: int = 8_000
    # Whether gaps without closings (nights, weekends) are learnt from the wall clock; off where the caller's clock is
    # one of working hours already.
    learns_clock: bool = True
    # Features whose values each have their own pace counted.
    paced_features: int = 4
    # One number for everything that is drawn, so that the same history gives the same model.
    seed: int = 20261128
    threads: int = 2
