"""By which hours is a call's waiting counted? The site's calendar, else its contract's, else its branch's."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from steadyhand.business.dealership.calendars import CalendarUnusable, working_calendar
from steadyhand.business.dealership.models import Branch
from steadyhand.shared.working_hours import WorkingCalendar
from steadyhand.shared.working_hours.yearly import YearlyHours

log = logging.getLogger(__name__)


class Clocks:
    """The calendars of one dealership, each read once while one reckoning lasts."""

    def __init__(self, tenant_id: UUID) -> None:
        self._tenant_id = tenant_id
        self._hours: dict[UUID, YearlyHours] = {}
        self._branches: dict[UUID, UUID] | None = None

    def hours(self, site: UUID | None, contract: UUID | None, branch_id: UUID) -> YearlyHours:
        """Return the hours to count by, given the calendars of site and contract."""
        if self._branches is None:
            self._branches = dict(Branch.objects.of(self._tenant_id).values_list("id", "calendar_id"))
        calendar_id = site or contract or self._branches[branch_id]
        if calendar_id not in self._hours:
            self._hours[calendar_id] = YearlyHours(self._of_year(calendar_id))
        return self._hours[calendar_id]

    def _of_year(self, calendar_id: UUID) -> Callable[[int], WorkingCalendar | None]:
        def of_year(year: int) -> WorkingCalendar | None:
            # From two days before, for a shift that began on New Year's Eve.
            around = datetime(year - 1, 12, 30, tzinfo=UTC)
            try:
                return working_calendar(self._tenant_id, calendar_id, around=around)
            except CalendarUnusable as problem:
                log.warning("Waiting times of %d are not counted: %s", year, problem)
                return None

        return of_year
