"""By whose hours do a follow-up's clocks count? The branch's for its owner, the customer's own for the customer."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from steadyhand.business.customers.queries.hours import calendar_of_site
from steadyhand.business.dealership.calendars import hours_to_count_by
from steadyhand.business.followups.rules.kinds import Whose
from steadyhand.shared.working_hours.calendars import WorkingCalendar


def calendars_of(
    tenant_id: UUID, branch_id: UUID, site_id: UUID | None, *, around: datetime
) -> Mapping[Whose, WorkingCalendar]:
    """Return whose hours count for a follow-up at a branch, for a site or none."""
    own = hours_to_count_by(tenant_id, branch_id, around=around)
    calendar_id = calendar_of_site(tenant_id, site_id) if site_id else None
    theirs = hours_to_count_by(tenant_id, branch_id, calendar_id, around=around) if calendar_id else own
    return {Whose.OWNER: own, Whose.CUSTOMER: theirs}
