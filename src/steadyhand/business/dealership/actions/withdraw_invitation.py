"""A link to choose a password opens nothing any more: it went to the wrong number, or the person doesn't come."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rights import check_may_change
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.links import revoke_links
from steadyhand.shared.rows import Row


@transaction.atomic
def withdraw_invitation(*, by: Actor, user_id: UUID, now: datetime) -> None:
    """Close somebody's links; what they may do stays, and a new link lets them in.

    Raises:
        CannotRunItSo: nobody by this id, somebody of branches that aren't the actor's, or no link is open.
    """
    user = User.objects.of(by.tenant_id).filter(id=user_id).first()
    if user is None:
        raise CannotRunItSo("There is nobody by this name any more; look at the list anew.")
    check_may_change(by, user)
    if not revoke_links(tenant_id=by.tenant_id, about_id=user.id, now=now):
        raise CannotRunItSo(f"{user.name} has no link that is open: there is nothing to take back.")
    record_change(cast("Row", user), by=by, at=now, verb="link to choose a password taken back")
