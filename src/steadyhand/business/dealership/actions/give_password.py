"""Somebody is given a password by whoever runs the server; signed in, they choose their own."""

from datetime import datetime
from typing import cast
from uuid import UUID

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
def give_password(*, by: Actor, user_id: UUID, password: str, now: datetime) -> None:
    """Set somebody's password; wherever they are signed in they are signed out by it, and older links open nothing.

    Raises:
        CannotRunItSo: nobody active by this id, or the password is too easy to guess.
    """
    user = User.objects.of(by.tenant_id).filter(id=user_id, is_active=True).select_for_update().first()
    if user is None:
        raise CannotRunItSo("This person can't sign in; invite them anew under their address.")
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise CannotRunItSo(f"This password won't do: {' '.join(problem.messages)}") from problem
    user.set_password(password)
    user.save(update_fields=["password"])
    revoke_links(tenant_id=by.tenant_id, about_id=user.id, now=now)
    # A user has a row's key and tenant without being one: its base class is Django's.
    record_change(cast("Row", user), by=by, at=now, verb="password given")
