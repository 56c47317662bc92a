"""It isn't finished: by which day do we call the customer with the day we come back?"""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.norms import WITHOUT_CALENDAR_DAYS
from steadyhand.business.calls.queries.here import where_visit_is
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.settings import CALL_BACK
from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.dealership.calendars import CalendarUnusable, working_calendar
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import BeyondHorizon, add_working_days


def call_back_on(*, by: Actor, visit_id: UUID, outcome: VisitState, zone: str, now: datetime) -> date | None:
    """Return the last day by which we say we'll call, by the branch's working days; None where nobody waits."""
    norm, here = CALL_BACK.get(outcome), where_visit_is(by, visit_id)
    branch = branch_of(by, here.branch_id) if here else None
    if norm is None or branch is None:
        return None
    days = value_of(by.tenant_id, norm)
    today = now.astimezone(ZoneInfo(zone)).date()
    try:
        return add_working_days(working_calendar(by.tenant_id, branch.calendar_id, around=now), today, days)
    except (CalendarUnusable, BeyondHorizon):
        # What to mend in the calendar is said where it is kept; here somebody stands before a customer.
        return today + timedelta(days=max(WITHOUT_CALENDAR_DAYS, 2 * days))
