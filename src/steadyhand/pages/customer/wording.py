"""Where does a customer's call stand, in words for the customer? True, plain, and no more than is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from steadyhand.business.calls.queries.customers_view import CallSeen, VisitSeen
from steadyhand.business.calls.rules import CallState, CallType, VisitState, WaitingFor
from steadyhand.business.promises.queries.customers_word import PromiseSeen
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.customer.promising import promises_said

PREPARE = {
    CallType.CORRECTIVE: (
        "Leave the machine switched on, and keep a page that shows the problem.",
        "If the way to it is locked, please tell the front desk that we are coming.",
    ),
    CallType.PREVENTIVE: ("You can work as usual; for about half an hour the machine will rest.",),
    CallType.INSTALL: ("Keep the place for the machine clear, with a power and a network socket free.",),
    CallType.PICKUP_MOVE: ("Keep the way to the machine clear, and take your pages out of its trays.",),
    CallType.NETWORK: ("Have somebody at hand who may sign in to the computers or the network it is about.",),
    CallType.TRAINING: ("Gather whoever wants to learn it, and the pages you usually print, copy or scan.",),
}

WAITING = {
    WaitingFor.PARTS: "We have been there, and it needs a part.",
    WaitingFor.IT: "We have been there, and our IT team goes on with it.",
    WaitingFor.HANDS: "We have been there, and it takes two of us.",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way."""

    said: str
    is_done: bool = False
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What one visit did."""

    when: str
    who: str
    told: str
    fixed: str


@dataclass(frozen=True, slots=True)
class CallSaid:
    """Everything the page says about a call."""

    headline: str
    detail: str
    stages: tuple[Stage, ...]
    prepare: tuple[str, ...]
    done: tuple[Done, ...]
    next_step: str
    has_planned_time: bool
    promised: tuple[str, ...]


def call_said(call: CallSeen, promises: Sequence[PromiseSeen], saying: Saying, *, overdue_after: timedelta) -> CallSaid:
    to_come = _to_come(call)
    over = [visit for visit in call.visits if _happened(visit)]
    # What was to come next is old news once the next visit is planned, and untrue once nobody comes any more.
    next_step = over[-1].next_step if over and to_come is None and call.state is not CallState.CANCELLED else ""
    headline, detail = _headline(call, to_come, saying, overdue_after)
    promised = promises_said(promises, saying, who=to_come.who if to_come else "")
    if promised.headline and _speaks_of_promise(call, to_come):
        # What we gave our word for, and no plan beside it that says something else.
        headline, detail = promised.headline, promised.detail or _not_yet(headline, detail, to_come)
    is_coming = to_come is not None and to_come.state in (VisitState.PLANNED, VisitState.ON_THE_WAY)
    return CallSaid(
        headline=headline,
        detail=detail,
        stages=_stages(call, to_come),
        prepare=PREPARE.get(call.call_type, ()) if is_coming else (),
        done=tuple(_done(visit, saying) for visit in reversed(over) if visit.told or visit.fixed),
        next_step=next_step,
        has_planned_time=to_come is not None and to_come.planned_for is not None and is_coming,
        promised=promised.sentences,
    )


def _speaks_of_promise(call: CallSeen, visit: VisitSeen | None) -> bool:
    """Tell whether a promise to be there says more than where the visit stands: until somebody has set out."""
    return call.state.is_open and (visit is None or visit.state is VisitState.PLANNED)


def _not_yet(headline: str, detail: str, visit: VisitSeen | None) -> str:
    """Return what comes after an apology: what is planned now, or a way to reach us."""
    return f"{headline} {detail}" if visit is not None else "Please call us, or ask us to call you."


def _happened(visit: VisitSeen) -> bool:
    """Tell whether somebody was there: a visit that the desk cancelled never happened."""
    return visit.state.is_over and (visit.state is not VisitState.CANCELLED or visit.finished_at is not None)


def _to_come(call: CallSeen) -> VisitSeen | None:
    """Return the visit that is planned or under way, unless the call is over."""
    if not call.state.is_open:
        return None
    return next((visit for visit in reversed(call.visits) if not visit.state.is_over), None)


def _headline(call: CallSeen, visit: VisitSeen | None, saying: Saying, overdue_after: timedelta) -> tuple[str, str]:
    if call.state is CallState.CANCELLED:
        return "This call has been cancelled.", "If you still need us, please call."
    if call.state is CallState.CLOSED:
        return f"{_done_when(call.closed_at, saying)}.", "If it comes back, call us or ask us to call you."
    if visit is not None:
        return _coming(visit, saying, overdue_after)
    if call.state is CallState.WAITING and call.waiting_for is not None:
        return WAITING[call.waiting_for], "As soon as the next visit is planned, its day stands here."
    return "We have your call.", "As soon as a visit is planned, its day stands here."


def _coming(visit: VisitSeen, saying: Saying, overdue_after: timedelta) -> tuple[str, str]:
    who = visit.who or "Our technician"
    if visit.state is VisitState.ON_SITE:
        since = f"Since {saying.hour(visit.arrived_at)}." if _is_today(visit.arrived_at, saying) else ""
        return f"{who} is with you.", since
    if visit.state is VisitState.ON_THE_WAY:
        since = f"Set out at {saying.hour(visit.on_the_way_at)}." if _is_today(visit.on_the_way_at, saying) else ""
        return f"{who} is on the way to you.", since
    if visit.planned_for is None:
        return "A visit is being planned.", "As soon as its day is known, it stands here."
    when = f"{_day(visit.planned_for, saying)} {saying.part_of_day(visit.planned_for)}"
    if saying.now > visit.planned_for + overdue_after:
        return f"We planned to come {when}, and we have not been there yet.", "Please call us, or ask us to call you."
    return f"{who} plans to come {when}.", "That is our plan and not yet a promise: if it changes, it changes here."


def _stages(call: CallSeen, visit: VisitSeen | None) -> tuple[Stage, ...]:
    if not call.state.is_open:
        return ()
    waiting = {
        WaitingFor.PARTS: "Waiting for a part",
        WaitingFor.IT: "With our IT team",
        WaitingFor.HANDS: "Waiting for a second technician",
    }
    names = ["We have your call", "A visit is planned", "On the way to you", "With you", "Done"]
    if call.waiting_for is not None:
        names[1:1] = [waiting[call.waiting_for]]
        current = 1
    else:
        order = {VisitState.PLANNED: 1, VisitState.ON_THE_WAY: 2, VisitState.ON_SITE: 3}
        current = order[visit.state] if visit else 0
    return tuple(Stage(name, is_done=place < current, is_current=place == current) for place, name in enumerate(names))


def _done(visit: VisitSeen, saying: Saying) -> Done:
    when = saying.day(saying.on(visit.finished_at)) if visit.finished_at else ""
    # The technician's words may begin with the code's own: nobody reads the same sentence twice.
    fixed = "" if visit.fixed.strip().rstrip(".") in visit.told else visit.fixed
    return Done(when=when[:1].upper() + when[1:], who=visit.who, told=visit.told, fixed=fixed)


def _done_when(at: datetime | None, saying: Saying) -> str:
    return f"Done {_day(at, saying)}" if at is not None else "Done"


def _day(at: datetime, saying: Saying) -> str:
    """Return `today`, `tomorrow`, `on Thursday 12 March`."""
    said = saying.day(saying.on(at))
    return said if said in ("today", "tomorrow", "yesterday") else f"on {said}"


def _is_today(at: datetime | None, saying: Saying) -> bool:
    return at is not None and saying.on(at) == saying.today
