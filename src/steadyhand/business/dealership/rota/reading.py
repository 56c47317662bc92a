"""Who is on call at a branch, and who could be? Answers are values, never model objects."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.dealership.calendars import working_calendar
from steadyhand.business.dealership.models import (
    Branch,
    ClosedDay,
    Leave,
    OnCallChange,
    OnCallPattern,
    OnCallTurn,
    RoleHeld,
    User,
)
from steadyhand.business.dealership.rota.after_hours import DAY, duty_day
from steadyhand.business.dealership.rota.rules import Away, Duty, Pattern, Place, Rota, duties_on
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet
from steadyhand.shared.working_hours import WorkingCalendar, public_holidays

# Whose work it can be to go out at night, or to send somebody.
CAN_BE_ON_CALL = frozenset({Role.TECHNICIAN, Role.IT_SPECIALIST, Role.DISPATCHER, Role.SERVICE_MANAGER, Role.PRINCIPAL})


@dataclass(frozen=True, slots=True)
class PersonOnCall:
    """Somebody who is on call or could be, and how they can be reached."""

    id: UUID
    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """Somebody's leave, with names."""

    id: UUID
    user_id: UUID
    name: str
    starts_on: date
    until: date
    cover: str
    why: str


def hours_of(tenant_id: UUID, branch_id: UUID, *, around: datetime) -> WorkingCalendar:
    """Return the calendar that a branch keeps.

    Raises:
        CalendarUnusable: it can't be counted by as it is written.
    """
    calendar_id = Branch.objects.of(tenant_id).values_list("calendar_id", flat=True).get(id=branch_id)
    return working_calendar(tenant_id, calendar_id, around=around)


def rota_of(tenant_id: UUID, branch_id: UUID, *, starts_on: date, until: date) -> Rota:
    """Return what decides who is on call on these days. Five queries."""
    pattern = OnCallPattern.objects.of(tenant_id).filter(branch_id=branch_id).first()
    turns = OnCallTurn.objects.of(tenant_id).filter(branch_id=branch_id)
    changes = OnCallChange.objects.of(tenant_id).filter(branch_id=branch_id, duty_on__gte=starts_on, duty_on__lt=until)
    leaves = Leave.objects.of(tenant_id).filter(starts_on__lt=until, until__gt=starts_on).order_by("starts_on", "id")
    return Rota(
        pattern=None if pattern is None else Pattern(pattern.starts_on, pattern.weeks, _turns(turns)),
        changes={
            (on, Place(place)): user_id for on, place, user_id in changes.values_list("duty_on", "place", "user_id")
        },
        leaves=tuple(Away(row.user_id, row.starts_on, row.until, row.cover_id) for row in leaves),
        working=frozenset(User.objects.of(tenant_id).filter(is_active=True).values_list("id", flat=True)),
    )


def has_rota(tenant_id: UUID) -> bool:
    """Tell whether anybody is on call by a pattern, at any branch."""
    return OnCallTurn.objects.of(tenant_id).exists()


def duties_at(tenant_id: UUID, branch_id: UUID, at: datetime) -> tuple[Duty, ...]:
    """Return who is on call at a moment, first and second.

    Raises:
        CalendarUnusable: the branch's hours can't be counted by.
    """
    day = duty_day(hours_of(tenant_id, branch_id, around=at), at)
    return duties_on(rota_of(tenant_id, branch_id, starts_on=day, until=day + DAY), day)


def people_for_rota(by: Actor, branch_id: UUID) -> tuple[PersonOnCall, ...]:
    """Return who could be on call at a branch, by name."""
    return _people(by.tenant_id, RoleHeld.objects.of(by.tenant_id).filter(_at(branch_id), role__in=CAN_BE_ON_CALL))


