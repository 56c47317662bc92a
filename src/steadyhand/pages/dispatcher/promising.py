"""Times to promise while the caller is on the phone: what stands on the page, and what was pressed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from steadyhand.business.calls.queries.call import CodeChoice
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.promises.alerting import Warned
from steadyhand.business.promises.offering import Offered
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.slots import Offer
from steadyhand.flows.visit.know_caller import CallerKnown
from steadyhand.flows.visit.offer_time import offer_arrival
from steadyhand.flows.visit.take_call import ArrivalPromised
from steadyhand.pages.common.saying import Saying, SkippedHour
from steadyhand.pages.dispatcher.choosing import uuid_or_none
from steadyhand.pages.dispatcher.forms import NewCallForm
from steadyhand.shared.actor import Actor

TYPED = "typed"
# As long as somebody is on the phone; later the day has moved on, and times are offered anew.
HOLDS_FOR = timedelta(hours=1)
SENTENCES = {
    PromiseKind.ARRIVAL: "Somebody will be with you {}.",
    PromiseKind.PART: "The part will be here {}.",
    PromiseKind.FIX: "It will work again {}.",
}


@dataclass(frozen=True, slots=True)
class OfferSaid:
    """A time as the desk reads it: the words to say, and what stays inside."""

    value: str
    said: str
    sentence: str
    odds: str
    beyond_term: str


@dataclass(frozen=True, slots=True)
class OffersSaid:
    """All that is offered, and the inside box beside it."""

    offers: tuple[OfferSaid, ...]
    inside: tuple[str, ...]
    at: str


class NotAPromise(Exception):
    """What was written is no time to promise; `field` names where, and the message says what to do."""

    def __init__(self, field: str, said: str) -> None:
        super().__init__(said)
        self.field = field


def offers_to_caller(
    by: Actor, known: CallerKnown | None, said: Mapping[str, Any], codes: tuple[CodeChoice, ...], saying: Saying
) -> OffersSaid | None:
    """Return when somebody can be there, by what the form says now; None where nobody would go."""
    code = next((each.code for each in codes if str(each.id) == str(said.get("problem_code") or "")), "")
    branches = branches_of(by) if known is None else ()
    branch_id = uuid_or_none(str(said.get("branch") or "")) or (branches[0].id if branches else None)
    offered = offer_arrival(
        by=by,
        known=known,
        branch_id=branch_id,
        call_type=str(said.get("call_type") or ""),
        urgency=str(said.get("urgency") or ""),
        problem_code=code,
        now=saying.now,
    )
    return offers_said(offered, saying) if offered else None


def offers_said(offered: Offered, saying: Saying) -> OffersSaid:
    """Return what is offered in words, times by the clock of those who are promised something."""
    there = saying.there(offered.hours.zone)
    return OffersSaid(
        offers=tuple(_said(each, offered.kind, there) for each in offered.offers),
        inside=inside_said(offered, there),
        at=offered.at.isoformat(),
    )


def inside_said(offered: Offered, saying: Saying) -> tuple[str, ...]:
    """Return what the house knows beside it; nothing of it is ever said to a customer."""
    lines = []
    target = share_said(offered.asked.expected.target_share)
    if offered.expected_at is not None and not offered.is_norm:
        lines.append(f"We expect it {saying.when(offered.expected_at)}: half of such calls were done by then.")
    if offered.earliest_at is not None:
        lines.append(
            f"Kept {target} of the time: {saying.when(offered.earliest_at)}; what is offered is rounded later."
        )
    else:
        lines.append(f"No time is kept {target} of the time. Promise none, and say when you call with one.")
    lines.append(offered.asked.why)
    return tuple(lines)


def share_said(share: float) -> str:
    """Return `95 %`; never a hundred, which nobody can know."""
    return f"{min(99, int(share * 100 + 1e-9))} %"


def promised_by(form: NewCallForm, saying: Saying) -> ArrivalPromised | None:
    """Return what was promised along with taking the call; None: no time.

    Raises:
        NotAPromise: no day or hour is written, it can't be read, or it was offered too long ago.
    """
    said = form.cleaned_data
    pressed = said["promise"]
    if not pressed:
        return None
    offered_at = offered_lately(said["offered_at"], saying.now)
    if offered_at is None:
        raise NotAPromise("promise", "These times were offered a while ago: here they are anew. Choose again.")
    if pressed != TYPED:
        by_at = _moment(pressed)
        if by_at is None:
            raise NotAPromise("promise", "This time can't be read: choose one of those that are offered.")
        return ArrivalPromised(by_at=by_at, offered_at=offered_at)
    on, before, after = said["promise_on"], said["promise_by"], said["promise_from"]
    if on is None or before is None:
        raise NotAPromise("promise_by", "Write the day and the hour before which somebody will be there.")
    try:
        by_at, from_at = saying.moment(on, before), saying.moment(on, after) if after else None
    except SkippedHour as skipped:
        raise NotAPromise("promise_by", str(skipped)) from skipped
    return ArrivalPromised(by_at=by_at, from_at=from_at, offered_at=offered_at, sooner_because=said["promise_why"])


def is_warned_of(warned_of: str, by_at: datetime) -> bool:
    """Tell whether the service manager knows that this time, or an earlier one, is the best that is offered."""
    told = _moment(warned_of)
    return told is not None and by_at >= told


def warned_said(warned: Warned, *, button: str = "the time") -> str:
    """Return what stands beside a late time that nobody has said yet. `button`: what is to be pressed once more."""
    again = f" Press {button} once more to promise it." if button else ""
    if not warned.names:
        return f"It lies beyond the contract's term, and no service manager is here today who could do better.{again}"
    who = " and ".join(warned.names)
    return f"It lies beyond the contract's term. {who} has been told and may do better: nothing is promised yet.{again}"


def offered_lately(text: str, now: datetime) -> datetime | None:
    """Return when times were offered, as a form says it; None where it says nothing, or that is long ago."""
    offered_at = _moment(text)
    return offered_at if offered_at is not None and now - HOLDS_FOR <= offered_at <= now else None


def _said(each: Offer, kind: PromiseKind, saying: Saying) -> OfferSaid:
    term = saying.when(each.beyond_term_at) if each.beyond_term_at else ""
    return OfferSaid(
        value=each.slot.by_at.isoformat(),
        said=each.slot.said,
        sentence=SENTENCES[kind].format(each.slot.spoken.in_a_sentence),
        odds=f"kept {share_said(each.odds_share)}" if each.odds_share is not None else "",
        beyond_term=term,
    )


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None
