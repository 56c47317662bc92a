"""Who does which talk and ride-along in which week, within the hours that coaches have? What doesn't fit is said."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from steadyhand.business.learning.coaching.cadence import Sort, Wanted, week_on

# A ride-along may move to the week after or before; a talk belongs to its own week, or it is left out.
SHIFTS = {Sort.TALK: (0,), Sort.RIDE: (0, 1, -1)}
AWAY = "is away that week"
CLOSED = "their branch is closed for most of that week"


@dataclass(frozen=True, slots=True)
class Coach:
    """Somebody who may observe, and how many minutes a week they have said they have for it."""

    user_id: UUID
    name: str
    minutes_a_week: int
    # Leads the technicians: the talks are theirs first, ride-alongs anybody's.
    leads: bool
    # The technician who they are themselves, if they are one: nobody coaches themselves.
    technician_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """One talk or ride-along that a plan still wants; `plan_id` begins on the Monday `starts_on`."""

    plan_id: UUID
    technician_id: UUID
    name: str
    starts_on: date
    step: Wanted


@dataclass(frozen=True, slots=True)
class Fitted:
    """A wish with its week and coach; `gave_way` says why there is none, and is empty where there is one."""

    wish: Wish
    week: int
    on: date
    coach_id: UUID | None
    gave_way: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """What is known of everybody's weeks: minutes already taken, who is away (by the Monday), who rode with whom."""

    minutes: Mapping[Sort, int]
    taken: Mapping[tuple[UUID, date], int] = field(default_factory=dict)
    # Technicians and coaches by their own ids.
    away: Collection[tuple[UUID, date]] = frozenset()
    # Technicians whose branch is closed for most of a week: holidays, a shutdown.
    closed: Collection[tuple[UUID, date]] = frozenset()
    rode: Mapping[UUID, Sequence[UUID]] = field(default_factory=dict)


def fit(wishes: Iterable[Wish], coaches: Sequence[Coach], room: Room, *, not_before: date) -> tuple[Fitted, ...]:
    """Return a week and coach for every wish, or why there is none: what matters most finds room first.

    Nothing is put before the Monday `not_before`. The result is in the order in which room was found.
    """
    left: dict[tuple[UUID, date], int] = {}
    rode = defaultdict(list, {technician: list(seen) for technician, seen in room.rode.items()})
    order = sorted(wishes, key=lambda each: (each.step.rank, each.starts_on, each.step.week, each.name))
    return tuple(_placed(wish, coaches, room, left, rode[wish.technician_id], not_before) for wish in order)


def _placed(
    wish: Wish,
    coaches: Sequence[Coach],
    room: Room,
    left: dict[tuple[UUID, date], int],
    rode: list[UUID],
    not_before: date,
) -> Fitted:
    sort, needs = wish.step.sort, room.minutes[wish.step.sort]
    absent: list[str] = []
    away_coaches: set[str] = set()
    weeks = [week for shift in SHIFTS[sort] if (week := wish.step.week + shift) >= 1]
    coming = [week for week in weeks if week_on(wish.starts_on, week) >= not_before]
    for week in coming:
        monday = week_on(wish.starts_on, week)
        if why := _absence(wish, monday, room):
            absent.append(why)
            continue
        able = []
        for coach in coaches:
            if coach.technician_id == wish.technician_id or _left(coach, monday, room, left) < needs:
                continue
            if (coach.user_id, monday) in room.away:
                away_coaches.add(coach.name)
            else:
                able.append(coach)
        if able:
            coach = min(able, key=lambda each: _preference(each, sort, rode, _left(each, monday, room, left)))
            left[coach.user_id, monday] = _left(coach, monday, room, left) - needs
            if sort is Sort.RIDE:
                rode.append(coach.user_id)
            return Fitted(wish, week, monday, coach.user_id)
    why = absent[0] if absent and len(absent) == len(coming) else _why(sort, away_coaches)
    return Fitted(wish, wish.step.week, week_on(wish.starts_on, wish.step.week), None, why)


def _absence(wish: Wish, monday: date, room: Room) -> str:
    """Return why nothing can be held with the technician in a week; empty where it can."""
    if (wish.technician_id, monday) in room.closed:
        return CLOSED
    return f"{wish.name} {AWAY}" if (wish.technician_id, monday) in room.away else ""


def _left(coach: Coach, monday: date, room: Room, left: Mapping[tuple[UUID, date], int]) -> int:
    return left.get((coach.user_id, monday), coach.minutes_a_week - room.taken.get((coach.user_id, monday), 0))


def _preference(coach: Coach, sort: Sort, rode: list[UUID], minutes_left: int) -> tuple[bool, int, int, str]:
    """Talks go to who leads; ride-alongs to who rode along least, so that two people see it, then to who has time."""
    if sort is Sort.TALK:
        return (not coach.leads, 0, -minutes_left, coach.name)
    return (False, rode.count(coach.user_id), -minutes_left, coach.name)


def _why(sort: Sort, away: Collection[str]) -> str:
    """Return why there is nobody; `away` names those who would have had the time."""
    when = "that week" if sort is Sort.TALK else "that week or the weeks beside it"
    if away:
        names = " and ".join(sorted(away))
        return f"{names} {'is' if len(away) == 1 else 'are'} away, and nobody else has the time {when}"
    if sort is Sort.TALK:
        return f"nobody has the minutes left {when}"
    return f"nobody who may observe has the time {when}"


@dataclass(frozen=True, slots=True)
class Line:
    """A step as far as counting what gave way needs it."""

    sort: Sort
    week: int
    on: date
    minutes: int
    gave_way: str


@dataclass(frozen=True, slots=True)
class Short:
    """What gave way for want of hours: how many of how many, in which weeks, and what the worst week lacks."""

    talks: int
    rides: int
    of_talks: int
    of_rides: int
    mondays: tuple[date, ...]
    minutes_more: int

    @property
    def is_anything(self) -> bool:
        return bool(self.talks or self.rides)


def short_of(lines: Sequence[Line]) -> Short:
    """Return what gave way for want of hours; where the technician is away, or the branch closed, none are missing."""
    gone = [line for line in lines if line.gave_way and not line.gave_way.endswith((AWAY, CLOSED))]
    by_week: dict[date, int] = defaultdict(int)
    for line in gone:
        by_week[line.on] += line.minutes
    return Short(
        talks=sum(line.sort is Sort.TALK for line in gone),
        rides=sum(line.sort is Sort.RIDE for line in gone),
        of_talks=sum(line.sort is Sort.TALK for line in lines),
        of_rides=sum(line.sort is Sort.RIDE for line in lines),
        mondays=tuple(sorted(by_week)),
        minutes_more=max(by_week.values(), default=0),
    )
