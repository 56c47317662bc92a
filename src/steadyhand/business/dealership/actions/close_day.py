"""A calendar stays closed on a day, whatever its weekly hours say."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.hearing import hours_changed
from steadyhand.business.dealership.models import Calendar, ClosedDay
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def close_day(*, by: Actor, calendar_id: UUID, closed_on: date, reason: str, now: datetime) -> UUID:
    """Close a day and return what undoes it (reopen_day).

    Raises:
        CannotRunItSo: not a calendar of theirs, or the day is closed already.
    """
    calendar = Calendar.objects.visible_to(by).select_for_update().filter(id=calendar_id).first()
    if calendar is None:
        raise CannotRunItSo("There is no such calendar any more; look at the list anew.")
    closed = ClosedDay.objects.of(by.tenant_id).filter(calendar=calendar, closed_on=closed_on).first()
    if closed is not None:
        raise CannotRunItSo(f"That day is closed already: {closed.reason}. Choose another.")
    day = ClosedDay.objects.create(tenant_id=by.tenant_id, calendar=calendar, closed_on=closed_on, reason=reason)
    became = {"closed_on": closed_on, "reason": reason}
    record_change(calendar, by=by, at=now, verb="day closed", became=became)
    hours_changed(by=by, now=now)
    return day.id
