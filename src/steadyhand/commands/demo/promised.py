"""What Lakeside promised in the last weeks: kept, missed and owned, agreed anew; one in danger now, one just missed."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.queries.closing import closing_of
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.actions.keep_word import Said
from steadyhand.business.promises.actions.renegotiate import Agreed, renegotiate
from steadyhand.business.promises.keeping import PromiseGiven
from steadyhand.business.promises.rules import Cause, Channel, PromiseKind, WordSort
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.take_call import take_call
from steadyhand.flows.word.own_a_miss import Owned, own_a_miss
from steadyhand.flows.word.tell_early import tell_early
from steadyhand.flows.word.watch_promises import watch_promises
from steadyhand.shared.actor import Actor, the_system

WHO = "steadyhand demo"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SATURDAY = 5
# What is promised so far ahead is no sooner than the careful norm, whatever weekdays, holidays and hours lie between.
GIVEN_AHEAD = 9 * DAY
DUE = time(14, 0)
EARLY = "Hello, this is Lakeside. It may become later than two today, and we would rather tell you now."
SORRY = "We said two o'clock and did not keep that. We are sorry. We will be with you tomorrow before noon."


@dataclass(frozen=True, slots=True)
class Kept:
    """How a promise of some working days ago went: how long before its time somebody came (negative: after it)."""

    days_ago: int
    before: timedelta
    is_told_early: bool = False
    cause: Cause | None = None


STORIES = (
    *(Kept(days_ago, before) for days_ago, before in ((4, HOUR), (4, 2 * DAY), (5, 3 * HOUR), (6, 4 * DAY))),
    *(Kept(days_ago, before) for days_ago, before in ((7, 20 * MINUTE), (8, DAY), (9, 90 * MINUTE), (9, 2 * HOUR))),
    Kept(5, -2 * HOUR, is_told_early=True, cause=Cause.OVERRUN),
    Kept(7, -DAY, is_told_early=True, cause=Cause.PART_AFTER_CUT_OFF),
    Kept(8, -DAY, cause=Cause.PART_AFTER_CUT_OFF),
)
# One each for the story of today: in danger, just missed, agreed anew.
MACHINES = len(STORIES) + 3


@dataclass(frozen=True, slots=True)
class Desk:
    """Who promises, who goes, where the clock hangs, and when now is."""

    dana: Actor
    technician: Actor
    technician_id: UUID
    zone: str
    now: datetime


def tell_promises(desk: Desk, machine_ids: list[UUID]) -> None:
    """Let promises of the last weeks be given and become what they became; then look at those of today."""
    for story, machine_id in zip(STORIES, machine_ids, strict=False):
        _tell(desk, story, machine_id)
    for by_at, starts_at, machine_id in zip(
        (desk.now + 150 * MINUTE, desk.now - 40 * MINUTE),
        (desk.now + 4 * HOUR, desk.now + 20 * HOUR),
        machine_ids[len(STORIES) :],
        strict=False,
    ):
        _, call_id, _ = _promised(desk, machine_id, by_at)
        _plan(desk, call_id, starts_at, now=by_at - DAY)
    for machine_id in machine_ids[len(STORIES) + 2 :]:
        _agreed_anew(desk, machine_id)
    watch_promises(by=the_system(desk.dana.tenant_id, WHO), now=desk.now)


def _tell(desk: Desk, story: Kept, machine_id: UUID) -> None:
    by_at = _working_day(desk, story.days_ago)
    given, call_id, version = _promised(desk, machine_id, by_at)
    came_at = by_at - story.before
    if story.is_told_early:
        said = Said(sort=WordSort.EARLY_NOTICE, channel=Channel.PHONE, words=EARLY)
        tell_early(by=desk.dana, promise_id=given.id, version=version, said=said, now=by_at - 100 * MINUTE)
    _visited(desk, call_id, came_at)
    if story.cause is not None:
        said = Said(sort=WordSort.OWNED, channel=Channel.PHONE, words=SORRY)
        own_a_miss(by=desk.dana, promise_id=given.id, owned=Owned(said=said, cause=story.cause), now=came_at + 2 * HOUR)


def _agreed_anew(desk: Desk, machine_id: UUID) -> None:
    by_at = _working_day(desk, 9)
    given, call_id, version = _promised(desk, machine_id, by_at)
    agreed = Agreed(
        by_at=by_at + 6 * DAY, with_whom="the office", channel=Channel.PHONE, why="They are closed on that day."
    )
    renegotiate(by=desk.dana, promise_id=given.id, version=version, agreed=agreed, now=by_at - 3 * HOUR)
    _visited(desk, call_id, by_at + 2 * DAY)


def _promised(desk: Desk, machine_id: UUID, by_at: datetime) -> tuple[PromiseGiven, UUID, int]:
    """Return a promise given long ahead of a moment, with its call and the version of it."""
    at = by_at - GIVEN_AHEAD
    call_id = take_call(
        by=desk.dana, alerts=False, problem="Pale prints, and it is getting worse.", machine_id=machine_id, now=at
    ).id
    given = give_promise(
        by=desk.dana,
        given=Given(kind=PromiseKind.ARRIVAL, by_at=by_at, channel=Channel.PHONE, call_id=call_id),
        now=at + 2 * MINUTE,
    )
    return given, call_id, given.version


def _plan(desk: Desk, call_id: UUID, starts_at: datetime, *, now: datetime) -> tuple[UUID, int]:
    visit = plan_visit(
        by=desk.dana, call_id=call_id, version=1, technician_id=desk.technician_id, starts_at=starts_at, now=now
    )
    return visit.id, visit.version


def _visited(desk: Desk, call_id: UUID, came_at: datetime) -> None:
    visit_id, version = _plan(desk, call_id, came_at, now=came_at - 3 * HOUR)
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


def _working_day(desk: Desk, days_ago: int) -> datetime:
    """Return two o'clock on the working day so many ago; holidays are left to whoever looks closely."""
    on = desk.now.astimezone(ZoneInfo(desk.zone)).date()
    while days_ago:
        on -= DAY
        days_ago -= on.weekday() < SATURDAY
    return datetime.combine(on, DUE, tzinfo=ZoneInfo(desk.zone)).astimezone(UTC)
