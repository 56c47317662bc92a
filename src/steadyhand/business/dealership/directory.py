"""Who works here, at which branches, during which hours? What the administrator's pages show."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q, QuerySet

from steadyhand.business.dealership.described import DescribedBranch, DescribedCalendar, RoleAt
from steadyhand.business.dealership.models import Branch, Calendar, ClosedDay, RoleHeld, User
from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.shared.actor import Actor

# As many as are read without losing one's place.
PAGE = 50


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in, or did."""

    id: UUID
    name: str
    email: str
    phone: str
    is_active: bool
    has_password: bool
    roles: tuple[RoleAt, ...]
    # `dispatcher at Columbus`, one for each role.
    roles_said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some of the people, after so many others."""

    people: tuple[Person, ...]
    skipped: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class WaysIn:
    """Who comes in here: so many technicians sign in, these are invited, and so many of the desk sign in."""

    technicians_in: int
    # Each with name, by name.
    technicians_invited: tuple[tuple[UUID, str], ...]
    desk_in: int


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A branch with its hours' name."""

    id: UUID
    described: DescribedBranch
    calendar: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A day on which a calendar stays closed."""

    id: UUID
    closed_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """Working hours with the days on which they don't count."""

    id: UUID
    described: DescribedCalendar
    closed: tuple[Closed, ...]


def people_page(by: Actor, *, typed: str = "", skip: int = 0, most: int = PAGE) -> PeoplePage:
    """Return who may be shown to the actor, by name, those who sign in no more last. Two queries.

    Whoever sees some branches only sees the people who hold a role at one of them. With words typed, only those whose
    name or address has all of them.
    """
    users = _called(_seen_by(by), typed).order_by("-is_active", "name", "id")
    found = list(users[skip : skip + most + 1])
    held: dict[UUID, list[RoleHeld]] = defaultdict(list)
    roles = RoleHeld.objects.of(by.tenant_id).filter(user_id__in=[user.id for user in found[:most]])
    for row in roles.select_related("branch").order_by("role", "branch__name"):
        held[row.user_id].append(row)
    return PeoplePage(tuple(_person(user, held[user.id]) for user in found[:most]), skip, has_more=len(found) > most)


def ways_in(by: Actor, *, most: int) -> WaysIn:
    """Return how far those whom the actor may be shown are with signing in, `most` of the invited. Two queries."""
    held = RoleHeld.objects.of(by.tenant_id)
    technicians, desk = (
        Q(id__in=held.filter(role__in=roles).values("user_id")) for roles in ((Role.TECHNICIAN,), sorted(DESK))
    )
    users = _seen_by(by).filter(is_active=True)
    is_invited = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    signing_in = users.exclude(is_invited).aggregate(
        technicians=Count("id", filter=technicians), desk=Count("id", filter=desk)
    )
    invited = users.filter(is_invited, technicians).order_by("name", "id").values_list("id", "name")
    return WaysIn(signing_in["technicians"], tuple(invited[:most]), signing_in["desk"])


def people_called(by: Actor, typed: str, *, most: int) -> tuple[tuple[UUID, str, str], ...]:
    """Return id, name and address of everybody who has ever signed in and is called so, by name."""
    users = _called(User.objects.of(by.tenant_id), typed).order_by("name", "id")
    return tuple(users.values_list("id", "name", "email")[:most])


def person_of(by: Actor, user_id: UUID) -> Person | None:
    """Return one person, or None where the actor can't see them."""
    user = User.objects.of(by.tenant_id).filter(id=user_id).first()
    held = list(RoleHeld.objects.of(by.tenant_id).filter(user_id=user_id).select_related("branch"))
    return _person(user, held) if user and _is_seen(by, held) else None


def names_of_people(by: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    return dict(User.objects.of(by.tenant_id).filter(id__in=ids).values_list("id", "name"))


def branch_lines(by: Actor) -> tuple[BranchLine, ...]:
    """Return the actor's branches by name, closed ones last."""
    rows = Branch.objects.visible_to(by).select_related("calendar").order_by("is_closed", "name", "id")
    return tuple(_branch(row) for row in rows)


def branch_line(by: Actor, branch_id: UUID) -> BranchLine | None:
    row = Branch.objects.visible_to(by).select_related("calendar").filter(id=branch_id).first()
    return _branch(row) if row else None


def calendar_lines(by: Actor, *, since: date) -> tuple[CalendarLine, ...]:
    """Return the dealership's calendars by name, with the days closed from a date on. Two queries."""
    closed: dict[UUID, list[Closed]] = defaultdict(list)
    for day in ClosedDay.objects.of(by.tenant_id).filter(closed_on__gte=since).order_by("closed_on"):
        closed[day.calendar_id].append(Closed(day.id, day.closed_on, day.reason))
    rows = Calendar.objects.of(by.tenant_id).order_by("name", "id")
    return tuple(CalendarLine(row.id, _calendar(row), tuple(closed[row.id])) for row in rows)


def calendar_line(by: Actor, calendar_id: UUID, *, since: date) -> CalendarLine | None:
    return next((line for line in calendar_lines(by, since=since) if line.id == calendar_id), None)


def is_closed_day(by: Actor, day_id: UUID) -> bool:
    """Tell whether a calendar of the actor's dealership is closed by this entry."""
    return ClosedDay.objects.visible_to(by).filter(id=day_id).exists()


def _seen_by(by: Actor) -> QuerySet[User, User]:
    users = User.objects.of(by.tenant_id)
    if by.branch_ids is None:
        return users
    return users.filter(id__in=RoleHeld.objects.of(by.tenant_id).filter(branch_id__in=by.branch_ids).values("user_id"))


def _called(users: QuerySet[User, User], typed: str) -> QuerySet[User, User]:
    for word in typed.split():
        users = users.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return users


def _is_seen(by: Actor, held: list[RoleHeld]) -> bool:
    return by.branch_ids is None or any(row.branch_id in by.branch_ids for row in held)


def _person(user: User, held: list[RoleHeld]) -> Person:
    return Person(
        id=user.id,
        name=user.name,
        email=user.email,
        phone=user.phone,
        is_active=user.is_active,
        has_password=user.has_usable_password(),
        roles=tuple(RoleAt(Role(row.role), row.branch_id) for row in held),
        roles_said=tuple(f"{row} at {row.branch.name}" if row.branch else f"{row} at all branches" for row in held),
    )


def _branch(row: Branch) -> BranchLine:
    described = DescribedBranch(
        code=row.code,
        name=row.name,
        zone=row.zone,
        calendar_id=row.calendar_id,
        street=row.street,
        city=row.city,
        phone=row.phone,
        is_closed=row.is_closed,
    )
    return BranchLine(row.id, described, row.calendar.name)


def _calendar(row: Calendar) -> DescribedCalendar:
    weekly: Any = row.weekly
    return DescribedCalendar(name=row.name, zone=row.zone, weekly=weekly, holidays_of=row.holidays_of)
