"""Somebody will be away, and somebody covers for them on call."""

from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.hearing import presence_changed
from steadyhand.business.dealership.models import Leave, User
from steadyhand.business.dealership.rota.reading import is_seen
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import Row


@transaction.atomic
def take_leave(
    *,
    by: Actor,
    user_id: UUID,
    starts_on: date,
    until: date,
    cover_id: UUID | None = None,
    now: datetime,
    why: str = "",
) -> UUID:
    """Write down a leave (`until` is the first day back) and return its id; without cover their nights have a gap.

    Raises:
        CannotRunItSo: nobody by this id, days the wrong way round or taken already, or a cover who can't.
    """
    # Locked, so that two leaves written at the same moment don't overlap.
    user = User.objects.of(by.tenant_id).select_for_update(no_key=True).filter(id=user_id, is_active=True).first()
    if user is None or not is_seen(by, user_id):
        raise CannotRunItSo("There is nobody by this name at your branches any more; look at the list anew.")
    if until <= starts_on:
        raise CannotRunItSo("The first day back must come after the first day away.")
    others = Leave.objects.of(by.tenant_id).filter(user=user, starts_on__lt=until, until__gt=starts_on)
    if taken := others.order_by("starts_on").first():
        raise CannotRunItSo(
            f"{user.name} is away from {taken.starts_on:%d %B} until {taken.until:%d %B} already; end that leave first."
        )
    cover = _cover(by, user, cover_id)
    leave = Leave.objects.create(
        tenant_id=by.tenant_id, user=user, starts_on=starts_on, until=until, cover=cover, why=why
    )
    became = {"starts_on": starts_on, "until": until, "cover": cover.name if cover else "nobody"}
    # A user has a row's key and tenant without being one: its base class is Django's.
    record_change(cast("Row", user), by=by, at=now, verb="leave taken", why=why, became=became)
    presence_changed(by=by, user_id=user_id, now=now)
    return leave.id


def _cover(by: Actor, user: User, cover_id: UUID | None) -> User | None:
    if cover_id is None:
        return None
    if cover_id == user.id:
        raise CannotRunItSo(f"{user.name} can't cover for themself; choose somebody else, or nobody.")
    cover = User.objects.of(by.tenant_id).filter(id=cover_id, is_active=True).first()
    if cover is None or not is_seen(by, cover_id):
        raise CannotRunItSo("Whoever was to cover doesn't work here any more; choose somebody else.")
    return cover
