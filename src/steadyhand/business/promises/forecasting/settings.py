"""By which constants does the engine reckon, and on what grounds was each chosen?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the engine is told; each number says why it is so. Durations are hours, on the caller's clock."""

    # Beyond this no time is given: what isn't done by then counts as missed.
    horizon_hours: float = 60 * 24.0
    # The share of promises to be kept, for the guard and the explanation; a forecast answers every other share too.
    target: float = 0.95
    # Fewer closed cases than this say nothing about one in twenty: with 30, the longest of them is the 95 % point.
    least_closed: int = 30
    # Stated norms until then, as (share, hours): conservative on purpose, for a promise must hold before it may please.
    norm: tuple[tuple[float, float], ...] = ((0.5, 48.0), (0.8, 120.0), (0.95, 336.0))
    # A case of this age weighs half in the ledger. 30 and 60 days measured alike on three logs (research, 7); with few
    # cases a month the longer one leaves enough of them.
    half_life_days: float = 30.0
    half_life_days_small: float = 60.0
    # All other segments together weigh as much as this many cases beside a segment's own.
    pool_cases: float = 300.0
    # Standard errors by which the level is raised, since the ledger itself is a sample.
    guard: float = 1.0
    # Closed cases a month from which the trees pay: below, the ledger alone is what makes it honest (research, 2).
    month_cases_for_trees: float = 100.0
    # Whether gaps without closings (nights, weekends) are learnt from the wall clock; off where the caller's clock is
    # one of working hours already.
    learns_clock: bool = True
    # One number for everything that is drawn, so that the same history gives the same model.
    seed: int = 20261128
    threads: int = 2
