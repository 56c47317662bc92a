"""The list of first steps leaves the navigation, or comes back."""

from datetime import datetime
from typing import cast

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import Dealership
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import Row


@transaction.atomic
def put_first_steps_away(*, by: Actor, is_away: bool, now: datetime) -> None:
    """Put the list away for every administrator, or take it out again; asked twice, it is done once.

    Raises:
        CannotRunItSo: the actor sees some branches only.
    """
    if by.branch_ids is not None:
        raise CannotRunItSo("The list belongs to the whole dealership: an administrator of all branches puts it away.")
    firms = Dealership.objects.filter(pk=by.tenant_id, first_steps_put_away_at__isnull=is_away)
    if firms.update(first_steps_put_away_at=now if is_away else None):
        verb = "first steps put away" if is_away else "first steps taken out again"
        # The firm has a row's key and tenant without being one.
        record_change(cast("Row", Dealership.objects.get(pk=by.tenant_id)), by=by, at=now, verb=verb)
