"""What was said between Lakeside and its customers in the last weeks, how it went, and what is to be passed on now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.under_way import open_visits
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.business.conversations.actions.answer_survey import answer_survey
from steadyhand.business.conversations.actions.hand_fact import Handing, hand_fact
from steadyhand.business.conversations.actions.look_at_sent import look_at_sent
from steadyhand.business.conversations.actions.mark_untrue import mark_untrue
from steadyhand.business.conversations.actions.say import say
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Saying
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.followups.actions.acknowledge import acknowledge
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.queries.about import owner_of
from steadyhand.business.insight.queries.satisfaction import answer_rows
from steadyhand.business.promises.rules import Channel
from steadyhand.commands.demo.told_words import (
    ANSWERS,
    BRUNO,
    DANA,
    NO_ANSWER,
    POOR_AND_CALLED,
    RUTH,
    TOLD,
    WALT,
    Answer,
    Told,
)
from steadyhand.flows.visit.customer_link import follow_customer_link, make_customer_link
from steadyhand.shared.actor import Actor, the_system
from steadyhand.simulator.landing.lately import CallOver, calls_over

WHO = "steadyhand demo"
CUSTOMER = "the customer, on their page"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEKS = timedelta(weeks=5)
# Longer ago than it takes a customer to answer, so that no answer lies ahead.
LATELY = timedelta(hours=4)
PART = "The imaging unit is expected here tomorrow morning, so it is at hand if the lines come back once more."
PART_SOURCE = "the supplier's confirmation by e-mail, this morning"
LOAN = "A loan printer comes along with this visit."
LOAN_SOURCE = "the list of loan machines, this morning"
NO_LOAN = "The loan printer still stands at another customer's; it isn't in my van."


@dataclass(frozen=True, slots=True)
class Talk:
    """Who takes part by name, whose call Bruno goes to next, and when now is."""

    actors: dict[str, Actor]
    clinic_id: UUID
    next_call_id: UUID
    now: datetime

    @property
    def tenant_id(self) -> UUID:
        return self.actors[DANA].tenant_id


def tell_words(talk: Talk) -> None:
    """Let five weeks of words be said and looked at, customers answer how it went, and colleagues hand facts over."""
    over = calls_over(talk.tenant_id, apart_from=talk.clinic_id, since=talk.now - WEEKS, until=talk.now - LATELY)
    _say(talk, over)
    _answer(talk, over)
    _hand_over(talk)
    look_at_sent(by=the_system(talk.tenant_id, WHO), now=talk.now)


def _say(talk: Talk, over: tuple[CallOver, ...]) -> None:
    free = _repairs(over)
    for number, told in enumerate(TOLD):
        at = talk.now - WEEKS + WEEKS * (number + 0.5) / len(TOLD)
        call = _nearest((each for each in free if _fits(talk, told, each)), at)
        if call is None:
            continue
        del free[call]
        # Whoever was there says it before they leave; the office says it on the phone, when the customer has called.
        was_there = told.who in ("", BRUNO)
        by = talk.actors[told.who] if told.who else actor_for(call.technician_user_id)
        saying = Saying(
            direction=Direction.TO_THEM,
            channel=Channel.IN_PERSON if was_there else Channel.PHONE,
            words=told.words,
            call_id=call.id,
            dismissed=(told.kept,) if told.kept else (),
        )
        say(by=by, saying=saying, now=call.ended_at if was_there else call.taken_at + 20 * MINUTE)


def _fits(talk: Talk, told: Told, call: CallOver) -> bool:
    return told.who != BRUNO or call.technician_user_id == talk.actors[BRUNO].user_id


def _answer(talk: Talk, over: tuple[CallOver, ...]) -> None:
    """Give customers their page, and let most of them say there how it went."""
    free = _repairs(over)
    for answer in ANSWERS:
        call = _nearest(free, talk.now - answer.days_ago * DAY)
        if call is None:
            continue
        del free[call]
        _answered(talk, call, answer)
    for days_ago in NO_ANSWER:
        call = _nearest(free, talk.now - days_ago * DAY)
        if call is not None:
            del free[call]
            make_customer_link(by=talk.actors[DANA], call_id=call.id, now=call.taken_at)


def _answered(talk: Talk, call: CallOver, answer: Answer) -> None:
    token = make_customer_link(by=talk.actors[DANA], call_id=call.id, now=call.taken_at)
    at = min(call.closed_at + answer.hours * HOUR, talk.now - 40 * MINUTE)
    seen = follow_customer_link(token, now=at)
    by = the_system(seen.tenant_id, CUSTOMER)
    answer_survey(by=by, call_id=seen.call_id, answered=answer.said, now=at)
    if answer is POOR_AND_CALLED:
        _called_back(talk.actors[RUTH], at, answer)


def _called_back(ruth: Actor, at: datetime, answer: Answer) -> None:
    """Let whoever has the follow-up, Ruth or the manager of the branch, ring them and put it right."""
    rows, _ = answer_rows(ruth, since=at - WEEKS, until=at, is_poor=True)
    followup_id = next(each.followup_id for each in rows if each.words == answer.said.words)
    if followup_id is None:
        raise LookupError(f"Nobody is to ring about the poor answer of {at}.")
    by = actor_for(owner_of(ruth.tenant_id, followup_id))
    acknowledge(by=by, followup_id=followup_id, now=at + HOUR)
    said = "Rang them: the second tray jams with thick paper. Showed them the setting for it while we spoke."
    record_contact(by=by, followup_id=followup_id, channel="phone", words=said, now=at + 2 * HOUR)
    why = "Rang again the next day: not one jam since. They were glad that somebody asked."
    end_followup(by=by, followup_id=followup_id, outcome="made_right", words=why, now=at + DAY)


def _hand_over(talk: Talk) -> None:
    """Let parts and the desk give Bruno something to pass on; one of it isn't so, and its giver doesn't know yet."""
    bruno, dana = talk.actors[BRUNO], talk.actors[DANA]
    if bruno.user_id is None:
        raise LookupError(f"{BRUNO} can't sign in, so nobody can hand him anything.")
    part = Handing(call_id=talk.next_call_id, technician_user_id=bruno.user_id, words=PART, source_words=PART_SOURCE)
    hand_fact(by=talk.actors[WALT], handing=part, now=talk.now - 40 * MINUTE)
    visits = open_visits(talk.tenant_id, call_ids=[talk.next_call_id], since=talk.now, until=talk.now + DAY)
    planned = [each for each in visits if each.state is VisitState.PLANNED and each.planned_for]
    # The last of his day: what isn't so can be put right before he is there.
    last = max(planned, key=lambda each: each.planned_for or talk.now)
    loan = Handing(call_id=last.call_id, technician_user_id=bruno.user_id, words=LOAN, source_words=LOAN_SOURCE)
    handed_id = hand_fact(by=dana, handing=loan, now=talk.now - 30 * MINUTE)
    mark_untrue(by=bruno, handed_id=handed_id, because=NO_LOAN, now=talk.now - 5 * MINUTE)


def _repairs(over: tuple[CallOver, ...]) -> dict[CallOver, None]:
    """Return the calls that the words fit, in their order; whoever takes one takes it out."""
    return {call: None for call in over if call.call_type is CallType.CORRECTIVE}


def _nearest(calls: Iterable[CallOver], at: datetime) -> CallOver | None:
    return min(calls, key=lambda call: abs(call.ended_at - at), default=None)
