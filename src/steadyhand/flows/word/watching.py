"""What does the record show of open promises: when will whom be where, and what must come first?"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.under_way import CallNow, OpenVisit, calls_now, open_visits
from steadyhand.business.calls.rules import WaitingFor
from steadyhand.business.dealership.calendars import hours_to_count_by
from steadyhand.business.dealership.present import away_between, today_at
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.people.queries import lines_certified, lines_ever_certified
from steadyhand.business.promises.outlook import Hours, Seen, Watched
from steadyhand.business.promises.reckoning import Reckoned, VisitNow, reckon
from steadyhand.business.stock.orders.keeping import end_of
from steadyhand.business.stock.queries.orders import expected_for_calls
from steadyhand.shared.working_hours import BeyondHorizon, WorkingCalendar, due_at, elapsed

# Nobody plans further ahead; a promise beyond it has its visit on that day all the same.
DAYS_AHEAD = timedelta(days=60)
HOUR = timedelta(hours=1)


@dataclass
class Board:
    """Everything that the odds of some promises rest on, read once: nine queries, and three for each branch."""

    tenant_id: UUID
    promises: Collection[Watched]
    now: datetime
    _calendars: dict[tuple[UUID, UUID | None], WorkingCalendar] = field(default_factory=dict)
    _hours: dict[tuple[UUID, UUID | None, datetime, datetime], float] = field(default_factory=dict)

    def seen(self, promise: Watched) -> Seen:
        """Return what the record shows of a promise's call."""
        if promise.call_id is None:
            return Seen()
        call, reckoned = self._calls.get(promise.call_id), self._next_visits.get(promise.call_id)
        return Seen(
            reckoned=reckoned,
            waits_for_part=call is not None and call.waiting_for is WaitingFor.PARTS,
            is_uncertified=self._is_uncertified(call, reckoned),
            part_due_at=self._part_due_at(promise),
        )

    def hours_of(self, promise: Watched) -> Hours:
        """Return how moments are counted by this promise's own clock."""
        calendar = self.calendar(promise.branch_id, promise.site_calendar_id)
        since = promise.counted_from_at

        def hours(moment: datetime) -> float:
            # Many promises share their moments: the hour they were asked for at a counter, five o'clock.
            key = (promise.branch_id, promise.site_calendar_id, since, moment)
            if key not in self._hours:
                self._hours[key] = 0.0 if moment <= since else elapsed(calendar, since, moment) / HOUR
            return self._hours[key]

        return hours

    def moments_of(self, promise: Watched, *, grid: timedelta) -> Callable[[int], datetime]:
        """Return the n-th moment of a grid of working time from now, rounded up to the clock on the wall."""
        calendar = self.calendar(promise.branch_id, promise.site_calendar_id)
        zone = ZoneInfo(calendar.zone)

        def moment(step: int) -> datetime:
            try:
                at = due_at(calendar, self.now, grid * step)
            except BeyondHorizon:
                at = self.now + grid * step
            return _rounded_up(at, grid, zone) if step else at

        return moment

    def working_time(
        self, branch_id: UUID, site_calendar_id: UUID | None, since: datetime, until: datetime
    ) -> timedelta:
        """Return how much working time lies between two moments by the hours of a site or branch; none backwards."""
        calendar = self.calendar(branch_id, site_calendar_id)
        return elapsed(calendar, since, until) if since < until else timedelta(0)

    def calendar(self, branch_id: UUID, site_calendar_id: UUID | None) -> WorkingCalendar:
        key = (branch_id, site_calendar_id)
        if key not in self._calendars:
            self._calendars[key] = hours_to_count_by(self.tenant_id, branch_id, site_calendar_id, around=self.now)
        return self._calendars[key]

    def _part_due_at(self, promise: Watched) -> datetime | None:
        """Return when the day is over on which a call's parts should be here, by the clock of its branch."""
        due_on = self._expected.get(promise.call_id) if promise.call_id else None
        return end_of(due_on, self.calendar(promise.branch_id, None).zone) if due_on else None

    @cached_property
    def _expected(self) -> dict[UUID, date | None]:
        return expected_for_calls(self.tenant_id)

    @cached_property
    def _calls(self) -> dict[UUID, CallNow]:
        return calls_now(self.tenant_id, {each.call_id for each in self.promises if each.call_id})

    @cached_property
    def _visits(self) -> tuple[OpenVisit, ...]:
        firm = the_dealership(self.tenant_id)
        zone = ZoneInfo(firm.zone)
        today = self.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        # Midnights differ by branch; a few hours of yesterday or tomorrow change nothing.
        return open_visits(
            self.tenant_id,
            call_ids={each.call_id for each in self.promises if each.call_id},
            since=today - timedelta(hours=12),
            until=today + timedelta(hours=36),
        )

    @cached_property
    def _next_visits(self) -> dict[UUID, Reckoned]:
        """Return each call's visit that is reckoned to begin first."""
        users = {each.technician_user_id: each.technician_id for each in self._visits if each.technician_user_id}
        today = today_at(self.tenant_id, self.now)
        away = self._away(users, today)
        found = reckon(
            [_now(visit) for visit in self._visits],
            away=away,
            zones={each.technician_id: each.zone for each in self._visits if each.technician_id},
            now=self.now,
        )
        first: dict[UUID, Reckoned] = {}
        for reckoned in found.values():
            call_id = reckoned.visit.call_id
            if call_id not in first or _begins(reckoned) < _begins(first[call_id]):
                first[call_id] = reckoned
        return first

    def _away(self, users: dict[UUID, UUID | None], today: date) -> dict[UUID, set[date]]:
        """Return the days on which each technician is away, by technician."""
        days: dict[UUID, set[date]] = {}
        until = today + DAYS_AHEAD
        for user_id, starts_on, back_on in away_between(self.tenant_id, list(users), since=today, until=until):
            begins, ends = max(starts_on, today), min(back_on, until)
            if technician_id := users[user_id]:
                gone = {begins + timedelta(days=number) for number in range((ends - begins).days)}
                days.setdefault(technician_id, set()).update(gone)
        return days

    @cached_property
    def _certified(self) -> dict[UUID, frozenset[str]]:
        technicians = {each.technician_id for each in self._visits if each.technician_id}
        return lines_certified(self.tenant_id, technicians, on=today_at(self.tenant_id, self.now))

    @cached_property
    def _lines(self) -> frozenset[str]:
        return lines_ever_certified(self.tenant_id)

    def _is_uncertified(self, call: CallNow | None, reckoned: Reckoned | None) -> bool:
        """Tell whether whoever goes lacks a certificate that this house holds for such machines."""
        if call is None or reckoned is None or reckoned.visit.technician_id is None or not call.family:
            return False
        family = call.family.casefold()
        return family in self._lines and family not in self._certified.get(reckoned.visit.technician_id, frozenset())


def _begins(reckoned: Reckoned) -> float:
    return reckoned.starts_at.timestamp() if reckoned.starts_at else float("inf")


def _now(visit: OpenVisit) -> VisitNow:
    return VisitNow(
        id=visit.id,
        call_id=visit.call_id,
        technician_id=visit.technician_id,
        technician=visit.technician,
        who=visit.who,
        state=visit.state,
        planned_for=visit.planned_for,
        planned_minutes=visit.planned_minutes,
        on_the_way_at=visit.on_the_way_at,
        arrived_at=visit.arrived_at,
        is_urgent=visit.is_urgent,
    )


def _rounded_up(at: datetime, grid: timedelta, zone: ZoneInfo) -> datetime:
    """Return the next moment on the grid of the clock on the wall: a new time is said in half hours, later only."""
    local = at.astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    steps = -((midnight - local) // grid)
    return (midnight + steps * grid).astimezone(at.tzinfo)
