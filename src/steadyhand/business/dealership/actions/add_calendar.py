"""The dealership, a site or a contract keeps hours of its own from now on."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import DescribedCalendar
from steadyhand.business.dealership.models import Calendar
from steadyhand.business.dealership.places import check_calendar
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def add_calendar(*, by: Actor, calendar: DescribedCalendar, now: datetime) -> UUID:
    """Add working hours and return their id.

    Raises:
        CannotRunItSo: the name is taken, or the hours can't be meant.
    """
    check_calendar(by, calendar)
    row = Calendar.objects.create(tenant_id=by.tenant_id, **asdict(calendar))
    record_change(row, by=by, at=now, verb="calendar added", became=facts_of(row))
    return row.id
