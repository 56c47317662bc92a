"""What do people do, and what happens to them? Read from habits.toml, all of it or nothing."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("habits.toml")


@dataclass(frozen=True, slots=True)
class Happens:
    """What the simulator doesn't say: shares and rates."""

    promised_share: float
    promise_grace_minutes: float
    toner_share: float
    corrected_share: float
    good_news_share: float
    obstacles_a_technician_week: float
    helps_a_technician_week: float
    coaching_a_technician_month: float
    certificates_a_technician_year: float
    same_day_share: float


@dataclass(frozen=True, slots=True)
class Answers:
    """How people answer: whether at all, and after how long."""

    message_share: float
    message_minutes: float
    page_share: float
    page_minutes: float
    spread: float
    digest_share: float
    reached_share: float
    goes_on_share: float
    goes_on_minutes: float
    later_share: float
    later_days: int
    reminds_share: float


@dataclass(frozen=True, slots=True)
class Habits:
    """All of the file."""

    people: dict[str, int]
    happens: Happens
    answers: Answers


def read_habits() -> Habits:
    """Return the file's habits; a name too many or too few is an error that names it."""
    read: dict[str, Any] = tomllib.loads(FILE.read_text())
    return Habits(read["people"], Happens(**read["happens"]), Answers(**read["answers"]))
