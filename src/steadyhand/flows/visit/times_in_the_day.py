"""When could somebody be there by the day's plan, for a caller on the phone?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.dispatch.queries.times_for_caller import TimeOffer, Wanted, best_times_for
from steadyhand.business.promises.slots import Slot, slot_at
from steadyhand.flows.visit.know_caller import CallerKnown, response_term
from steadyhand.flows.visit.offer_time import NOBODY_GOES, offer_arrival
from steadyhand.shared.actor import Actor

# Why such a time holds where the engine alone would give none so soon.
BY_THE_PLAN = "The day's plan has room for it."


@dataclass(frozen=True, slots=True)
class TimeInTheDay:
    """A window in the words in which it is said, and what the house knows of it."""

    slot: Slot
    offer: TimeOffer


@dataclass(frozen=True, slots=True)
class TimesInTheDay:
    """The best times, the best first; `why_none` says in words why there are none."""

    times: tuple[TimeInTheDay, ...]
    why_none: str = ""


def times_in_the_day(
    *,
    by: Actor,
    known: CallerKnown | None,
    branch_id: UUID | None,
    call_type: str,
    urgency: str,
    problem_code: str,
    now: datetime,
) -> TimesInTheDay:
    """Return up to three windows by the day's plan; for an unknown caller as if they were at the branch."""
    at_branch = known.customer.branch_id if known else branch_id
    if at_branch is None or call_type in NOBODY_GOES:
        return TimesInTheDay((), "Nobody goes for such a call.")
    offered = offer_arrival(
        by=by, known=known, branch_id=branch_id, call_type=call_type, urgency=urgency, problem_code=problem_code,
        now=now,
    )  # fmt: skip
    if offered is None:
        return TimesInTheDay((), "Nobody goes for such a call.")
    machine, site = (known.machine, known.site) if known else (None, None)
    found = best_times_for(
        by,
        Wanted(
            branch_id=at_branch,
            call_type=CallType(call_type) if call_type in CallType.__members__.values() else CallType.CORRECTIVE,
            urgency=Urgency(urgency) if urgency in Urgency.__members__.values() else Urgency.NORMAL,
            customer_id=known.customer.id if known else None,
            who=known.customer.name if known else "",
            site_id=site.id if site else None,
            machine_id=machine.id if machine else None,
            family=machine.family if machine else "",
            problem_code=problem_code,
            respond_by=response_term(known, by=by, taken_at=now).respond_by if known else None,
        ),
        now=now,
    )
    return TimesInTheDay(
        tuple(
            TimeInTheDay(slot_at(each.closes_at, hours=offered.hours, from_at=each.opens_at, now=now), each)
            for each in found.offers
        ),
        found.why_none,
    )
