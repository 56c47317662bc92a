"""Times by the day's plan for a caller on the phone: what stands on the buttons, and what was pressed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from steadyhand.business.calls.queries.call import CodeChoice
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.flows.visit.know_caller import CallerKnown
from steadyhand.flows.visit.take_call import ArrivalPromised
from steadyhand.flows.visit.times_in_the_day import BY_THE_PLAN, TimeInTheDay, times_in_the_day
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.dispatcher.choosing import uuid_or_none
from steadyhand.pages.dispatcher.promising import HOLDS_FOR, SENTENCES, NotAPromise, share_said
from steadyhand.shared.actor import Actor

# Between the parts of what a button sends: from when, by when, offered when.
_APART = "/"
_PARTS = 3


@dataclass(frozen=True, slots=True)
class DayTime:
    """A time as the desk reads it: the words to say, and what stays inside."""

    value: str
    said: str
    sentence: str
    inside: str
    is_past_term: bool


@dataclass(frozen=True, slots=True)
class DayTimes:
    """The times, or why there are none."""

    times: tuple[DayTime, ...]
    why_none: str


def day_times(
    by: Actor, known: CallerKnown | None, said: Mapping[str, Any], codes: tuple[CodeChoice, ...], saying: Saying
) -> DayTimes:
    """Return the best three times by what the form says now."""
    branches = branches_of(by) if known is None else ()
    found = times_in_the_day(
        by=by,
        known=known,
        branch_id=uuid_or_none(str(said.get("branch") or "")) or (branches[0].id if branches else None),
        call_type=str(said.get("call_type") or ""),
        urgency=str(said.get("urgency") or ""),
        problem_code=next((each.code for each in codes if str(each.id) == str(said.get("problem_code") or "")), ""),
        now=saying.now,
    )
    return DayTimes(tuple(_said(each, saying) for each in found.times), found.why_none)


def is_by_the_plan(pressed: str) -> bool:
    """Tell whether what was pressed is a time by the day's plan."""
    return pressed.count(_APART) == _PARTS - 1


def by_the_plan(pressed: str, now: datetime) -> ArrivalPromised:
    """Return what was promised with it.

    Raises:
        NotAPromise: it can't be read, or it was offered too long ago.
    """
    try:
        from_at, by_at, offered_at = (datetime.fromisoformat(part).astimezone(UTC) for part in pressed.split(_APART))
    except ValueError:
        raise NotAPromise("promise", "This time can't be read: choose one of those that are offered.") from None
    if not now - HOLDS_FOR <= offered_at <= now:
        raise NotAPromise("promise", "The day's plan offered this a while ago: ask it for times again.")
    return ArrivalPromised(by_at=by_at, from_at=from_at, offered_at=offered_at, sooner_because=BY_THE_PLAN)


def _said(each: TimeInTheDay, saying: Saying) -> DayTime:
    offer = each.offer
    more = f"{offer.more_minutes:.0f} minutes more" if offer.more_minutes >= 1 else "costs nothing more"
    parts = (f"{offer.technician} {saying.when(offer.begins_at)}", more, f"kept {share_said(offer.kept_share)}")
    return DayTime(
        value=_APART.join(at.isoformat() for at in (offer.opens_at, offer.closes_at, saying.now)),
        said=each.slot.said,
        sentence=SENTENCES[PromiseKind.ARRIVAL].format(each.slot.spoken.in_a_sentence),
        inside=" · ".join(parts),
        is_past_term=offer.is_past_term,
    )
