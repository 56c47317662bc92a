"""What somebody may do, and where, changes."""

from collections.abc import Collection
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo, RoleAt
from steadyhand.business.dealership.hearing import presence_changed
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rights import (
    check_an_administrator_is_left,
    check_may_change,
    check_roles,
    give_roles,
    roles_said,
)
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import Row


@transaction.atomic
def change_roles(*, by: Actor, user_id: UUID, roles: Collection[RoleAt], now: datetime, why: str = "") -> None:
    """Let somebody hold exactly these roles; it counts from their next click.

    Raises:
        CannotRunItSo: nobody by this id, rights the actor can't give, or the last administrator would be gone.
    """
    user = User.objects.of(by.tenant_id).filter(id=user_id).select_for_update(no_key=True).first()
    if user is None:
        raise CannotRunItSo("There is nobody by this name any more; look at the list anew.")
    check_may_change(by, user)
    check_roles(by, roles)
    if RoleAt(Role.ADMINISTRATOR) not in roles:
        check_an_administrator_is_left(by.tenant_id, without=user)
    was = roles_said(user)
    give_roles(user, roles)
    became = roles_said(user)
    if became != was:
        # A user has a row's key and tenant without being one: its base class is Django's.
        record_change(
            cast("Row", user),
            by=by,
            at=now,
            verb="roles changed",
            why=why,
            was={"roles": was},
            became={"roles": became},
        )
        presence_changed(by=by, user_id=user.id, now=now)
