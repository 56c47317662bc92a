"""What is assumed, and what counts as met? Read from assumptions.toml, all of it or nothing."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("assumptions.toml")


@dataclass(frozen=True, slots=True)
class Runs:
    dealer: str
    technicians: int
    years: float
    first_seed: int
    refit_days: float
    counted_from_days: float
    most_parts: int


@dataclass(frozen=True, slots=True)
class Bars:
    better_points: float
    calibration: float
    milliseconds: float
    refit_seconds: float


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All of the file."""

    run: Runs
    bars: Bars


def read_assumptions() -> Assumptions:
    """Return what the file says; a name too many or too few is an error that names it."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Assumptions(run=Runs(**read["run"]), bars=Bars(**read["bars"]))
