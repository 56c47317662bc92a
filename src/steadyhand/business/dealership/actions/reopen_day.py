"""A day that was to be closed is a working day after all."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.hearing import hours_changed
from steadyhand.business.dealership.models import ClosedDay
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def reopen_day(*, by: Actor, day_id: UUID, now: datetime) -> None:
    """Take a closed day back.

    Raises:
        CannotRunItSo: it isn't closed any more.
    """
    day = ClosedDay.objects.visible_to(by).select_related("calendar").filter(id=day_id).first()
    if day is None:
        raise CannotRunItSo("That day isn't closed any more; look at the list anew.")
    was = {"closed_on": day.closed_on, "reason": day.reason}
    record_change(day.calendar, by=by, at=now, verb="day opened again", was=was)
    ClosedDay.objects.filter(**day.where()).delete()
    hours_changed(by=by, now=now)
