"""When could somebody be there, for a caller on the phone: the best times in the days as they stand, at what cost?"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.for_a_plan import CallToGo
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.dispatch.day_plan.gathering import DayUnplannable
from steadyhand.business.dispatch.day_plan.known_plan import plan_from
from steadyhand.business.dispatch.day_plan.making import as_assigned, plan_again
from steadyhand.business.dispatch.day_plan.reading import DayRead, read_day
from steadyhand.business.dispatch.queries.day_plans import plan_of_day
from steadyhand.business.dispatch.solver.costs import undone
from steadyhand.business.dispatch.solver.offering import Offer, best_times
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id

# A number that no call has: a call's are the dealership's own.
_ON_THE_PHONE = "the call on the phone"
# Today and the next days with room; a caller who hears no time in these is rung back.
DAYS_AHEAD = 4
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is known of a call that is being taken."""

    branch_id: UUID
    call_type: CallType
    urgency: Urgency
    customer_id: UUID | None = None
    who: str = ""
    site_id: UUID | None = None
    machine_id: UUID | None = None
    family: str = ""
    problem_code: str = ""
    respond_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimeOffer:
    """A window that may be said; the rest is for the house alone.

    `more_minutes` is what the day would cost more, `kept_share` (0–1) how likely the window is kept, both as the day
    stands; `technician` would begin at `begins_at`.
    """

    opens_at: datetime
    closes_at: datetime
    technician_id: UUID
    technician: str
    begins_at: datetime
    more_minutes: float
    kept_share: float
    is_past_term: bool


@dataclass(frozen=True, slots=True)
class TimesFound:
    """The best times, the best first; `why_none` says in words why there are none."""

    offers: tuple[TimeOffer, ...]
    why_none: str = ""


def best_times_for(by: Actor, wanted: Wanted, *, now: datetime) -> TimesFound:
    """Return the three best windows of today and the next days; some 45 queries a day that is looked at.

    In the day's proposal, if there is one, else in the day as it is assigned. A later day has the price of not going
    today. Days are looked at until three times are found.
    """
    branch = branch_of(by, wanted.branch_id)
    if branch is None:
        return TimesFound((), "There is no such branch among yours.")
    call = _call(wanted, now)
    today = now.astimezone(ZoneInfo(branch.zone)).date()
    found: list[tuple[float, TimeOffer]] = []
    for ahead in range(DAYS_AHEAD):
        on = today + timedelta(days=ahead)
        try:
            read = read_day(by, wanted.branch_id, on=on, now=now, also=call)
        except DayUnplannable:
            continue
        if call.number in read.no_pair or any(each.together for each in read.problem.visits if each.key == call.number):
            return TimesFound((), "It takes two of us: the day's plan finds their moment once the call is taken.")
        later = _price_of_waiting(read, call.number) * ahead
        found += [(later + _worth(read, each), _offer(read, each, wanted)) for each in _offers(by, read, call, on)]
        if len(found) >= MOST:
            break
    found.sort(key=lambda each: (each[0], each[1].opens_at))
    offers = tuple(offer for _, offer in found[:MOST])
    return TimesFound(offers, "" if offers else f"Nobody who may go has room for it in the next {DAYS_AHEAD} days.")


def _offers(by: Actor, read: DayRead, call: CallToGo, on: date) -> tuple[Offer, ...]:
    shown = plan_of_day(by, branch_id=read.gathered.branch.id, on=on)
    is_proposed = shown is not None and shown.head.ended_at is None and shown.head.accepted_at is None
    planned = plan_again(read, plan_from(read, shown)) if shown is not None and is_proposed else as_assigned(read)
    visit = next(each for each in read.problem.visits if each.key == call.number)
    return best_times(planned, replace(visit, fixed=None), count=MOST)


def _worth(read: DayRead, offer: Offer) -> float:
    return offer.more_minutes + read.problem.weights.late_for_promise_at_all * (1 - offer.kept_share)


def _price_of_waiting(read: DayRead, number: str) -> float:
    visit = next(each for each in read.problem.visits if each.key == number)
    return undone(read.problem.weights, replace(visit, undone_minutes=None))


def _offer(read: DayRead, offer: Offer, wanted: Wanted) -> TimeOffer:
    clock, who = read.gathered.clock, read.people[offer.technician]
    begins_at = clock.moment(offer.begins)
    return TimeOffer(
        opens_at=clock.moment(offer.opens),
        closes_at=clock.moment(offer.closes),
        technician_id=who.id,
        technician=who.name,
        begins_at=begins_at,
        more_minutes=offer.more_minutes,
        kept_share=offer.kept_share,
        is_past_term=wanted.respond_by is not None and begins_at > wanted.respond_by,
    )


def _call(wanted: Wanted, now: datetime) -> CallToGo:
    return CallToGo(
        id=new_id(),
        number=_ON_THE_PHONE,
        version=0,
        call_type=wanted.call_type,
        urgency=wanted.urgency,
        customer_id=wanted.customer_id,
        who=wanted.who,
        place="",
        machine="",
        problem="",
        site_id=wanted.site_id,
        machine_id=wanted.machine_id,
        family=wanted.family,
        problem_code=wanted.problem_code,
        taken_at=now,
        respond_by=wanted.respond_by,
        needs_hands=False,
        visit=None,
    )
