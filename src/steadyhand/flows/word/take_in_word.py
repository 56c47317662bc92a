"""A customer has written to us, by e-mail or text: it is kept where it belongs, and somebody answers it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.moments import open_call_with
from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.kinds import CUSTOMER_WROTE
from steadyhand.business.conversations.queries.threads import (
    Spoken,
    statement_answered,
    statement_received,
    statement_spoken,
)
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Saying
from steadyhand.business.customers.queries.by_address import Person
from steadyhand.business.dealership.present import working_here
from steadyhand.business.dealership.queries import first_branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor

ABOUT_A_CALL = "calls.call"
ABOUT_A_STATEMENT = "conversations.statement"
NOTHING = "(no words)"
MOST_WORDS = 4_000


class NobodyToHear(Exception):
    """There is no branch at all that it could be for; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What has arrived. `answers`: the statement that its address names; `refs`: the Message-IDs that it names.

    `ref` is its own name, under which a second copy is known; `people`: whoever at a customer has this address.
    """

    channel: Channel
    address: str
    name: str = ""
    subject: str = ""
    words: str
    ref: str
    answers: UUID | None = None
    refs: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    # The names of what hung on it.
    not_taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What has become of it. `call_id` is the call that it is about, as far as anybody can tell."""

    statement_id: UUID
    call_id: UUID | None = None
    followup_id: UUID | None = None
    # The same message had arrived before: nothing has been done.
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    branch_id: UUID
    customer_id: UUID | None
    site_id: UUID | None
    contact_id: UUID | None
    call_id: UUID | None
    visit_id: UUID | None
    who: str
    doubt: str = ""


@transaction.atomic
def take_in_word(*, by: Actor, heard: Heard, needs_answer: bool = True, now: datetime) -> TakenIn:
    """Keep what a customer wrote, on the call and with the person that it belongs to, and let somebody answer it.

    A second message about a call whose first nobody has answered joins that. Whoever wrote is only who they say they
    are: nothing but this record changes.

    Raises:
        NobodyToHear: the dealership has no branch.
    """
    known = statement_received(by.tenant_id, heard.ref)
    if known is not None:
        return TakenIn(known, is_copy=True)
    answered = _answered(by, heard)
    place = _place(by, heard, answered)
    kept = keep_statement(
        by=by,
        saying=Saying(
            direction=Direction.FROM_THEM,
            channel=heard.channel,
            words=heard.words.strip() or NOTHING,
            subject=heard.subject,
            with_whom=place.who,
            call_id=place.call_id,
            visit_id=place.visit_id,
            customer_id=place.customer_id,
            site_id=place.site_id,
            contact_id=place.contact_id,
            branch_id=place.branch_id,
            address=heard.address,
            mail_ref=heard.ref,
            reply_to=answered.id if answered else None,
        ),
        now=now,
    )
    followup_id = _let_answer(by, heard, place, kept.id, now) if needs_answer else None
    return TakenIn(kept.id, place.call_id, followup_id)


def hears_first(tenant_id: UUID, branch_id: UUID, *, now: datetime) -> Collection[UUID]:
    """Return who hears what becomes of something that the program itself opened: the first dispatcher, or a lead."""
    for roles in ((Role.DISPATCHER,), LADDER):
        people = working_here(tenant_id, branch_id=branch_id, roles=roles, at=now)
        if people:
            return [people[0].id]
    return []


def _answered(by: Actor, heard: Heard) -> Spoken | None:
    named = statement_spoken(by.tenant_id, heard.answers) if heard.answers else None
    return named or statement_answered(by.tenant_id, heard.refs)


def _place(by: Actor, heard: Heard, answered: Spoken | None) -> _Place:
    if answered is not None:
        is_same = not answered.address or heard.address.casefold() == answered.address.casefold()
        return _Place(
            answered.branch_id,
            answered.customer_id,
            answered.site_id,
            answered.contact_id if is_same else None,
            answered.call_id,
            answered.visit_id,
            (answered.with_whom if is_same else heard.name) or heard.address,
            "" if is_same else f"It came from {heard.address}; we had written to {answered.address}.",
        )
    customers = {each.customer_id for each in heard.people}
    if len(customers) == 1:
        person, *others = heard.people
        call_id = open_call_with(
            by.tenant_id, contact_ids=[each.id for each in heard.people], customer_id=person.customer_id
        )
        contact_id = None if others else person.id
        who = person.name if not others else heard.name or person.customer
        return _Place(person.branch_id, person.customer_id, None, contact_id, call_id, None, who)
    branch_id = first_branch(by.tenant_id)
    if branch_id is None:
        raise NobodyToHear("There is no branch yet to hear it: set one up under Branches first.")
    doubt = (
        "Several customers have this address: " + ", ".join(sorted({each.customer for each in heard.people})) + "."
        if customers
        else "No customer has this address."
    )
    return _Place(branch_id, None, None, None, None, None, heard.name or heard.address, doubt)


def _let_answer(by: Actor, heard: Heard, place: _Place, statement_id: UUID, now: datetime) -> UUID:
    words = _told(heard, place)
    if place.call_id is not None:
        for each in followups_about(by.tenant_id, ABOUT_A_CALL, place.call_id):
            if each.kind == CUSTOMER_WROTE.name and each.is_open:
                add_note(by=by, followup_id=each.id, words=words, now=now)
                return each.id
    how = "texted" if heard.channel is Channel.TEXT else "wrote"
    about = f": {heard.subject}" if heard.subject else ""
    return open_followup(
        by=by,
        kind=CUSTOMER_WROTE.name,
        subject=Subject(
            branch_id=place.branch_id,
            title=f"{place.who} {how}{about}"[:200],
            customer_id=place.customer_id,
            site_id=place.site_id,
            about_kind=ABOUT_A_CALL if place.call_id else ABOUT_A_STATEMENT,
            about_id=place.call_id or statement_id,
        ),
        words=words,
        listeners=hears_first(by.tenant_id, place.branch_id, now=now),
        now=now,
    )


def _told(heard: Heard, place: _Place) -> str:
    """Return what whoever answers reads: the words first, then what is known about them."""
    lines = [heard.words.strip()[:MOST_WORDS] or NOTHING, f"From {heard.address}."]
    if place.doubt:
        lines.append(place.doubt)
    if heard.not_taken:
        lines.append(f"What hung on it was not taken: {', '.join(heard.not_taken)[:300]}. It lies in the mailbox.")
    return "\n".join(lines)
