"""Somebody signs in no more."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.hearing import presence_changed
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rights import check_an_administrator_is_left, check_may_change
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.links import revoke_links
from steadyhand.shared.rows import Row


@transaction.atomic
def deactivate_user(*, by: Actor, user_id: UUID, now: datetime, why: str = "") -> None:
    """Shut somebody out at once, wherever they are signed in; what they did stays theirs in the history.

    Raises:
        CannotRunItSo: nobody active by this id, the actor themself, or the last administrator.
    """
    user = User.objects.of(by.tenant_id).filter(id=user_id, is_active=True).select_for_update(no_key=True).first()
    if user is None:
        raise CannotRunItSo("This person signs in no more already; look at the list anew.")
    if user.id == by.user_id:
        raise CannotRunItSo("You can't deactivate yourself; another administrator can.")
    check_may_change(by, user)
    check_an_administrator_is_left(by.tenant_id, without=user)
    # Each request looks its user up among the active ones, so an open session ends with its next click.
    User.objects.of(by.tenant_id).filter(id=user.id).update(is_active=False)
    revoke_links(tenant_id=by.tenant_id, about_id=user.id, now=now)
    record_change(cast("Row", user), by=by, at=now, verb="person deactivated", why=why)
    presence_changed(by=by, user_id=user.id, now=now)
