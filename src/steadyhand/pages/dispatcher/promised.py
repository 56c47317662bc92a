"""A call's promises as its page shows them: what was given, by whom and how, how it stands, and what stays inside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.queries.board import DayVisit, HoldingLane, OpenCall, TechnicianDay
from steadyhand.business.calls.queries.call import CallFacts
from steadyhand.business.promises.queries.promises import OpenArrival, PromiseFacts, open_arrivals, promises_of_call
from steadyhand.business.promises.rules import BY_HAND, PromiseKind, PromiseState, early_share
from steadyhand.business.promises.speaking import spoken_again
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.dispatcher.promising import share_said
from steadyhand.shared.actor import Actor

STATE_KINDS = {
    PromiseState.OPEN: "waiting",
    PromiseState.AT_RISK: "risk",
    PromiseState.KEPT: "done",
    PromiseState.RENEGOTIATED: "moving",
    PromiseState.MISSED: "late",
    PromiseState.WITHDRAWN: "stopped",
}
WHAT = {
    PromiseKind.ARRIVAL: "Somebody is there",
    PromiseKind.PART: "The part is here",
    PromiseKind.FIX: "It works again",
    PromiseKind.OTHER: "Promised",
}
# More of its time left than this is padding rather than luck. Source: PRODUCT, kept (how early).
HALF = 0.5


@dataclass(frozen=True, slots=True)
class PromiseSaid:
    """One promise in words. `inside` is for the house alone."""

    id: UUID
    what: str
    when: str
    word: str
    kind: str
    given: str
    became: str
    since: tuple[str, ...]
    inside: tuple[str, ...]
    is_open: bool
    is_by_hand: bool
    instead: str


@dataclass(frozen=True, slots=True)
class Promised:
    """A call's promises. `too_late`: its visit is planned later than somebody was promised to be there."""

    lines: tuple[PromiseSaid, ...]
    too_late: str


def promised_on(by: Actor, call: CallFacts, saying: Saying) -> Promised:
    """Return a call's promises in words, newest first, and whether its visit is planned too late for one of them."""
    found = promises_of_call(by, call.id)
    said_by_id = {each.id: each.said for each in found}
    instead = {each.id: said_by_id.get(each.instead_of_id, "") if each.instead_of_id else "" for each in found}
    return Promised(
        lines=tuple(_said(each, instead[each.id], saying) for each in found), too_late=_too_late(call, found, saying)
    )


@dataclass(frozen=True, slots=True)
class ArrivalSaid:
    """When somebody is promised to be there: in words, and the moment."""

    said: str
    by_at: datetime

    def if_later(self, starts_at: datetime) -> str:
        """Return what to warn of where a visit is planned too late for it; nothing where it fits."""
        if starts_at <= self.by_at:
            return ""
        return f"They were promised {self.said}, and this is later: ring them and agree on another time, or move it."


def arrival_promised(by: Actor, call_id: UUID, saying: Saying) -> ArrivalSaid | None:
    """Return when somebody is promised to be there for a call. One query."""
    arrival = open_arrivals(by, [call_id]).get(call_id)
    return ArrivalSaid(_again(arrival, saying), arrival.by_at) if arrival else None


def with_promises(
    by: Actor, calls: HoldingLane, days: Sequence[TechnicianDay], saying: Saying
) -> tuple[HoldingLane, tuple[TechnicianDay, ...]]:
    """Return what the board shows with what was promised to be there by, on each card that it is for. One query."""
    open_calls = (*calls.to_plan, *calls.waiting)
    ids = {call.id for call in open_calls} | {visit.call_id for day in days for visit in day.visits}
    arrivals = open_arrivals(by, ids) if ids else {}
    if not arrivals:
        return calls, tuple(days)
    words = {call_id: _again(each, saying) for call_id, each in arrivals.items()}

    def on_call(call: OpenCall) -> OpenCall:
        return replace(call, promised=words[call.id]) if call.id in words else call

    def on_visit(visit: DayVisit) -> DayVisit:
        if visit.call_id not in words:
            return visit
        is_late = visit.planned_for > arrivals[visit.call_id].by_at
        return replace(visit, promised=words[visit.call_id], is_after_promise=is_late)

    lane = replace(calls, to_plan=tuple(map(on_call, calls.to_plan)), waiting=tuple(map(on_call, calls.waiting)))
    return lane, tuple(replace(day, visits=tuple(map(on_visit, day.visits))) for day in days)


def _too_late(call: CallFacts, found: tuple[PromiseFacts, ...], saying: Saying) -> str:
    visit = call.visit_to_change
    arrival = next((each for each in found if each.kind is PromiseKind.ARRIVAL and each.state.is_open), None)
    if visit is None or visit.planned_for is None or arrival is None or visit.planned_for <= arrival.by_at:
        return ""
    return f"Promised {when_promised(arrival, saying)}: the visit is planned for {saying.when(visit.planned_for)}."


def _again(promise: OpenArrival, saying: Saying) -> str:
    return spoken_again(
        promise.said, promise.by_at, now=saying.now, zone=saying.zone, clock=saying.clock, from_at=promise.from_at
    ).said


def when_promised(promise: PromiseFacts, saying: Saying) -> str:
    """Return a promised time in its own words, with its day by today's name."""
    again = spoken_again(
        promise.said,
        promise.by_at,
        now=saying.now,
        zone=saying.zone,
        clock=saying.clock,
        from_at=promise.from_at,
    )
    return again.said


def _said(promise: PromiseFacts, instead: str, saying: Saying) -> PromiseSaid:
    return PromiseSaid(
        id=promise.id,
        what=promise.about or promise.part or WHAT[promise.kind],
        when=when_promised(promise, saying),
        word=promise.state.label,
        kind=STATE_KINDS[promise.state],
        given=f"To {promise.to_whom} {promise.channel.label}, by {promise.given_by}, {saying.when(promise.given_at)}",
        became=_became(promise, saying),
        since=tuple(
            f"{each.by} {each.channel.label}, {saying.when(each.at)}: “{each.words}”" for each in promise.since
        ),
        inside=_inside(promise, saying),
        is_open=promise.state.is_open,
        is_by_hand=promise.kind in BY_HAND,
        instead=instead,
    )


def _became(promise: PromiseFacts, saying: Saying) -> str:
    if promise.happened_at is not None:
        early = early_share(promise.given_at, promise.by_at, promise.happened_at)
        how = ", with more than half of the time left" if early > HALF else ""
        return f"It was so {saying.when(promise.happened_at)}{how}."
    if promise.ended_at is None:
        return ""
    return f"Ended {saying.when(promise.ended_at)}. {promise.ended_because}".strip()


def _inside(promise: PromiseFacts, saying: Saying) -> tuple[str, ...]:
    lines = []
    if promise.odds_share is not None:
        now = f", now {share_said(promise.odds_now)}" if promise.odds_now is not None and promise.state.is_open else ""
        lines.append(f"Odds when given {share_said(promise.odds_share)}{now}.")
    if promise.expected_at is not None and not promise.is_norm:
        lines.append(f"We expected it {saying.when(promise.expected_at)}.")
    if promise.is_sooner:
        lines.append(f"Sooner than the odds allowed: {promise.sooner_because}")
    if promise.beyond_term_at is not None:
        lines.append(f"Beyond the contract's term ({saying.when(promise.beyond_term_at)}).")
    if promise.at_risk_because:
        lines.append(promise.at_risk_because)
    if promise.why:
        lines.append(promise.why)
    return tuple(lines)
