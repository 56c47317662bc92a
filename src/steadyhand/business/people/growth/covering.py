"""Who can serve what, where does one person's leaving or one expiry end it, and what is the cheapest way out?

Values in, values out: no database, no clock.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from steadyhand.business.people.levels import ALONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as far as covering asks: what they can do on the day, and until when that holds.

    `skills` are levels by name in small letters and `holds_until` the last day of those that end; `certificates` the
    last days by `maker line` in small letters (date.max: for ever).
    """

    id: UUID
    name: str
    skills: Mapping[str, int]
    holds_until: Mapping[str, date] = field(default_factory=dict)
    certificates: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What serving one kind of machine asks of somebody; `skill` and `certificate` in small letters, empty for none."""

    title: str
    maker: str = ""
    skill: str = ""
    level: int = ALONE
    certificate: str = ""
    certificate_line: str = ""
    machines: int = 0
    customers: int = 0
    # Somebody here works alone in the skill, so that it can be learned beside them.
    is_taught_here: bool = True

    @property
    def asks(self) -> bool:
        """Tell whether it asks for anything: what doesn't, anybody can serve."""
        return bool(self.skill or self.certificate)


def can_serve(person: Person, wanted: Wanted) -> bool:
    """Tell whether somebody can be sent there on the day that their skills and certificates are of."""
    has_skill = not wanted.skill or person.skills.get(wanted.skill, 0) >= wanted.level
    return has_skill and (not wanted.certificate or wanted.certificate in person.certificates)


def until(person: Person, wanted: Wanted) -> date:
    """Return the last day on which somebody who can serve it still can, as far as is written down."""
    ends = [person.holds_until.get(wanted.skill, date.max)] if wanted.skill else []
    ends += [person.certificates.get(wanted.certificate, date.min)] if wanted.certificate else []
    return min(ends, default=date.max)


@dataclass(frozen=True, slots=True)
class Way:
    """One way for somebody to come to where they can serve it: what they do, and what that takes."""

    steps: tuple[str, ...]
    hours: int
    weeks: int
    cost_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What learning takes where no course is written down, and what an hour of somebody's time is worth.

    A level is learned alongside work with somebody who knows it; a certificate is the vendor's course.
    """

    level_hours: int
    level_weeks: int
    certificate_hours: int
    certificate_weeks: int
    certificate_cents: int
    hour_cents: int

    def price_of(self, way: Way) -> int:
        """Return what a way costs in all, in cents: the fee and the hours away from calls."""
        return way.cost_cents + way.hours * self.hour_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCourse:
    """A course that the dealership can send somebody to; a level, a certificate, or both. Names in small letters."""

    name: str
    skill: str = ""
    to_level: int = 0
    certificate: str = ""
    hours: int
    weeks: int
    cost_cents: int


def way_to(person: Person, wanted: Wanted, courses: Collection[KnownCourse], costs: Costs) -> Way:
    """Return the cheapest way for somebody to come to serve it: a course for what they lack, or the norm."""
    lacks_levels = max(0, wanted.level - person.skills.get(wanted.skill, 0)) if wanted.skill else 0
    lacks_certificate = bool(wanted.certificate) and wanted.certificate not in person.certificates
    ways = [_by_norm(wanted, lacks_levels, costs, lacks_certificate=lacks_certificate)]
    for course in courses:
        gives_skill = lacks_levels and course.skill == wanted.skill and course.to_level >= wanted.level
        gives_certificate = lacks_certificate and course.certificate == wanted.certificate
        if gives_skill or gives_certificate:
            rest = _by_norm(
                wanted,
                0 if gives_skill else lacks_levels,
                costs,
                lacks_certificate=lacks_certificate and not gives_certificate,
            )
            ways.append(_both(Way((course.name,), course.hours, course.weeks, course.cost_cents), rest))
    # A course for the level and another one for the certificate.
    for_level = [each for each in courses if lacks_levels and each.skill == wanted.skill]
    for_paper = [each for each in courses if lacks_certificate and each.certificate == wanted.certificate]
    for one in for_level:
        for other in for_paper:
            if one is not other and one.to_level >= wanted.level:
                first = Way((one.name,), one.hours, one.weeks, one.cost_cents)
                ways.append(_both(first, Way((other.name,), other.hours, other.weeks, other.cost_cents)))
    return min(ways, key=lambda way: (costs.price_of(way), way.weeks, way.steps))


def _by_norm(wanted: Wanted, levels: int, costs: Costs, *, lacks_certificate: bool) -> Way:
    steps: list[str] = []
    hours = weeks = cents = 0
    if levels:
        many = "one level" if levels == 1 else f"{levels} levels"
        how = "beside somebody who knows it" if wanted.is_taught_here else "with nobody here to learn it from"
        steps.append(f"{many} of {wanted.title} {how}")
        hours, weeks = levels * costs.level_hours, levels * costs.level_weeks
    if lacks_certificate:
        steps.append(f"the certificate for {wanted.maker} {wanted.certificate_line}".replace("  ", " "))
        hours += costs.certificate_hours
        weeks += costs.certificate_weeks
        cents += costs.certificate_cents
    return Way(tuple(steps), hours, weeks, cents)


def _both(first: Way, second: Way) -> Way:
    return Way(
        first.steps + second.steps,
        first.hours + second.hours,
        first.weeks + second.weeks,
        first.cost_cents + second.cost_cents,
    )


@dataclass(frozen=True, slots=True)
class Remedy:
    """Who is the nearest to serving it as well, and how they get there."""

    person: Person
    way: Way
    price_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How one kind of machine is covered: who can serve it, what ends that, and the cheapest way out."""

    wanted: Wanted
    able: tuple[Person, ...]
    # The last day on which anybody can, if that comes within the days looked ahead.
    ends_on: date | None
    remedy: Remedy | None

    @property
    def is_nobody(self) -> bool:
        return not self.able

    @property
    def is_single(self) -> bool:
        return len(self.able) == 1

    @property
    def is_risk(self) -> bool:
        """Tell whether it can't be served, or one resignation or one expiry from that."""
        return len(self.able) <= 1 or self.ends_on is not None


