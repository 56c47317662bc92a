"""Somebody gets a new link to choose a password: the first one, or because the old one is forgotten."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rights import check_may_change
from steadyhand.business.dealership.settings.own import INVITATION_DAYS
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.links import make_link, revoke_links
from steadyhand.shared.rows import Row

INVITATION = "invitation"


@transaction.atomic
def renew_invitation(*, by: Actor, user_id: UUID, now: datetime) -> str:
    """Return the token of a new link, good for some days and one password; older ones open nothing from now on.

    Raises:
        CannotRunItSo: nobody active by this id, or somebody of branches that aren't the actor's.
    """
    user = User.objects.of(by.tenant_id).filter(id=user_id, is_active=True).first()
    if user is None:
        raise CannotRunItSo("This person can't sign in; invite them anew under their address.")
    check_may_change(by, user)
    revoke_links(tenant_id=by.tenant_id, about_id=user.id, now=now)
    expires_at = now + timedelta(days=value_of(by.tenant_id, INVITATION_DAYS))
    token = make_link(by=by, purpose=INVITATION, about_id=user.id, expires_at=expires_at, now=now)
    record_change(cast("Row", user), by=by, at=now, verb="link to choose a password made")
    return token
