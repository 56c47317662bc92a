"""The phone rings: whoever calls, about whatever machine, their call is taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.calls.actions.open_call import CannotOpenCall, open_call
from steadyhand.business.calls.actions.try_by_phone import CannotTryByPhone, PhoneTry, try_by_phone
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.calls.settings import CHECK_BACK_DAYS
from steadyhand.business.conversations.actions.say import say
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Dismissed, Saying
from steadyhand.business.customers.queries.callers import contact_of
from steadyhand.business.dealership.branches import branch_of, branches_of
from steadyhand.business.dealership.calendars import CalendarUnusable, working_calendar
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.promises.actions.give_promise import CannotPromise, Given, give_promise
from steadyhand.business.promises.keeping import PromiseGiven
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.flows.visit.alert_on_call import Alerting, alert_on_call
from steadyhand.flows.visit.know_caller import CallerKnown, CallerNotThere, ResponseTerm, know_caller, response_term
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import BeyondHorizon, add_working_days


class CannotTakeCall(Exception):
    """The call can't be taken as it is; the message is for whoever has the caller on the phone."""


@dataclass(frozen=True, slots=True)
class CallTaken:
    """A call that is in the record. `trouble` says what nobody could work out, and why."""

    id: UUID
    number: str
    respond_by: datetime | None
    trouble: str = ""
    # Who was alerted because it is urgent and the branch is closed.
    alerted: str = ""
    # What the caller was promised, in words, and which managers know that it lies beyond the contract's term.
    promised: str = ""
    beyond_term: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalPromised:
    """A time that the caller was given; `offered_at` is when it was offered. Sooner than that needs a reason."""

    by_at: datetime
    offered_at: datetime
    from_at: datetime | None = None
    sooner_because: str = ""


@transaction.atomic
def take_call(
    *,
    by: Actor,
    problem: str,
    call_type: str = CallType.CORRECTIVE,
    urgency: str = Urgency.NORMAL,
    problem_code_id: UUID | None = None,
    customer_id: UUID | None = None,
    site_id: UUID | None = None,
    machine_id: UUID | None = None,
    contact_id: UUID | None = None,
    branch_id: UUID | None = None,
    caller_name: str = "",
    caller_phone: str = "",
    said_about_machine: str = "",
    purchase_order: str = "",
    tried: PhoneTry | None = None,
    dismissed: Sequence[Dismissed] = (),
    promise: ArrivalPromised | None = None,
    alerts: bool = True,
    now: datetime,
) -> CallTaken:
    """Keep a call with all that follows from who it is: branch, site, entitlement, and by when to be there.

    Nobody is refused: an unknown caller is taken with what they said, at `branch_id` or the actor's first branch;
    credit hold and ended contracts are for the screen to warn of. What was `tried` on the phone and helped closes
    the call as a phone fix, and somebody asks on the branch's next working day whether it has held. What the caller
    was promised is kept with it, and so is what the guard found in the words for them and was `dismissed`. An urgent
    call after hours alerts the person on call; without `alerts` nobody is, as in a past that is only made up.

    Raises:
        CannotTakeCall: what was chosen isn't there, too little is said to ever call back, or a phone fix doesn't say
            what was tried and told; or the time can't be promised.
    """
    try:
        known = _known(by, customer_id, site_id, machine_id, now)
        term = response_term(known, by=by, taken_at=now) if known else ResponseTerm(None)
        at_branch = known.customer.branch_id if known else _branch_for_unknown(by, branch_id)
        opened = open_call(
            by=by,
            branch_id=at_branch,
            problem=problem,
            call_type=call_type,
            urgency=urgency,
            problem_code_id=problem_code_id,
            customer_id=known.customer.id if known else None,
            site_id=known.site.id if known and known.site else None,
            machine_id=known.machine.id if known and known.machine else None,
            contact_id=_contact(by, known, contact_id),
            caller_name=caller_name,
            caller_phone=caller_phone,
            said_about_machine=said_about_machine,
            purchase_order=purchase_order or _purchase_order_on_file(known),
            respond_by=term.respond_by,
            now=now,
        )
        if tried is not None:
            check_on = _check_day(by, at_branch, now)
            try_by_phone(by=by, call_id=opened.id, version=1, tried=tried, check_on=check_on, now=now)
            _keep_told(by, opened.id, tried.told_customer, dismissed, now)
        given = _promise(by, opened.id, promise, is_closed=tried is not None and tried.was_fixed, now=now)
        alerting = _alert(by, opened.id, at_branch, urgency, now) if alerts else Alerting()
    except (CallerNotThere, CannotOpenCall, CannotTryByPhone, CannotPromise) as reason:
        raise CannotTakeCall(str(reason)) from reason
    trouble = " ".join(part for part in (term.trouble, alerting.trouble) if part)
    return CallTaken(
        id=opened.id,
        number=opened.number,
        respond_by=term.respond_by,
        trouble=trouble,
        alerted=alerting.name,
        promised=given.said if given else "",
        beyond_term=given.alerted if given else (),
    )


