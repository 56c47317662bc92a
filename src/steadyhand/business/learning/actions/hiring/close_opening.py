"""An opening is closed, or opened again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.models import Opening
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def close_opening(*, by: Actor, opening_id: UUID, is_closed: bool, now: datetime) -> None:
    """Close an opening, or open it again; its candidates stay until their day.

    Raises:
        CannotHire: it isn't at their branches.
    """
    row = Opening.objects.visible_to(by.within(LEADS)).filter(id=opening_id).first()
    if row is None:
        raise CannotHire("This opening isn't at your branches any more.")
    if bool(row.closed_at) == is_closed:
        return
    Opening.objects.filter(**row.where()).update(closed_at=now if is_closed else None)
    record_change(row, by=by, at=now, verb="opening closed" if is_closed else "opening opened again")
