"""Who is on call on a day? Values in, values out: no database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

WEEK_DAYS = 7
MOST_WEEKS = 8


class Place(StrEnum):
    """In which order people on call are alerted."""

    FIRST = "first"
    SECOND = "second"

    @property
    def label(self) -> str:
        return f"{self} on call"


class Gap(StrEnum):
    """Why nobody is on call."""

    NOBODY_NAMED = "nobody named"
    ON_LEAVE = "on leave"
    GONE = "gone"


# (week, weekday, place), both counted from 0.
Turn = tuple[int, int, Place]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Who is on call by the weekdays of a few weeks that go round, counted from a Monday."""

    starts_on: date
    weeks: int
    turns: Mapping[Turn, UUID] = field(hash=False)

    def person_on(self, day: date, place: Place) -> UUID | None:
        """Return who the pattern names; before its first Monday it goes round all the same."""
        week = (day - self.starts_on).days // WEEK_DAYS % self.weeks
        return self.turns.get((week, day.weekday(), place))


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody's leave; `until` is the first day back."""

    user_id: UUID
    starts_on: date
    until: date
    cover_id: UUID | None

    def is_on(self, day: date) -> bool:
        return self.starts_on <= day < self.until


@dataclass(frozen=True, slots=True)
class Rota:
    """All that decides who is on call at a branch. `working` are the people who sign in."""

    pattern: Pattern | None
    changes: Mapping[tuple[date, Place], UUID] = field(hash=False)
    leaves: tuple[Away, ...]
    working: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on call in one place on one day, in whose stead, or why nobody."""

    place: Place
    user_id: UUID | None
    # Whom the pattern names, where that is somebody else.
    instead_of: UUID | None = None
    gap: Gap | None = None


def duty_on(rota: Rota, day: date, place: Place) -> Duty:
    """Return who is on call: whom the day's own change names, else the pattern; on leave, whoever covers for them."""
    planned = rota.pattern.person_on(day, place) if rota.pattern else None
    named = rota.changes.get((day, place), planned)
    if named is None:
        return Duty(place, None, gap=Gap.NOBODY_NAMED)
    asked: set[UUID] = set()
    person: UUID | None = named
    while person is not None and person not in asked:
        asked.add(person)
        if person not in rota.working:
            return Duty(place, None, instead_of=named, gap=Gap.GONE)
        leave = next((each for each in rota.leaves if each.user_id == person and each.is_on(day)), None)
        if leave is None:
            return Duty(place, person, instead_of=planned if planned != person else None)
        person = leave.cover_id
    # Away without cover, or two who cover for each other and are both away.
    return Duty(place, None, instead_of=named, gap=Gap.ON_LEAVE)


def duties_on(rota: Rota, day: date) -> tuple[Duty, ...]:
    return tuple(duty_on(rota, day, place) for place in Place)
