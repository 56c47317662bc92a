"""By which hours and by whose clock is a promise said? Those of the customer's site, else of the branch."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.calendars import hours_to_count_by
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.promises.slots import Hours
from steadyhand.shared.working_hours import WorkingCalendar


def hours_of(tenant_id: UUID, branch_id: UUID, site_calendar_id: UUID | None = None, *, around: datetime) -> Hours:
    """Return the hours in which somebody is there, the zone of their clock, and how the dealership says hours."""
    return hours_by(tenant_id, hours_to_count_by(tenant_id, branch_id, site_calendar_id, around=around))


def hours_by(tenant_id: UUID, calendar: WorkingCalendar) -> Hours:
    """Return the same of a calendar that is known already."""
    return Hours(calendar, calendar.zone, 12 if the_dealership(tenant_id).clock == "12" else 24)
