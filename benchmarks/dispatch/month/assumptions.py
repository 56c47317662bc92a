"""What is assumed, and what counts as met? Read from assumptions.toml, all of it or nothing."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("assumptions.toml")


@dataclass(frozen=True, slots=True)
class Run:
    choosing: list[int]
    measuring: list[int]
    days: int
    morning_seconds: float
    again_seconds: float
    tick_minutes: int


@dataclass(frozen=True, slots=True)
class Region:
    technicians: int
    wide_km: float
    towns: int
    scattered: float
    customers: int
    machines: list[int]
    away: float


@dataclass(frozen=True, slots=True)
class Lines:
    count: int
    certified_only: int
    certified: int
    trained: int
    chance: float
    main: float
    ends_in_month: float


@dataclass(frozen=True, slots=True)
class Calls:
    a_day: float
    before_work: float
    standstill: float
    urgent: float
    term_hours: list[float]
    promised: float
    narrow: float
    promised_again: float


@dataclass(frozen=True, slots=True)
class Work:
    minutes: list[int]
    spread: float
    overruns: float
    longer: float
    cut_short: float
    second: float
    slowest: float
    quickest: float


@dataclass(frozen=True, slots=True)
class Parts:
    a_line: int
    troubles: int
    likely: list[float]
    other: float
    blur: float
    aboard_unknown: float
    aboard_trained: float
    aboard_certified: float
    common: float
    rare: float
    lead_days: list[float]


@dataclass(frozen=True, slots=True)
class Fixing:
    trained: float
    certified: float
    experience: float
    been_there: float
    again: float
    known_within: float
    most: float


@dataclass(frozen=True, slots=True)
class Shift:
    opens: float
    closes: float
    break_minutes: int
    break_from: float
    break_until: float
    overtime_minutes: int


@dataclass(frozen=True, slots=True)
class Bars:
    first_time_fix_points: float
    drive: float
    same_technician_returns: float
    promises_broken: float
    own_technician: float


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All of the file."""

    run: Run
    region: Region
    lines: Lines
    calls: Calls
    work: Work
    parts: Parts
    fixing: Fixing
    shift: Shift
    bars: Bars


def read_assumptions() -> Assumptions:
    """Return what the file says; a name too many or too few is an error that names it."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Assumptions(
        run=Run(**read["run"]),
        region=Region(**read["region"]),
        lines=Lines(**read["lines"]),
        calls=Calls(**read["calls"]),
        work=Work(**read["work"]),
        parts=Parts(**read["parts"]),
        fixing=Fixing(**read["fixing"]),
        shift=Shift(**read["shift"]),
        bars=Bars(**read["bars"]),
    )
