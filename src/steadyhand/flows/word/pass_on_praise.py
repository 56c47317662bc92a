"""A customer praised somebody: whoever it was reads it the same day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.calls.queries.calls_list import last_visits_at
from steadyhand.business.conversations.kinds import PRAISE
from steadyhand.business.customers.queries.hours import branch_of_customer
from steadyhand.business.dealership.present import person_here, today_at
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.inbox import Line, open_ones_of
from steadyhand.business.followups.queries.story import opening_words
from steadyhand.business.followups.telling import address_of
from steadyhand.business.people.queries import listed_technicians
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.outbox.queueing import Words, queue_message

# Nobody is woken to be praised; what comes later stands on their page and in the morning's digest.
FROM, UNTIL = time(7), time(20)
ALSO_WORTH = timedelta(hours=4)


class CannotPassOn(Exception):
    """It can't reach anybody like this; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Praised:
    """A technician who can be told. `was_there_last`: on the newest visit to this customer."""

    user_id: UUID
    name: str
    was_there_last: bool


@dataclass(frozen=True, slots=True)
class GoodWord:
    """Praise that waits to be read."""

    id: UUID
    customer: str
    words: str


def who_may_be_meant(by: Actor, customer_id: UUID, *, now: datetime) -> tuple[Praised, ...]:
    """Return the technicians who sign in, at the customer's branch, whoever was there last first."""
    at = branch_of_customer(by, customer_id)
    last = next((each.technician for each in last_visits_at(by, customer_id=customer_id) if each.technician), "")
    rows = listed_technicians(by, on=today_at(by.tenant_id, now))
    found = [
        Praised(row.user_id, row.name, row.name == last)
        for row in rows
        if row.user_id and at and row.branch_id == at.branch_id
    ]
    return tuple(sorted(found, key=lambda each: not each.was_there_last))


@transaction.atomic
def pass_on_praise(
    *, by: Actor, customer_id: UUID, user_id: UUID, words: str, said_by: str = "", now: datetime
) -> UUID:
    """Let a technician read what a customer said of them: on My day at once, and by message while the day lasts.

    Raises:
        CannotPassOn: a customer they don't see, nobody who can be told, or not a word.
    """
    at = branch_of_customer(by, customer_id)
    if at is None:
        raise CannotPassOn("This customer isn't one of your branches' customers; look it up anew.")
    if not words.strip():
        raise CannotPassOn("Write what they said, in their own words if you can.")
    if user_id not in {each.user_id for each in who_may_be_meant(by, customer_id, now=now)}:
        raise CannotPassOn("Choose the technician it is about: somebody of this branch who signs in.")
    who = f"{said_by.strip()} ({at.name})" if said_by.strip() else at.name
    followup_id = open_followup(
        by=by,
        kind=PRAISE.name,
        subject=Subject(branch_id=at.branch_id, title=f"Praise from {who}", customer_id=customer_id),
        words=words.strip(),
        owner=user_id,
        now=now,
    )
    person = person_here(by.tenant_id, user_id, at=now)
    to = address_of(person) if person else None
    local = now.astimezone(ZoneInfo(the_dealership(by.tenant_id).zone)).time()
    if to is not None and user_id != by.user_id and FROM <= local < UNTIL:
        queue_message(
            by=the_system(by.tenant_id, by.name),
            key=f"praise:{followup_id.hex}",
            to=to,
            words=Words(subject="A customer praised you", body=f"{who} says of you: “{words.strip()}”"),
            about_id=followup_id,
            expires_at=now + ALSO_WORTH,
            now=now,
        )
    return followup_id


def praise_for(by: Actor) -> tuple[GoodWord, ...]:
    """Return what the actor hasn't read yet. One query where there is nothing."""
    lines: tuple[Line, ...] = open_ones_of(by, PRAISE.name)
    said = opening_words(by.tenant_id, [line.id for line in lines]) if lines else {}
    return tuple(GoodWord(line.id, line.title, said.get(line.id, "")) for line in lines)


@transaction.atomic
def has_read_praise(*, by: Actor, followup_id: UUID, now: datetime) -> None:
    """End it: whoever it is about has read it, and whoever passed it on hears that.

    Raises:
        CannotHappen: it has ended already.
        NoSuchFollowUp: none that the actor may see.
    """
    end_followup(by=by, followup_id=followup_id, outcome="read", words=f"{by.name} has read it.", now=now)
