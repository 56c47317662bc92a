"""Who can be sent that day, from where and from when on? The record's technicians as the solver takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dispatch.day_plan.gathering import Gathered
from steadyhand.business.dispatch.day_plan.norms import Norms
from steadyhand.business.dispatch.day_plan.wall_clock import MINUTE
from steadyhand.business.dispatch.day_plan.whereabouts import Begun, Travel, arriving, last_of
from steadyhand.business.dispatch.solver.problem import Break, Technician, Window
from steadyhand.business.people.sending import TechnicianDay

# Where a calendar can't be read, and nothing else is known.
_USUAL_SHIFT = Window(8 * 3600, 17 * 3600)


def who_is_here(gathered: Gathered) -> tuple[dict[str, TechnicianDay], dict[UUID, str]]:
    """Return who is planned for, each by a name of their own, and why the others aren't."""
    here: dict[str, TechnicianDay] = {}
    absent: dict[UUID, str] = {}
    busy = _given_visits(gathered)
    for who in gathered.people:
        if who.is_away:
            absent[who.id] = f"{who.name} is on leave that day"
        elif who.rides_with:
            absent[who.id] = f"{who.name} rides along with {who.rides_with} that day, to learn"
        elif who.hours == () and who.id not in busy:
            absent[who.id] = f"{who.name} doesn't work that day, by their calendar"
        elif gathered.is_today and _is_over(gathered, who):
            absent[who.id] = f"{who.name}'s day is over"
        else:
            number, key = 1, who.name
            while key in here:
                number += 1
                key = f"{who.name} ({number})"
            here[key] = who
    return here, absent


def _given_visits(gathered: Gathered) -> set[UUID]:
    """Return who has visits that day, or is pinned to one."""
    every = (*gathered.calls.calls, *gathered.calls.earlier)
    with_visit = [call.visit for call in every if call.visit and call.visit.planned_for]
    found = {each.technician_id for each in with_visit if each.planned_for and gathered.clock.has(each.planned_for)}
    return {each for each in (*found, *(pin.technician_id for pin in gathered.pins.values())) if each}


def _is_over(gathered: Gathered, who: TechnicianDay) -> bool:
    latest = _shift(who).closes + who.overtime_minutes * MINUTE
    return gathered.clock.seconds(gathered.now) >= latest


def _shift(who: TechnicianDay) -> Window:
    if not who.hours:
        return _USUAL_SHIFT
    return Window(
        int(min(span.starts for span in who.hours).total_seconds()),
        int(max(span.ends for span in who.hours).total_seconds()),
    )


def technician_of(
    gathered: Gathered,
    key: str,
    who: TechnicianDay,
    start: int,
    begun: Sequence[Begun],
    norms: Norms,
    phone: int | None = None,
) -> Technician:
    """Return a technician as the solver takes them; `phone` is where they are now, if they share that."""
    shift = _shift(who)
    if who.hours is None:
        norms.no_calendar(who.name)
    elif not who.hours:
        norms.day_off(who.name)
    opens, place = shift.opens, start
    if gathered.is_today:
        opens = max(opens, gathered.clock.seconds(gathered.now))
        last = last_of(each for each in begun if each.technician_id == who.id or _along_of(gathered, each) == who.id)
        if last is not None:
            opens, place = max(opens, last.ends), last.place
        if phone is not None and (last is None or last.is_over):
            # Whoever is at a customer goes on from there, whatever the phone says.
            place = phone
            norms.from_phone(who.name)
    due = who.break_due
    breaks = (
        (Break(due.earliest * MINUTE, due.latest * MINUTE, due.minutes * MINUTE),)
        # A break whose time was over before somebody is free again has been had, or there was none.
        if due is not None and due.latest * MINUTE >= opens
        else ()
    )
    return Technician(
        key=key,
        name=key,
        start=place,
        end=start,
        shift=Window(opens, max(opens, shift.closes)),
        breaks=breaks,
        overtime_seconds=max(0, who.overtime_minutes * MINUTE - max(0, opens - shift.closes)),
        skills=who.skills,
        certificates=who.certificates,
        network_level=who.network_level,
        languages=who.languages,
        clearances=who.clearances,
        territory=key,
    )


def _along_of(gathered: Gathered, each: Begun) -> UUID | None:
    return gathered.along.get(each.call.visit.id) if each.call.visit else None


def with_drives(
    gathered: Gathered,
    begun: Sequence[Begun],
    here: Mapping[str, TechnicianDay],
    starts: Mapping[str, int],
    travel: Travel,
    phones: Mapping[UUID, int],
) -> tuple[Begun, ...]:
    """Return what has begun, with the drive of whoever is on the way: from where their phone is, if they share that."""
    now = gathered.clock.seconds(gathered.now)
    start_of = {who.id: starts[key] for key, who in here.items()}
    found: list[Begun] = []
    for each in begun:
        if each.call.visit is None or each.call.visit.state is not VisitState.ON_THE_WAY:
            found.append(each)
            continue
        if (here_now := phones.get(each.technician_id)) is not None:
            drive = int(travel.seconds[here_now, each.place])
            found.append(replace(each, begins=now + drive, ends=now + drive + each.ends - each.begins, is_over=False))
            continue
        before = last_of(one for one in begun if one.technician_id == each.technician_id and one.is_over)
        origin = before.place if before else start_of.get(each.technician_id, each.place)
        found.append(arriving(each, int(travel.seconds[origin, each.place]), now))
    return tuple(found)
