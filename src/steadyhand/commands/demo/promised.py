"""What Lakeside promised in the last weeks: kept, missed and owned, agreed anew; one at risk now, one just missed."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.queries.closing import closing_of
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.actions.keep_word import Said
from steadyhand.business.promises.actions.refit import refit
from steadyhand.business.promises.actions.renegotiate import Agreed, renegotiate
from steadyhand.business.promises.history import cases_of
from steadyhand.business.promises.keeping import PromiseGiven
from steadyhand.business.promises.rules import Cause, Channel, PromiseKind, WordSort
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.offer_time import offer_for_call
from steadyhand.flows.visit.take_call import take_call
from steadyhand.flows.word.own_a_miss import Owned, own_a_miss
from steadyhand.flows.word.tell_early import tell_early
from steadyhand.flows.word.watch_promises import watch_promises
from steadyhand.shared.actor import Actor, the_system

WHO = "steadyhand demo"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SATURDAY = 5
RANG_AT = time(9, 10)
# The curves of these are there in a second; the first night fits trees to all there are.
LATEST = 1_400
EARLY = "Hello, this is Lakeside. It may become later than we said, and we would rather tell you now."
SORRY = "We did not keep the time that we gave you. We are sorry. We will be with you tomorrow before noon."


@dataclass(frozen=True, slots=True)
class Kept:
    """How the promise to somebody who rang some working days ago went: somebody came when this share of it had gone by.

    More than one is too late.
    """

    days_ago: int
    came: float
    is_told_early: bool = False
    cause: Cause | None = None


# Told first: what became of promises in every way. Then the many that were kept.
STORIES = (
    Kept(7, 1.2, is_told_early=True, cause=Cause.OVERRUN),
    Kept(9, 1.4, is_told_early=True, cause=Cause.PART_AFTER_CUT_OFF),
    Kept(12, 1.3, cause=Cause.PART_AFTER_CUT_OFF),
    *(Kept(6 + number % 14, 0.2 + 0.75 * (number * 7 % 11) / 11) for number in range(40)),
)
# One each: at risk, just missed, agreed anew.
TODAY = 3
MACHINES = len(STORIES) + TODAY


@dataclass(frozen=True, slots=True)
class Desk:
    """Who promises, who goes, where the clock hangs, and when now is."""

    dana: Actor
    technician: Actor
    technician_id: UUID
    zone: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise with its call."""

    given: PromiseGiven
    call_id: UUID
    given_at: datetime
    by_at: datetime


def tell_promises(desk: Desk, machine_ids: list[UUID]) -> None:
    """Fit the first model, let promises of the last weeks be given by it and become what they became; look at today."""
    by = the_system(desk.dana.tenant_id, WHO)
    local = desk.now.astimezone(ZoneInfo(desk.zone))
    refit(by=by, kind=PromiseKind.ARRIVAL, now=local, cases_from=partial(cases_of, most=LATEST))
    for story, machine_id in zip(STORIES, machine_ids[TODAY:], strict=False):
        _tell(desk, story, machine_id)
    for days_ago, soonest, visit_after, machine_id in zip(
        (3, 5),
        (_half_hour(desk.now) + 150 * MINUTE, _half_hour(desk.now) - 30 * MINUTE),
        (2 * HOUR, 20 * HOUR),
        machine_ids,
        strict=False,
    ):
        found = _promised(desk, machine_id, days_ago, soonest=soonest)
        _plan(desk, found.call_id, found.by_at + visit_after, now=found.given_at + HOUR)
    for machine_id in machine_ids[TODAY - 1 : TODAY]:
        _agreed_anew(desk, machine_id)
    watch_promises(by=by, now=desk.now)


