"""Somebody lost a phone, or forgot to sign out elsewhere: every place where they are signed in is signed out."""

from datetime import datetime
from typing import cast

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import User
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import Row


@transaction.atomic
def sign_out_everywhere(*, by: Actor, password: str, now: datetime) -> None:
    """End every session of the actor, who proves who they are by their password; it stays the same.

    Raises:
        CannotRunItSo: they sign in no more, or it isn't their password.
    """
    active = User.objects.of(by.tenant_id).filter(is_active=True).select_for_update()
    user = active.filter(id=by.user_id).first() if by.user_id else None
    if user is None:
        raise CannotRunItSo("You can't sign in any more; ask your administrator.")
    if not user.check_password(password):
        raise CannotRunItSo("This isn't your password now; type it again, or ask your administrator for a new link.")
    # A session holds a digest of the kept password: kept anew with another salt, it fits none of them.
    user.set_password(password)
    user.save(update_fields=["password"])
    # A user has a row's key and tenant without being one: its base class is Django's.
    record_change(cast("Row", user), by=by, at=now, verb="signed out everywhere")
