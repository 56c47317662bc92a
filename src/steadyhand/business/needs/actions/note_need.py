"""Somebody noticed what a customer would be better off having solved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.queries.hours import branch_of_customer, is_site_of
from steadyhand.business.dealership.present import today_at
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.hand_in_files import Handed, hand_in_files
from steadyhand.business.followups.actions.listen import listen
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.actions.pause import pause
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.machines.queries import is_machine_of
from steadyhand.business.needs.kinds import NEED, NEED_TODAY
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.queries.said import noes_of, raised_since
from steadyhand.business.needs.routing import Routed, route
from steadyhand.business.needs.rules import Leave, Sort, Source, left_in_peace_until, may_be_raised
from steadyhand.business.needs.settings import MOST_AT_ONCE, REST_AFTER_NO_DAYS
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id

A_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen, where, and with whose leave; what is left empty has a sensible answer of its own."""

    customer_id: UUID
    sort: Sort
    leave: Leave
    words: str = ""
    site_id: UUID | None = None
    machine_id: UUID | None = None
    contact_id: UUID | None = None
    visit_id: UUID | None = None
    best_time: str = ""
    if_nothing: str = ""
    by_on: date | None = None
    # Where the customer asked for it, if they did.
    source: Source = Source.SEEN
    source_call_id: UUID | None = None
    source_message_id: UUID | None = None
    source_words: str = ""


class CannotNote(Exception):
    """The need can't be passed on like this; the message says why and what to do."""


@transaction.atomic
def note_need(*, by: Actor, seen: Seen, files: Sequence[Handed] = (), owner: UUID | None = None, now: datetime) -> UUID:
    """Keep a need, open its follow-up with whoever answers it, and return its id. Whoever noticed it listens.

    `owner` is who answers it if that isn't left to the rules.

    Raises:
        CannotHandIn: one of the files can't go along.
        CannotNote: no such customer, machine or site of theirs, or a no to the same that is still respected.
    """
    if by.user_id is None:
        raise CannotNote("Only a person can have noticed something: sign in first.")
    customer = branch_of_customer(by, seen.customer_id)
    if customer is None:
        raise CannotNote("This customer isn't one of your branches' customers; look them up anew.")
    _check_place(by, seen)
    today = today_at(by.tenant_id, now)
    values = values_of(by.tenant_id, (REST_AFTER_NO_DAYS, MOST_AT_ONCE))
    noes = noes_of(by.tenant_id, seen.customer_id)
    until = left_in_peace_until(noes, seen.sort, seen.leave, rest_days=values[REST_AFTER_NO_DAYS])
    if until is not None and today < until:
        raise CannotNote(
            f"{customer.name} said no to this. Leave them in peace until {until.day} {until:%B %Y}, unless they ask "
            "for it themselves: then choose “They asked for it”."
        )
    recent = raised_since(by.tenant_id, seen.customer_id, since=now - A_MONTH)
    need_id = new_id()
    there = {"branch_id": customer.branch_id, "customer_id": seen.customer_id}
    routed = Routed(owner) if owner else route(by.tenant_id, sort=seen.sort, **there)
    subject = Subject(
        branch_id=customer.branch_id,
        title=f"{seen.sort.label} · {customer.name}",
        customer_id=seen.customer_id,
        site_id=seen.site_id,
        about_kind="needs.need",
        about_id=need_id,
    )
    followup_id = open_followup(
        by=by,
        kind=NEED_TODAY.name if seen.sort.is_same_day else NEED.name,
        subject=subject,
        words=seen.words or seen.sort.label,
        owner=routed.user_id,
        role=routed.role,
        now=now,
    )
    need = Need.objects.create(
        id=need_id,
        tenant_id=by.tenant_id,
        followup_id=followup_id,
        customer_id=seen.customer_id,
        site_id=seen.site_id,
        machine_id=seen.machine_id,
        contact_id=seen.contact_id,
        visit_id=seen.visit_id,
        sort=seen.sort,
        words=seen.words,
        leave=seen.leave,
        best_time=seen.best_time,
        if_nothing=seen.if_nothing or seen.sort.if_nothing,
        by_on=seen.by_on or today + timedelta(days=seen.sort.within_days),
        noticed_by_id=by.user_id,
        noticed_at=now,
        source=seen.source,
        source_call_id=seen.source_call_id,
        source_message_id=seen.source_message_id,
        source_words=seen.source_words,
    )
    if not may_be_raised(recent, seen.leave, seen.sort, most=values[MOST_AT_ONCE]):
        words = f"{customer.name} has heard of {recent} things from us in thirty days; this one waits its turn."
        pause(by=by, followup_id=followup_id, words=words, until=now + A_MONTH, now=now)
    hand_in_files(by=by, followup_id=followup_id, files=files, now=now)
    record_change(need, by=by, at=now, verb="need noticed", became={"sort": seen.sort, "leave": seen.leave})
    return need_id


def _check_place(by: Actor, seen: Seen) -> None:
    """Refuse a machine or site that isn't this customer's: ids come from an address that anybody can write."""
    if seen.machine_id is not None and not is_machine_of(by, seen.machine_id, seen.customer_id):
        raise CannotNote("That machine isn't this customer's: open the page from the visit or the customer anew.")
    if seen.site_id is not None and not is_site_of(by, seen.site_id, seen.customer_id):
        raise CannotNote("That site isn't this customer's: open the page from the visit or the customer anew.")


@transaction.atomic
def notice_as_well(*, by: Actor, need_id: UUID, words: str, now: datetime) -> UUID:
    """Add somebody who noticed the same to those who hear of it, with their words; return the follow-up's id.

    Raises:
        CannotNote: there is no such need of theirs.
    """
    need = Need.objects.visible_to(by).filter(id=need_id).first()
    if need is None or by.user_id is None:
        raise CannotNote("That need isn't there any more: pass it on as a new one.")
    listen(by=by, followup_id=need.followup_id, listener=by.user_id, now=now)
    if words.strip():
        add_note(by=by, followup_id=need.followup_id, words=words, now=now)
    return need.followup_id
