"""What technicians at Lakeside noticed, and what else somebody waits for: each with a part of its story lived."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.customers.queries.called import Called, customers_called
from steadyhand.business.customers.queries.hours import branch_of_customer
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups import timers
from steadyhand.business.followups.actions.acknowledge import acknowledge
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.actions.promise_step import promise_step
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.alarms import climb
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.needs.actions.note_need import Seen, note_need
from steadyhand.business.needs.actions.set_routing import Rule, add_rule
from steadyhand.business.needs.queries.noticed import need_called
from steadyhand.business.needs.rules import Leave, Sort
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id
from steadyhand.shared.queue.kinds import Work

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# As many as the stories need, and the clinic.
CUSTOMERS = 7


@dataclass(frozen=True, slots=True)
class House:
    """Who takes part: the known people, and the clinic whose copier has a story."""

    dana: Actor
    bruno: Actor
    colleague: Actor
    ruth: Actor
    elena: Actor
    clinic_id: UUID
    now: datetime


def tell_open_loops(house: House) -> None:
    """Let needs be noticed in the last days: answered, under way, waiting, overdue; and give parts and desk theirs."""
    add_rule(by=house.ruth, rule=Rule(sort=Sort.NETWORK, role=Role.IT_SPECIALIST), now=house.now - 20 * DAY)
    # Without a rule, whoever of sales has least to do would answer; here the story is Elena's.
    add_rule(by=house.ruth, rule=Rule(user_id=house.elena.user_id), now=house.now - 20 * DAY)
    # Each notices at customers of their own branch.
    bruno_s, colleague_s = (
        [each for each in customers_called(by, "", most=CUSTOMERS) if each.id != house.clinic_id]
        for by in (house.bruno, house.colleague)
    )
    _solved(house, bruno_s[0])
    _under_way(house)
    _overdue(house, colleague_s[1])
    _new_ones(house, bruno_s[2:], colleague_s[3])
    _at_the_desk(house, bruno_s, colleague_s[1])


def _noticed(by: Actor, customer_id: UUID, sort: Sort, leave: Leave, words: str, *, at: datetime) -> UUID:
    """Return the follow-up of a need that was noticed then."""
    seen = Seen(customer_id=customer_id, sort=sort, leave=leave, words=words)
    need = need_called(by, note_need(by=by, seen=seen, now=at))
    if need is None:
        raise LookupError(f"The need noticed at {at} is not there.")
    return need.line.id


def _solved(house: House, customer: Called) -> None:
    at = house.now - 5 * DAY
    words = "Cupboard full of toner for the machine that went in spring, none for this one."
    it = _noticed(house.bruno, customer.id, Sort.SUPPLIES, Leave.AGREED, words, at=at)
    acknowledge(by=house.elena, followup_id=it, now=at + HOUR)
    said = "Rang the office: the right toner comes by itself from now on, and we collect the old."
    record_contact(by=house.elena, followup_id=it, channel="phone", words=said, now=at + 2 * HOUR)
    why = "Toner comes by itself now. They laughed about the cupboard: thank you for looking inside."
    end_followup(by=house.elena, followup_id=it, outcome="solved", words=why, now=house.now - 20 * MINUTE)


def _under_way(house: House) -> None:
    at = house.now - 2 * DAY
    words = "They print, sign and scan every consent form again. Grace asked whether that can be easier."
    it = _noticed(house.bruno, house.clinic_id, Sort.SLOW_WORK, Leave.ASKED, words, at=at)
    said = "Spoke to Grace: two people lose half an hour a day over it. She'd like to see how others do it."
    record_contact(by=house.elena, followup_id=it, channel="phone", words=said, now=at + 3 * HOUR)
    step = "Show Grace how the practice next door signs on the screen"
    promise_step(by=house.elena, followup_id=it, words=step, due_at=house.now + DAY, now=at + 4 * HOUR)


def _overdue(house: House, customer: Called) -> None:
    """Nobody has called them, and the ladder has been climbed meanwhile."""
    at = house.now - 2 * DAY
    words = "Third time I'm in it this year. They ask whether it is worth repairing again."
    it = _noticed(house.colleague, customer.id, Sort.AGING, Leave.ASKED, words, at=at)
    for hours in range(1, 48):
        when = at + hours * HOUR
        args = {"followup": it.hex}
        climb(Work(new_id(), house.dana.tenant_id, timers.CLIMB, args, when, 1, timers.timer_key(it)), when)


def _new_ones(house: House, others: list[Called], colleague_s: Called) -> None:
    _noticed(
        house.bruno,
        others[0].id,
        Sort.NETWORK,
        Leave.PASSED,
        "Confidential pages in the tray again; anybody on the guest network can print.",
        at=house.now - 70 * MINUTE,
    )
    _noticed(
        house.colleague,
        colleague_s.id,
        Sort.TRAINING,
        Leave.AGREED,
        "Nobody knows how to scan to a folder since the last office manager left.",
        at=house.now - 25 * MINUTE,
    )
    _noticed(
        house.bruno,
        others[1].id,
        Sort.SAFETY,
        Leave.PASSED,
        "The cable of the finisher is worn to the copper. I have unplugged it and told them why.",
        at=house.now - 12 * MINUTE,
    )


def _at_the_desk(house: House, others: list[Called], colleague_s: Called) -> None:
    for by, kind, customer, title, words, minutes in (
        (
            house.bruno,
            "part_request",
            others[0],
            "Fuser unit for the second-floor copier",
            "It won't last the month.",
            95,
        ),
        (house.colleague, "toner_request", colleague_s, "Black toner", "They are on their last one.", 40),
        (house.bruno, "good_news", others[2], "The part came a day early", "We could be there tomorrow morning.", 30),
    ):
        at = house.now - minutes * MINUTE
        found = branch_of_customer(house.dana, customer.id)
        if found is not None:
            subject = Subject(branch_id=found.branch_id, title=f"{title} · {customer.name}", customer_id=customer.id)
            open_followup(by=by, kind=kind, subject=subject, words=words, now=at)
