"""Who is away for most of which week, and whose branch is closed? Both for the plans of coaching."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.calendars import hours_to_count_by
from steadyhand.business.dealership.present import away_between
from steadyhand.business.learning.coaching.cadence import WEEK, monday_of
from steadyhand.business.learning.coaching.fitting import Coach
from steadyhand.business.learning.models import CoachingPlan

# Of a week's five working days so many make it a week away.
MOST_OF_A_WEEK = 3
WORKING_DAYS = 5
# Weeks that are looked at for leave: nine of a plan's first, and what follows.
AHEAD = 30 * WEEK
# Whose week, by its Monday.
Weeks = frozenset[tuple[UUID, date]]


def weeks_away(
    tenant_id: UUID, plans: Sequence[CoachingPlan], coaches: Sequence[Coach], this_week: date
) -> tuple[Weeks, Weeks]:
    """Return weeks of which somebody is away for most, by technicians' and coaches' own ids, and weeks that are closed.

    A holiday within somebody's leave is one day, not two. One query, and two or three each branch.
    """
    until = this_week + AHEAD
    # A coach who drives is known by both.
    ids = {coach.user_id: [coach.user_id] for coach in coaches}
    for plan in plans:
        if plan.technician.user_id:
            ids.setdefault(plan.technician.user_id, []).append(plan.technician_id)
    gone: dict[UUID, set[date]] = defaultdict(set)
    for user_id, starts_on, back_on in away_between(tenant_id, ids, since=this_week, until=until):
        days = _working_days(max(starts_on, this_week), min(back_on, until))
        for each in ids[user_id]:
            gone[each].update(days)
    shut = {
        branch_id: _shut(tenant_id, branch_id, this_week, until) for branch_id in {each.branch_id for each in plans}
    }
    for plan in plans:
        gone[plan.technician_id].update(shut[plan.branch_id])
    away = {(each, monday) for each, days in gone.items() for monday in _mostly(days)}
    closed = {(plan.technician_id, monday) for plan in plans for monday in _mostly(shut[plan.branch_id])}
    return frozenset(away), frozenset(closed)


def _shut(tenant_id: UUID, branch_id: UUID, since: date, until: date) -> set[date]:
    """Return the working days on which a branch is closed: holidays, and days of its own."""
    around = datetime.combine(since, time(12), tzinfo=ZoneInfo("UTC"))
    calendar = hours_to_count_by(tenant_id, branch_id, around=around)
    return {day for day in calendar.closed_on if since <= day < until and day.weekday() < WORKING_DAYS}


def _working_days(since: date, until: date) -> set[date]:
    days = (since + timedelta(days=each) for each in range(max(0, (until - since).days)))
    return {day for day in days if day.weekday() < WORKING_DAYS}


def _mostly(days: set[date]) -> list[date]:
    counted: dict[date, int] = defaultdict(int)
    for day in days:
        counted[monday_of(day)] += 1
    return [monday for monday, many in counted.items() if many >= MOST_OF_A_WEEK]
