"""Today at Lakeside: open calls and everybody's visits, made by the application's own flows relative to now.

The files tell two years that are over; this tells what is under way, so that every role finds something to do.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.queries.call import problem_codes
from steadyhand.business.calls.queries.closing import closing_of
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.running import people_who_sign_in
from steadyhand.business.people.queries import technicians_of
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.commands.demo.cast import ZONE
from steadyhand.commands.demo.promising import promise_offered
from steadyhand.commands.demo.stories import TODAYS_VISITS, UNFINISHED, UNPLANNED, Story, Trip, Unfinished
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.find_caller import find_caller
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.actor import Actor

# The middle of the story's day lies between these: whoever looks at night sees a working day and not an empty one.
EARLIEST, LATEST = time(11, 0), time(14, 0)
QUARTER = timedelta(minutes=15)
# People plan in the office, a while before anybody drives.
PLANNED_BEFORE = timedelta(minutes=50)
DISPATCHER = "Dana Whitfield"
JAM_FIXED = "A torn label was stuck inside; it's out, and the paper runs freely again."


@dataclass(frozen=True, slots=True)
class Stage:
    """Everybody who acts in the story, and its time."""

    actors: dict[str, Actor]
    technician_ids: dict[str, UUID]
    codes: dict[str, UUID]
    now: datetime
    # Around it today's visits are planned; nothing after it has happened yet.
    middle: datetime

    @property
    def dana(self) -> Actor:
        return self.actors[DISPATCHER]


def tell_today(*, tenant_id: UUID, now: datetime) -> None:
    """Take the open calls, plan today's visits, and let happen what would have happened by now."""
    stage = _stage(tenant_id, now)
    for story in UNPLANNED:
        call_id = _take(stage, story)
        promise_offered(stage.dana, call_id, PromiseKind.ARRIVAL, Channel.PHONE, at=_taken_at(stage, story))
    for unfinished in UNFINISHED:
        _leave_unfinished(stage, unfinished)
    for trip in TODAYS_VISITS:
        _drive(stage, trip)


def middle_of_day(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment around which today's visits are planned: now, or where that is no time to work, near it."""
    local = now.astimezone(zone)
    clamped = min(max(local.time(), EARLIEST), LATEST)
    exact = datetime.combine(local.date(), clamped, tzinfo=zone)
    return exact - timedelta(minutes=exact.minute % 15, seconds=exact.second, microseconds=exact.microsecond)


def _stage(tenant_id: UUID, now: datetime) -> Stage:
    people = [person for person in people_who_sign_in() if person.tenant_id == tenant_id]
    actors = {person.name: actor_for(person.id) for person in people}
    dana = actors[DISPATCHER]
    return Stage(
        actors=actors,
        technician_ids={row.name: row.id for row in technicians_of(dana, on=now.date())},
        codes={choice.code: choice.id for choice in problem_codes(dana)},
        now=now,
        middle=middle_of_day(now, ZoneInfo(ZONE)),
    )


def _take(stage: Stage, story: Story, *, taken_at: datetime | None = None) -> UUID:
    caller = find_caller(by=stage.dana, typed=story.machine, most=1)[0] if story.machine else None
    return take_call(
        by=stage.dana,
        alerts=False,
        problem=story.said,
        call_type=story.kind,
        urgency=story.urgency,
        problem_code_id=stage.codes[story.code],
        customer_id=caller.customer_id if caller else None,
        site_id=caller.site_id if caller else None,
        machine_id=caller.machine_id if caller else None,
        caller_name=story.caller_name,
        caller_phone=story.caller_phone,
        said_about_machine=story.said_about_machine,
        now=taken_at or _taken_at(stage, story),
    ).id


def _taken_at(stage: Stage, story: Story) -> datetime:
    return stage.now - timedelta(minutes=story.taken_ago)


def _drive(stage: Stage, trip: Trip) -> None:
    """Plan a visit for today; whatever it would have come to by now happens."""
    starts_at = stage.middle + timedelta(minutes=trip.at_minutes)
    planned_at = min(stage.now, starts_at) - PLANNED_BEFORE
    taken_at = min(stage.now - timedelta(minutes=trip.story.taken_ago), planned_at - QUARTER)
    call_id = _take(stage, trip.story, taken_at=taken_at)
    visit = plan_visit(
        by=stage.dana, call_id=call_id, version=1, technician_id=stage.technician_ids[trip.technician],
        starts_at=starts_at, minutes=trip.minutes, now=planned_at,
    )  # fmt: skip
    ends_at = starts_at + timedelta(minutes=trip.minutes)
    by = stage.actors[trip.technician]
    happened_until = min(stage.now, stage.middle)
    if starts_at <= happened_until:
        start_travel(by=by, visit_id=visit.id, version=visit.version, now=starts_at - QUARTER)
        arrive(by=by, visit_id=visit.id, version=visit.version + 1, now=starts_at)
    if ends_at <= happened_until:
        closing = Closing(
            outcome=VisitState.DONE,
            told_customer=JAM_FIXED,
            correction_code_id=_usual_correction(by, visit.id),
        )
        close_visit(by=by, visit_id=visit.id, version=visit.version + 2, closing=closing, now=ends_at)


def _leave_unfinished(stage: Stage, told: Unfinished) -> None:
    """Take a call some days ago, and end its visit without the end of it."""
    zone = ZoneInfo(ZONE)
    day = stage.now.astimezone(zone).date() - timedelta(days=told.days_ago)
    starts_at = datetime.combine(day, time(13, 0), tzinfo=zone)
    taken_at = min(stage.now - timedelta(minutes=told.story.taken_ago), starts_at - timedelta(hours=20))
    call_id = _take(stage, told.story, taken_at=taken_at)
    by = stage.actors[told.technician]
    visit = plan_visit(
        by=stage.dana, call_id=call_id, version=1, technician_id=stage.technician_ids[told.technician],
        starts_at=starts_at, now=taken_at + QUARTER,
    )  # fmt: skip
    start_travel(by=by, visit_id=visit.id, version=visit.version, now=starts_at - QUARTER)
    arrive(by=by, visit_id=visit.id, version=visit.version + 1, now=starts_at)
    closing = Closing(
        outcome=VisitState(told.outcome),
        told_customer=told.told,
        next_step=told.next_step,
        stays_inside=told.inside,
    )
    ended_at = starts_at + timedelta(minutes=50)
    close_visit(by=by, visit_id=visit.id, version=visit.version + 2, closing=closing, now=ended_at)
    if closing.outcome is VisitState.PARTS:
        promise_offered(by, call_id, PromiseKind.PART, Channel.IN_PERSON, at=ended_at)


def _usual_correction(by: Actor, visit_id: UUID) -> UUID:
    """Return what most often fixed this problem on this model before."""
    facts = closing_of(by, visit_id)
    if facts is None:
        raise LookupError(f"{by.name} can't see the visit that was planned for them just now.")
    return facts.fixes[0].correction.id if facts.fixes else facts.corrections[0].id
