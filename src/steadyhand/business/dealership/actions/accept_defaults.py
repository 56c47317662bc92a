"""Somebody has looked through the clocks and thresholds, and they suit as they are."""

from datetime import datetime
from typing import cast

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import Dealership
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import Row


@transaction.atomic
def accept_defaults(*, by: Actor, now: datetime) -> None:
    """Keep that the defaults suit this dealership; said twice, it is kept once.

    Raises:
        CannotRunItSo: the actor sees some branches only.
    """
    if by.branch_ids is not None:
        raise CannotRunItSo("Settings hold for all branches: an administrator of all of them says that they suit.")
    if Dealership.objects.filter(pk=by.tenant_id, defaults_suit_since__isnull=True).update(defaults_suit_since=now):
        # The firm has a row's key and tenant without being one.
        firm = cast("Row", Dealership.objects.get(pk=by.tenant_id))
        record_change(firm, by=by, at=now, verb="default settings found to suit")
