"""Somebody chooses their own password."""

from datetime import datetime
from typing import cast

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import User
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.links import revoke_links
from steadyhand.shared.rows import Row


@transaction.atomic
def set_password(*, by: Actor, password: str, now: datetime) -> None:
    """Set the actor's own password; every other place where they are signed in is signed out by it.

    Raises:
        CannotRunItSo: they sign in no more, or the password is too easy to guess.
    """
    active = User.objects.of(by.tenant_id).filter(is_active=True).select_for_update()
    user = active.filter(id=by.user_id).first() if by.user_id else None
    if user is None:
        raise CannotRunItSo("You can't sign in any more; ask your administrator.")
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise CannotRunItSo(f"This password won't do: {' '.join(problem.messages)}") from problem
    user.set_password(password)
    user.save(update_fields=["password"])
    revoke_links(tenant_id=by.tenant_id, about_id=user.id, now=now)
    # A user has a row's key and tenant without being one: its base class is Django's.
    record_change(cast("Row", user), by=by, at=now, verb="password chosen")
