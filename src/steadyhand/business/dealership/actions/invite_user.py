"""Somebody is asked in: they get rights and a link by which they choose a password."""

from collections.abc import Collection
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo, RoleAt
from steadyhand.business.dealership.hearing import presence_changed
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rights import check_may_change, check_roles, give_roles, roles_said
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import Row


@transaction.atomic
def invite_user(*, by: Actor, name: str, email: str, phone: str, roles: Collection[RoleAt], now: datetime) -> UUID:
    """Give somebody rights and return their id; renew_invitation makes the link. Somebody deactivated comes back.

    Raises:
        CannotRunItSo: the address signs in already, or rights that the actor can't give.
    """
    check_roles(by, roles)
    known = User.objects.of(by.tenant_id).filter(email__iexact=email.strip()).select_for_update(no_key=True).first()
    if known is not None and known.is_active:
        raise CannotRunItSo(f"{known.email} belongs to {known.name}, who signs in already; change their roles instead.")
    if known is not None:
        check_may_change(by, known)
    user = known or User(tenant_id=by.tenant_id, email=email.strip().casefold())
    user.name, user.phone, user.is_active = name.strip(), phone.strip(), True
    # Whoever comes back chooses anew: the old password may be known to others by now.
    user.set_unusable_password()
    user.save()
    give_roles(user, roles)
    became = {"name": user.name, "email": user.email, "roles": roles_said(user)}
    # A user has a row's key and tenant without being one: its base class is Django's.
    record_change(cast("Row", user), by=by, at=now, verb="person invited", became=became)
    presence_changed(by=by, user_id=user.id, now=now)
    return user.id