def people_in_role(tenant_id: UUID, branch_id: UUID, role: Role, *, on: date) -> tuple[PersonOnCall, ...]:
    """Return who holds a role for a branch: its own people first, then those of all branches; whoever is away last."""
    held = RoleHeld.objects.of(tenant_id).filter(_at(branch_id), role=role)
    own = set(held.filter(branch_id=branch_id).values_list("user_id", flat=True))
    leaves = Leave.objects.of(tenant_id).filter(starts_on__lte=on, until__gt=on)
    away = set(leaves.values_list("user_id", flat=True))
    found = _people(tenant_id, held)
    return tuple(sorted(found, key=lambda person: (person.id in away, person.id not in own, person.name)))


def people_called(tenant_id: UUID, ids: Collection[UUID]) -> dict[UUID, PersonOnCall]:
    """Return people by their ids, also those who sign in no more."""
    rows = User.objects.of(tenant_id).filter(id__in=ids)
    return {row.id: PersonOnCall(row.id, row.name, row.phone, row.email) for row in rows}


def is_working(tenant_id: UUID, user_id: UUID) -> bool:
    return User.objects.of(tenant_id).filter(id=user_id, is_active=True).exists()


def leaves_of(by: Actor, branch_id: UUID, *, since: date) -> tuple[LeaveLine, ...]:
    """Return the leaves that aren't over of those who could be on call at a branch, by when they begin."""
    mine = [person.id for person in people_for_rota(by, branch_id)]
    rows = Leave.objects.of(by.tenant_id).filter(user_id__in=mine, until__gt=since).select_related("user", "cover")
    return tuple(
        LeaveLine(
            id=row.id,
            user_id=row.user_id,
            name=row.user.name,
            starts_on=row.starts_on,
            until=row.until,
            cover=row.cover.name if row.cover else "",
            why=row.why,
        )
        for row in rows.order_by("starts_on", "user__name", "id")
    )


def leave_of(by: Actor, leave_id: UUID) -> LeaveLine | None:
    """Return one leave, or None where the actor doesn't see whose it is."""
    row = Leave.objects.of(by.tenant_id).filter(id=leave_id).select_related("user", "cover").first()
    if row is None or not is_seen(by, row.user_id):
        return None
    cover = row.cover.name if row.cover else ""
    return LeaveLine(row.id, row.user_id, row.user.name, row.starts_on, row.until, cover, row.why)


def is_seen(by: Actor, user_id: UUID) -> bool:
    """Tell whether somebody works at a branch that the actor sees, or at all of them."""
    held = RoleHeld.objects.of(by.tenant_id).filter(user_id=user_id)
    if by.branch_ids is not None:
        held = held.filter(Q(branch__isnull=True) | Q(branch_id__in=by.branch_ids))
    return held.exists()


def closed_because(tenant_id: UUID, branch_id: UUID, *, starts_on: date, until: date) -> dict[date, str]:
    """Return why the branch is closed on days of its own or of the public: `Thanksgiving Day`."""
    calendar = Branch.objects.of(tenant_id).select_related("calendar").get(id=branch_id).calendar
    closed = ClosedDay.objects.of(tenant_id).filter(calendar=calendar, closed_on__gte=starts_on, closed_on__lt=until)
    country, _, region = calendar.holidays_of.partition("-")
    years = range(starts_on.year, until.year + 1)
    public = public_holidays(country, region or None, years) if country else {}
    found = {on: name for on, name in public.items() if starts_on <= on < until}
    return found | dict(closed.values_list("closed_on", "reason"))


def _turns(rows: RowQuerySet[OnCallTurn]) -> dict[tuple[int, int, Place], UUID]:
    listed = rows.values_list("week", "weekday", "place", "user_id")
    return {(week, weekday, Place(place)): user_id for week, weekday, place, user_id in listed}


def _at(branch_id: UUID) -> Q:
    return Q(branch_id=branch_id) | Q(branch__isnull=True)


def _people(tenant_id: UUID, held: RowQuerySet[RoleHeld]) -> tuple[PersonOnCall, ...]:
    users = User.objects.of(tenant_id).filter(id__in=held.values("user_id"), is_active=True)
    return tuple(PersonOnCall(row.id, row.name, row.phone, row.email) for row in users.order_by("name", "id"))