def _tell(desk: Desk, story: Kept, machine_id: UUID) -> None:
    found = _promised(desk, machine_id, story.days_ago)
    came_at = found.given_at + (found.by_at - found.given_at) * story.came
    if story.is_told_early:
        said = Said(sort=WordSort.EARLY_NOTICE, channel=Channel.PHONE, words=EARLY)
        told_at = found.by_at - 100 * MINUTE
        tell_early(by=desk.dana, promise_id=found.given.id, version=found.given.version, said=said, now=told_at)
    _visited(desk, found.call_id, came_at)
    if story.cause is not None:
        said = Said(sort=WordSort.OWNED, channel=Channel.PHONE, words=SORRY)
        own_a_miss(
            by=desk.dana, promise_id=found.given.id, owned=Owned(said=said, cause=story.cause), now=came_at + 2 * HOUR
        )


def _agreed_anew(desk: Desk, machine_id: UUID) -> None:
    found = _promised(desk, machine_id, 10)
    agreed = Agreed(
        by_at=found.by_at + 7 * DAY, with_whom="the office", channel=Channel.PHONE, why="They are closed on that day."
    )
    renegotiate(
        by=desk.dana,
        promise_id=found.given.id,
        version=found.given.version,
        agreed=agreed,
        now=found.given_at + HOUR,
    )
    _visited(desk, found.call_id, found.by_at + DAY)


def _promised(desk: Desk, machine_id: UUID, days_ago: int, *, soonest: datetime | None = None) -> Promised:
    """Return what was promised to somebody who rang so many working days ago: for the engine's time, or `soonest`."""
    at = _working_day(desk, days_ago)
    call_id = take_call(
        by=desk.dana, alerts=False, problem="Pale prints, and it is getting worse.", machine_id=machine_id, now=at
    ).id
    given_at = at + 2 * MINUTE
    offered = offer_for_call(by=desk.dana, call_id=call_id, kind=PromiseKind.ARRIVAL, now=given_at)
    times = [each.slot.by_at for each in offered.offers[:1]] if offered else []
    by_at = max([*times, *([soonest] if soonest else [])], default=given_at + 3 * DAY)
    given = give_promise(
        by=desk.dana,
        given=Given(
            kind=PromiseKind.ARRIVAL,
            by_at=by_at,
            channel=Channel.PHONE,
            call_id=call_id,
            sooner_because="" if times else "The technician was there already that morning.",
        ),
        now=given_at,
    )
    return Promised(given, call_id, given_at, by_at)


def _plan(desk: Desk, call_id: UUID, starts_at: datetime, *, now: datetime) -> tuple[UUID, int]:
    visit = plan_visit(
        by=desk.dana, call_id=call_id, version=1, technician_id=desk.technician_id, starts_at=starts_at, now=now
    )
    return visit.id, visit.version


def _visited(desk: Desk, call_id: UUID, came_at: datetime) -> None:
    visit_id, version = _plan(desk, call_id, came_at, now=came_at - MINUTE)
    by = desk.technician
    arrive(by=by, visit_id=visit_id, version=version, now=came_at)
    closing = Closing(
        outcome=VisitState.DONE,
        told_customer="A part was worn. It is exchanged, and the prints are dark again.",
        correction_code_id=_usual_correction(by, visit_id),
    )
    close_visit(by=by, visit_id=visit_id, version=version + 1, closing=closing, now=came_at + 45 * MINUTE)


def _usual_correction(by: Actor, visit_id: UUID) -> UUID | None:
    """Return what most often fixed it before, where the dealership has codes."""
    facts = closing_of(by, visit_id)
    if facts is None or not (facts.fixes or facts.corrections):
        return None
    return facts.fixes[0].correction.id if facts.fixes else facts.corrections[0].id


def _half_hour(at: datetime) -> datetime:
    return at - timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)


def _working_day(desk: Desk, days_ago: int) -> datetime:
    """Return ten past nine on the working day so many ago; holidays are left to whoever looks closely."""
    on = desk.now.astimezone(ZoneInfo(desk.zone)).date()
    while days_ago:
        on -= DAY
        days_ago -= on.weekday() < SATURDAY
    return datetime.combine(on, RANG_AT, tzinfo=ZoneInfo(desk.zone)).astimezone(UTC)
