"""A call has come to a moment: its customer hears of it in a way they agreed to, later, or on their page only."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.customers_view import first_name
from steadyhand.business.calls.queries.moments import CallToTell
from steadyhand.business.conversations.actions.keep_moment import keep_moment
from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.moments.deciding import Decided, Goes, Occasion, Way, decide
from steadyhand.business.conversations.moments.moment import Moment, MomentState
from steadyhand.business.conversations.moments.policy import policy_of, quiet_of
from steadyhand.business.conversations.moments.templates import (
    CannotFill,
    Filled,
    Slots,
    Template,
    filled_mail,
    filled_text,
    template_for,
)
from steadyhand.business.conversations.queries.moment_words import own_templates
from steadyhand.business.conversations.queries.moments import is_held, moments_told
from steadyhand.business.conversations.rules import CannotSay, Direction, FactKind, Source
from steadyhand.business.conversations.saying import FactSaid, RestsOn, Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.customers.queries.whom_to_write import ToWrite, whom_to_write
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.settings.values import Values
from steadyhand.business.promises.hours import hours_of
from steadyhand.business.promises.queries.customers_word import PromiseSeen
from steadyhand.business.promises.rules import Channel
from steadyhand.business.promises.slots import Hours
from steadyhand.business.promises.speaking import spoken_again
from steadyhand.flows.word.noticing_moments import Happened, arrival_promised, visit_ahead
from steadyhand.flows.word.opt_out import keep_opt_out_link
from steadyhand.shared.actor import Actor
from steadyhand.shared.words import phone_shown

CHANNELS = {"sms": Channel.TEXT, "email": Channel.EMAIL}
# Behind these their time stands in the words.
WITH_TIME = (Moment.PLANNED, Moment.PART_HERE)
# What is read later than that is no news.
WORTH = timedelta(hours=12)
PAGE_NAME = "customer-call"
# By call, the id of the link to its page that goes with the words; None: none does.
LinkFor = Callable[[UUID], UUID | None]


@dataclass(frozen=True, slots=True)
class Case:
    """A call, what was promised on it, and what the dealership has set."""

    call: CallToTell
    promises: tuple[PromiseSeen, ...]
    values: Values
    link_for: LinkFor


@transaction.atomic
def tell_customer(*, by: Actor, case: Case, happened: Happened, now: datetime) -> MomentState | None:
    """Decide on a moment, send its words where they go now, and keep both; None where it was decided before."""
    call, hours = case.call, hours_of(by.tenant_id, case.call.branch_id, case.call.site_calendar_id, around=now)
    whom = whom_to_write(by.tenant_id, call.contact_id) if call.contact_id else None
    occasion = Occasion(
        moment=happened.moment,
        to_whom=whom.name if whom else "",
        has_contact=whom is not None,
        ways=tuple(Way(*way) for way in whom.ways) if whom else (),
        trouble=whom.trouble if whom else "",
        told=moments_told(by.tenant_id, call.id),
        visit_at=visit_ahead(call, case.promises, now),
    )
    quiet = quiet_of(case.values, zone=hours.zone, rests_on=hours.calendar.closed_on)
    decided = decide(occasion, policy_of(case.values), quiet, now=now)
    statement_id = None
    if decided.goes is Goes.NOW and decided.way and whom:
        try:
            statement_id = _say(by, case, happened, occasion, whom, decided.way, hours, now)
        except (CannotFill, CannotSay) as reason:
            decided = Decided(Goes.PAGE, str(reason), needs_a_call=happened.moment.is_urgent)
    kept = keep_moment(
        by=by,
        call_id=call.id,
        key=happened.key,
        moment=happened.moment,
        happened_at=happened.at,
        decided=decided,
        visit_id=happened.visit.id if happened.visit else None,
        statement_id=statement_id,
        now=now,
    )
    if not kept:
        # Somebody else told them a moment ago: what was said here is not said.
        transaction.set_rollback(True)
        return None
    return {Goes.NOW: MomentState.TOLD, Goes.LATER: MomentState.WAITING, Goes.PAGE: MomentState.PAGE}[decided.goes]


def _say(
    by: Actor,
    case: Case,
    happened: Happened,
    occasion: Occasion,
    whom: ToWrite,
    way: Way,
    hours: Hours,
    now: datetime,
) -> UUID:
    link_id = case.link_for(case.call.id)
    promise = happened.promise if happened.moment is Moment.PLANNED else arrival_promised(case.promises, now)
    slots = replace(_slots(by, case, happened, whom, promise, hours, now), has_page=link_id is not None)
    template = template_for(happened.moment, whom.language, own=own_templates(by.tenant_id))
    filled = _words(template, way, slots, is_first=not occasion.told)
    if way.channel == "email":
        keep_opt_out_link(by=by, contact_id=whom.id, now=now)
    said = keep_statement(
        by=by,
        saying=Saying(
            direction=Direction.TO_THEM,
            channel=CHANNELS[way.channel],
            words=filled.words,
            subject=filled.subject,
            moment=happened.moment.value,
            with_whom=whom.name,
            language=template.language,
            call_id=case.call.id,
            visit_id=happened.visit.id if happened.visit else None,
            promise_id=promise.id if promise and slots.when else None,
            contact_id=whom.id,
            address=way.address,
            rests_on=_rests_on(case, promise, slots),
            facts=_facts(filled, promise, slots),
        ),
        sending=Sending(until=now + WORTH, link=(PAGE_NAME, link_id) if link_id else None),
        now=now,
    )
    return said.id


def _words(template: Template, way: Way, slots: Slots, *, is_first: bool) -> Filled:
    if way.channel == "email":
        return filled_mail(template, slots)
    return filled_text(template, slots, says_stop=is_first)


def _slots(
    by: Actor,
    case: Case,
    happened: Happened,
    whom: ToWrite,
    promise: PromiseSeen | None,
    hours: Hours,
    now: datetime,
) -> Slots:
    firm, call, visit = the_dealership(by.tenant_id), case.call, happened.visit
    phone = call.branch_phone or firm.phone
    # Words that wait for a manager are said by no other way either.
    may_say = visit is not None and not is_held(by.tenant_id, visit.id)
    return Slots(
        firm=firm.name,
        phone=phone_shown(phone, firm.country) if phone else "",
        to_whom=first_name(whom.name),
        number=call.number,
        machine=call.machine,
        who=visit.who if visit else "",
        when=_when(promise, hours, now) if happened.moment in WITH_TIME else "",
        told=visit.told if visit and may_say else "",
        next=visit.next_step if visit and may_say else "",
    )


def _when(promise: PromiseSeen | None, hours: Hours, now: datetime) -> str:
    if promise is None:
        return ""
    said = spoken_again(
        promise.said, promise.by_at, now=now, zone=hours.zone, clock=hours.clock, from_at=promise.from_at
    )
    return said.in_a_sentence


def _rests_on(case: Case, promise: PromiseSeen | None, slots: Slots) -> tuple[RestsOn, ...]:
    call = RestsOn("calls.call", case.call.id, f"Call {case.call.number}")
    if promise is None or not slots.when:
        return (call,)
    return (call, RestsOn("promises.promise", promise.id, f"Promise: {promise.said}"))


def _facts(filled: Filled, promise: PromiseSeen | None, slots: Slots) -> tuple[FactSaid, ...]:
    """Return the time in the words: when its promise moves, a correction is owed."""
    start = filled.words.find(slots.when) if slots.when else -1
    if promise is None or start < 0:
        return ()
    value = {"until_at": promise.by_at.isoformat()}
    if promise.from_at:
        value["from_at"] = promise.from_at.isoformat()
    return (
        FactSaid(
            kind=FactKind.TIME,
            words=slots.when,
            start=start,
            end=start + len(slots.when),
            value=value,
            source=Source.PROMISE,
            source_id=promise.id,
            source_words=f"Promise: {promise.said}",
        ),
    )
