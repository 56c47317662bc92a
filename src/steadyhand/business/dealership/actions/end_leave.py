"""A leave is taken back, or ends sooner."""

from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.hearing import presence_changed
from steadyhand.business.dealership.models import Leave
from steadyhand.business.dealership.rota.reading import is_seen
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import Row


@transaction.atomic
def end_leave(*, by: Actor, leave_id: UUID, back_on: date, now: datetime, why: str = "") -> None:
    """Let somebody be there again from a day on; of a leave that has begun, the days before stay as they were.

    Raises:
        CannotRunItSo: there is no such leave at the actor's branches.
    """
    rows = Leave.objects.of(by.tenant_id).select_for_update(of=("self",)).select_related("user")
    leave = rows.filter(id=leave_id).first()
    if leave is None or not is_seen(by, leave.user_id):
        raise CannotRunItSo("There is no such leave any more; look at the list anew.")
    was = {"starts_on": leave.starts_on, "until": leave.until}
    if leave.starts_on < back_on < leave.until:
        Leave.objects.filter(**leave.where()).update(until=back_on)
    elif back_on <= leave.starts_on:
        Leave.objects.filter(**leave.where()).delete()
    became = {"until": min(back_on, leave.until)}
    record_change(cast("Row", leave.user), by=by, at=now, verb="leave ended", why=why, was=was, became=became)
    presence_changed(by=by, user_id=leave.user_id, now=now)
