"""Who works here now? Whoever may sign in and isn't on leave; asked whenever something must be somebody's."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from steadyhand.business.dealership.models import Dealership, Leave, RoleHeld, User
from steadyhand.business.dealership.rules import Role


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who works here, the roles they hold at the branch asked for, and whether they are on leave today."""

    id: UUID
    name: str
    email: str
    phone: str
    roles: frozenset[Role]
    is_on_leave: bool
    has_password: bool


def working_here(
    tenant_id: UUID, *, branch_id: UUID | None, roles: Collection[Role], at: datetime, also: Collection[UUID] = ()
) -> tuple[Present, ...]:
    """Return everybody active who holds one of these roles at a branch (or everywhere), by name, on leave or not.

    Without a branch, whoever holds one anywhere. `also` are people whose roles there are wanted whichever they hold.
    Three queries.
    """
    held = RoleHeld.objects.of(tenant_id)
    if branch_id is not None:
        held = held.filter(Q(branch_id=branch_id) | Q(branch__isnull=True))
    held = held.filter(Q(role__in=roles) | Q(user_id__in=also))
    roles_of: dict[UUID, set[Role]] = defaultdict(set)
    for user_id, role in held.values_list("user_id", "role"):
        roles_of[user_id].add(Role(role))
    users = User.objects.of(tenant_id).filter(id__in=[*roles_of, *also], is_active=True).order_by("name", "id")
    away = on_leave(tenant_id, on=today_at(tenant_id, at))
    return tuple(
        Present(
            id=user.id,
            name=user.name,
            email=user.email,
            phone=user.phone,
            roles=frozenset(roles_of[user.id]),
            is_on_leave=user.id in away,
            has_password=user.has_usable_password(),
        )
        for user in users
    )


def active_among(tenant_id: UUID, ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these people who may sign in, on leave or not. One query."""
    return frozenset(User.objects.of(tenant_id).filter(id__in=ids, is_active=True).values_list("id", flat=True))


def person_here(tenant_id: UUID, user_id: UUID, *, at: datetime) -> Present | None:
    """Return one person with all roles they hold anywhere; None where they work here no more."""
    found = working_here(tenant_id, branch_id=None, roles=(), at=at, also=[user_id])
    return found[0] if found else None


def on_leave(tenant_id: UUID, *, on: date) -> dict[UUID, UUID | None]:
    """Return who is on leave on a day, each with whoever covers for them, if anybody."""
    rows = Leave.objects.of(tenant_id).filter(starts_on__lte=on, until__gt=on)
    return dict(rows.values_list("user_id", "cover_id"))


def away_between(tenant_id: UUID, ids: Collection[UUID], *, since: date, until: date) -> list[tuple[UUID, date, date]]:
    """Return when these people are away: who, the first day, and the first day back. One query."""
    rows = Leave.objects.of(tenant_id).filter(user_id__in=ids, starts_on__lt=until, until__gt=since)
    return list(rows.values_list("user_id", "starts_on", "until"))


def next_coming_or_going(tenant_id: UUID, user_id: UUID, *, after: datetime) -> datetime | None:
    """Return when somebody's next leave begins, or the present one ends: the midnight of that day; None if none is."""
    zone = _zone(tenant_id)
    today = after.astimezone(zone).date()
    leaves = Leave.objects.of(tenant_id).filter(user_id=user_id, until__gt=today).values_list("starts_on", "until")
    days = sorted(day for leave in leaves for day in leave if day > today)
    return datetime.combine(days[0], time(), tzinfo=zone) if days else None


def today_at(tenant_id: UUID, at: datetime) -> date:
    """Return the day it is at the dealership."""
    return at.astimezone(_zone(tenant_id)).date()


def _zone(tenant_id: UUID) -> ZoneInfo:
    return ZoneInfo(Dealership.objects.values_list("zone", flat=True).get(pk=tenant_id))
