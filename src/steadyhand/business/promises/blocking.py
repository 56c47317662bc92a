"""What is known to stand in the way: nobody certified is here, or a part is still to come?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from steadyhand.business.dealership.present import away_between
from steadyhand.business.people.queries import certified_for
from steadyhand.business.promises.facts import Work
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.shared.working_hours import WorkingCalendar

DAY = timedelta(days=1)
# Whoever is away longer than that has left the plan; then nobody knows.
LOOKED_AHEAD = 60 * DAY


@dataclass(frozen=True, slots=True)
class Blocked:
    """What stands in the way, until when (None: nobody knows), and why, for the house alone."""

    until: datetime | None
    why: str


def blocked_by(
    tenant_id: UUID, kind: PromiseKind, work: Work, calendar: WorkingCalendar, *, now: datetime
) -> Blocked | None:
    """Return what keeps anybody from beginning sooner, the longer of a part and a certificate. Two queries at most."""
    if kind is PromiseKind.PART:
        return None
    found = [each for each in (_by_part(work, now=now), _by_certificate(tenant_id, work, calendar, now=now)) if each]
    unknown = next((each for each in found if each.until is None), None)
    return unknown or max(found, key=lambda each: each.until or now, default=None)


def _by_part(work: Work, *, now: datetime) -> Blocked | None:
    if work.part_by_at is None or work.part_by_at <= now:
        return None
    return Blocked(work.part_by_at, "It waits for a part that should be here by then.")


def _by_certificate(tenant_id: UUID, work: Work, calendar: WorkingCalendar, *, now: datetime) -> Blocked | None:
    today = now.astimezone(calendar.zone_info).date()
    certified = certified_for(tenant_id, family=work.family, maker=work.maker, on=today)
    if not certified.is_kept_track_of:
        return None
    if certified.holders == 0:
        return Blocked(None, f"Nobody here is certified for {work.maker} {work.family} now.")
    if len(certified.user_ids) < certified.holders:
        # Somebody who doesn't sign in has no leave on record, and may be there.
        return None
    away = away_between(tenant_id, certified.user_ids, since=today, until=today + LOOKED_AHEAD)
    back_on = first_day_here(certified.user_ids, away, since=today)
    if back_on == today:
        return None
    if back_on is None:
        return Blocked(None, f"Everybody who is certified for {work.maker} {work.family} is away.")
    until = datetime.combine(back_on, time(), tzinfo=calendar.zone_info)
    return Blocked(
        until, f"Nobody certified for {work.maker} {work.family} is here before {back_on:%A, %B} {back_on.day}."
    )


def first_day_here(
    ids: tuple[UUID, ...], away: list[tuple[UUID, date, date]], *, since: date, days: int = LOOKED_AHEAD.days
) -> date | None:
    """Return the first day on which one of these people isn't away; None within so many days."""
    for number in range(days):
        day = since + number * DAY
        gone = {user_id for user_id, starts_on, until in away if starts_on <= day < until}
        if any(user_id not in gone for user_id in ids):
            return day
    return None
