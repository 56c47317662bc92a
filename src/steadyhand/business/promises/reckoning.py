"""When will whom be where, as the day stands now? Values in, values out: no database, no clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.rules import VisitState

# From one customer to the next, where the plan leaves no other gap. Ours: a city and its surroundings.
USUAL_TRAVEL = timedelta(minutes=20)
# What takes longer than planned goes on for a while: a quarter of its plan, ours.
OVERRUNS_BY = 0.25
# Less is no overrun that anybody would speak of.
WORTH_SAYING = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class VisitNow:
    """A visit that isn't over, as the board has it now. `who` is its customer, for people inside."""

    id: UUID
    call_id: UUID
    technician_id: UUID | None
    technician: str
    who: str
    state: VisitState
    planned_for: datetime | None
    planned_minutes: int
    on_the_way_at: datetime | None
    arrived_at: datetime | None
    is_urgent: bool = False

    @property
    def takes(self) -> timedelta:
        return timedelta(minutes=self.planned_minutes)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """When a visit will begin and end, as far as anybody can tell; `because`: what holds it up, for people inside.

    `starts_at` is None where nobody is on the way to it: it stands in a day that has passed.
    """

    visit: VisitNow
    starts_at: datetime | None
    ends_at: datetime | None
    because: str = ""
    # It can't be as it is planned: whoever should go can't.
    is_blocked: bool = False


def reckon(
    visits: Collection[VisitNow], *, away: Mapping[UUID, Collection[date]], zones: Mapping[UUID, str], now: datetime
) -> dict[UUID, Reckoned]:
    """Return when each visit will begin.

    `away` are the days on which technicians are on leave or ill, `zones` the clocks of their branches, both by
    technician; without one, UTC.
    """
    by_technician: dict[UUID | None, list[VisitNow]] = {}
    for visit in visits:
        by_technician.setdefault(visit.technician_id, []).append(visit)
    found: dict[UUID, Reckoned] = {}
    for technician_id, theirs in by_technician.items():
        if technician_id is None:
            found |= {visit.id: _by_nobody(visit, now) for visit in theirs}
            continue
        zone = ZoneInfo(zones.get(technician_id, "UTC"))
        found |= _one_after_the_other(theirs, away.get(technician_id, ()), zone, now)
    return found


def _by_nobody(visit: VisitNow, now: datetime) -> Reckoned:
    starts_at = visit.planned_for if visit.planned_for and visit.planned_for >= now else None
    ends_at = starts_at + visit.takes if starts_at else None
    return Reckoned(visit, starts_at, ends_at, because="Nobody has its visit yet.")


def _one_after_the_other(
    visits: Sequence[VisitNow], away: Collection[date], zone: ZoneInfo, now: datetime
) -> dict[UUID, Reckoned]:
    """Return a technician's visits: what they are at, then today's in the order of the plan, then the days to come."""
    today = now.astimezone(zone).date()
    found: dict[UUID, Reckoned] = {}
    free_at, held_up = now, ""
    was_somewhere = False
    for visit in sorted(visits, key=_first_things_first):
        on = visit.planned_for.astimezone(zone).date() if visit.planned_for else None
        if visit.state is VisitState.PLANNED and on is not None and on > today:
            found[visit.id] = _on_another_day(visit, is_away=on in away)
            continue
        if visit.state is VisitState.PLANNED and (on is None or on < today):
            said = "Its visit was planned for a day that has passed, and nobody went." if on else "It has no time yet."
            found[visit.id] = Reckoned(visit, None, None, said)
            continue
        if visit.state is VisitState.PLANNED and today in away:
            found[visit.id] = Reckoned(visit, None, None, f"{visit.technician} is away today.", is_blocked=True)
            continue
        starts_at = _starts(visit, free_at, now, comes_from_somewhere=was_somewhere)
        ends_at = _ends(visit, starts_at, now)
        late = starts_at - visit.planned_for if visit.planned_for else timedelta(0)
        found[visit.id] = Reckoned(visit, starts_at, ends_at, held_up if late > WORTH_SAYING else "")
        held_up = _holds_up(visit, ends_at) or held_up
        free_at, was_somewhere = ends_at, True
    return found


def _first_things_first(visit: VisitNow) -> tuple[int, float]:
    order = {VisitState.ON_SITE: 0, VisitState.ON_THE_WAY: 1}
    at = visit.arrived_at or visit.on_the_way_at or visit.planned_for
    planned = visit.planned_for or at
    if visit.state in order:
        return order[visit.state], at.timestamp() if at else 0.0
    return 2, planned.timestamp() if planned else float("inf")


def _on_another_day(visit: VisitNow, *, is_away: bool) -> Reckoned:
    if is_away:
        return Reckoned(visit, None, None, f"{visit.technician} is away on that day.", is_blocked=True)
    ends_at = visit.planned_for + visit.takes if visit.planned_for else None
    return Reckoned(visit, visit.planned_for, ends_at)


def _starts(visit: VisitNow, free_at: datetime, now: datetime, *, comes_from_somewhere: bool) -> datetime:
    if visit.state is VisitState.ON_SITE:
        # When nobody tapped it, they are there all the same: since now at the latest.
        return visit.arrived_at or now
    if visit.state is VisitState.ON_THE_WAY:
        return max(now, visit.on_the_way_at + USUAL_TRAVEL) if visit.on_the_way_at else now + USUAL_TRAVEL
    planned_for = visit.planned_for or now
    # Who comes from a visit, or should have left by now, has the way still before them.
    is_overdue = planned_for < now + USUAL_TRAVEL and not comes_from_somewhere
    earliest = free_at + USUAL_TRAVEL if comes_from_somewhere or is_overdue else free_at
    return max(planned_for, earliest) if planned_for >= now else earliest


def _ends(visit: VisitNow, starts_at: datetime, now: datetime) -> datetime:
    ends_at = starts_at + visit.takes
    return ends_at if ends_at > now else now + visit.takes * OVERRUNS_BY


def _holds_up(visit: VisitNow, ends_at: datetime) -> str:
    """Return why whatever comes next will be late: this one goes on for longer than it was planned."""
    planned_end = visit.planned_for + visit.takes if visit.planned_for else None
    if planned_end is None or ends_at - planned_end <= WORTH_SAYING:
        return ""
    if visit.is_urgent:
        return f"Something urgent went first: {visit.who}."
    if visit.state is VisitState.ON_SITE:
        return f"{visit.technician} is still at {visit.who}, longer than planned."
    return f"{visit.technician} runs late: {visit.who} comes first."