def _keep_told(by: Actor, call_id: UUID, words: str, dismissed: Sequence[Dismissed], now: datetime) -> None:
    if words.strip():
        said = Saying(
            direction=Direction.TO_THEM,
            channel=Channel.PHONE,
            words=words,
            call_id=call_id,
            dismissed=tuple(dismissed),
        )
        # Said aloud already: nothing waits, and what no record knows is asked for afterwards.
        say(by=by, saying=said, now=now)


def _promise(
    by: Actor, call_id: UUID, promise: ArrivalPromised | None, *, is_closed: bool, now: datetime
) -> PromiseGiven | None:
    if promise is None:
        return None
    if is_closed:
        raise CannotPromise("It works again, so nobody has to come: take the call without a time.")
    return give_promise(
        by=by,
        given=Given(
            kind=PromiseKind.ARRIVAL,
            by_at=promise.by_at,
            from_at=promise.from_at,
            channel=Channel.PHONE,
            call_id=call_id,
            sooner_because=promise.sooner_because,
            counted_from=promise.offered_at,
        ),
        now=now,
    )


def _alert(by: Actor, call_id: UUID, branch_id: UUID, urgency: str, now: datetime) -> Alerting:
    return alert_on_call(
        by=by, call_id=call_id, branch_id=branch_id, urgency=urgency, because="taken after hours", now=now
    )


def _known(
    by: Actor, customer_id: UUID | None, site_id: UUID | None, machine_id: UUID | None, now: datetime
) -> CallerKnown | None:
    if customer_id is None and site_id is None and machine_id is None:
        return None
    return know_caller(by=by, customer_id=customer_id, site_id=site_id, machine_id=machine_id, now=now)


def _contact(by: Actor, known: CallerKnown | None, contact_id: UUID | None) -> UUID | None:
    if known is None or contact_id is None:
        return None
    contact = contact_of(by, contact_id, customer_id=known.customer.id)
    if contact is None:
        raise CannotTakeCall(f"This contact isn't one of {known.customer.name}. Choose again, or write who calls.")
    return contact.id


def _purchase_order_on_file(known: CallerKnown | None) -> str:
    return known.contract.purchase_order if known and known.contract else ""


def _branch_for_unknown(by: Actor, branch_id: UUID | None) -> UUID:
    if branch_id is not None:
        branch = branch_of(by, branch_id)
        if branch is None:
            raise CannotTakeCall("You don't work for this branch. Choose one of yours.")
        return branch.id
    mine = branches_of(by)
    if not mine:
        raise CannotTakeCall("No open branch is yours, so the call would be nobody's. Ask your administrator for one.")
    return mine[0].id


def _check_day(by: Actor, branch_id: UUID, now: datetime) -> date:
    """Return the working day of the branch to check a phone fix; plain days where its calendar can't be counted by."""
    today = now.astimezone(ZoneInfo(the_dealership(by.tenant_id).zone)).date()
    days = value_of(by.tenant_id, CHECK_BACK_DAYS)
    branch = branch_of(by, branch_id)
    if branch is None:
        return today + timedelta(days=days)
    try:
        return add_working_days(working_calendar(by.tenant_id, branch.calendar_id, around=now), today, days)
    except (CalendarUnusable, BeyondHorizon):
        # Whoever asks a day early has asked; what is wrong with the calendar is said where terms are worked out.
        return today + timedelta(days=days)
