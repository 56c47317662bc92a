"""What is assumed, and what counts as met? Read from assumptions.toml, all of it or nothing."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("assumptions.toml")


@dataclass(frozen=True, slots=True)
class Runs:
    dealer: str
    technicians: int
    years: float
    beside_seeds: int
    first_seed: int


@dataclass(frozen=True, slots=True)
class Given:
    target: float
    no_sooner_than_plan: float
    from_closed: int
    refit_open_days: int
    refit_when_grown: float
    refresh_open_days: int
    horizon_hours: dict[str, float]


@dataclass(frozen=True, slots=True)
class Said:
    today_minutes: int
    later_at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Watching:
    every_minutes: int
    travel_hours: float
    last_start_hours: float
    counts_from_minutes: int


@dataclass(frozen=True, slots=True)
class Bars:
    kept: float
    doubt: float
    shorter: float
    noticed: float
    lead_minutes: float


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All of the file."""

    run: Runs
    given: Given
    said: Said
    remembers: int
    watch: Watching
    bars: Bars


def read_assumptions() -> Assumptions:
    """Return what the file says; a name too many or too few is an error that names it."""
    read: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    said = {**read["said"], "later_at": tuple(read["said"]["later_at"])}
    return Assumptions(
        run=Runs(**read["run"]),
        given=Given(**read["given"]),
        said=Said(**said),
        remembers=read["cases"]["remembers"],
        watch=Watching(**read["watch"]),
        bars=Bars(**read["bars"]),
    )
