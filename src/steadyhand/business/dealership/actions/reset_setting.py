"""A clock or threshold goes back to what most dealerships use."""

from datetime import datetime

from django.db import transaction

from steadyhand.business.dealership.actions.change_setting import back_to_default, the_setting
from steadyhand.shared.actor import Actor


@transaction.atomic
def reset_setting(*, by: Actor, key: str, now: datetime, why: str = "") -> None:
    """Let the default hold again; one that holds already is left alone.

    Raises:
        CannotRunItSo: no such setting, or the actor sees some branches only.
    """
    back_to_default(the_setting(by, key), by=by, now=now, why=why)