def cover_of(
    wanted: Wanted, people: Sequence[Person], *, ahead: date, courses: Collection[KnownCourse], costs: Costs
) -> Cover:
    """Return how it is covered, looking ahead to a day for what runs out."""
    teachers = any(person.skills.get(wanted.skill, 0) >= ALONE for person in people)
    wanted = replace(wanted, is_taught_here=teachers or not wanted.skill)
    able = tuple(person for person in people if can_serve(person, wanted))
    last = max((until(person, wanted) for person in able), default=None)
    ends_on = last if last is not None and last <= ahead else None
    cover = Cover(wanted=wanted, able=able, ends_on=ends_on, remedy=None)
    if not cover.is_risk:
        return cover
    remedies = [
        Remedy(person, way, costs.price_of(way))
        for person in people
        if person not in able
        for way in (way_to(person, wanted, courses, costs),)
    ]
    nearest = min(remedies, key=lambda each: (each.price_cents, each.way.weeks, each.person.name), default=None)
    return Cover(wanted=wanted, able=able, ends_on=ends_on, remedy=nearest)


def covers(
    wanted: Iterable[Wanted], people: Sequence[Person], *, ahead: date, courses: Collection[KnownCourse], costs: Costs
) -> tuple[Cover, ...]:
    """Return how each kind is covered: what nobody can serve first, then what hangs on one, by machines."""
    found = [cover_of(each, people, ahead=ahead, courses=courses, costs=costs) for each in wanted if each.asks]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(cover: Cover) -> tuple[Any, ...]:
    order = 0 if cover.is_nobody else 1 if cover.is_single and cover.ends_on else 2 if cover.is_single else 3
    return (order if cover.is_risk else 9, -cover.wanted.machines, cover.wanted.title)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one kind of machine without somebody: how many can serve it with them, and without."""

    wanted: Wanted
    was: int
    becomes: int


def without(before: Iterable[Cover], person_id: UUID) -> tuple[Change, ...]:
    """Return what comes to hang on one, or on nobody, if somebody left: the worst first."""
    changes = [
        Change(cover.wanted, len(cover.able), len(cover.able) - 1)
        for cover in before
        if any(person.id == person_id for person in cover.able) and len(cover.able) <= 2  # noqa: PLR2004  # one stays
    ]
    return tuple(sorted(changes, key=lambda change: (change.becomes, -change.wanted.machines, change.wanted.title)))
