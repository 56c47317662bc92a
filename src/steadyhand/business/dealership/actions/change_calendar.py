"""Working hours change."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo, DescribedCalendar
from steadyhand.business.dealership.hearing import hours_changed
from steadyhand.business.dealership.models import Calendar
from steadyhand.business.dealership.places import check_calendar
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row


@transaction.atomic
def change_calendar(
    *,
    by: Actor,
    calendar_id: UUID,
    calendar: DescribedCalendar,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different. Terms of calls already taken stay as they were worked out.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotRunItSo: not a calendar of theirs, the name is taken, or the hours can't be meant.
    """
    row = Calendar.objects.visible_to(by).select_for_update().filter(id=calendar_id).first()
    if row is None:
        raise CannotRunItSo("There is no such calendar any more; look at the list anew.")
    check_calendar(by, calendar, apart_from=calendar_id)
    change_row(row, asdict(calendar), by=by, at=now, verb="calendar changed", why=why, opened=opened)
    hours_changed(by=by, now=now)
