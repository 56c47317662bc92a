"""Customers get somebody else who is answerable, all or none; both technicians read which, and it can be taken back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.queries.finding import names_of_customers
from steadyhand.business.dealership.present import person_here
from steadyhand.business.followups.telling import address_of
from steadyhand.business.people.actions.make_answerable import make_answerable
from steadyhand.business.people.actions.take_back_answerable import take_back_answerable
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.queries import Listed, listed_technicians
from steadyhand.business.people.sending import answerable_for
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.outbox.queueing import Draft, Words, queue_messages

# Whatever is decided for later counts, too: nobody decides who answers for whom further ahead.
AHEAD = timedelta(days=366)
_WORTH_TELLING = timedelta(days=7)
_WHY = "Territories were drawn anew."


class CannotRedraw(Exception):
    """Nothing was changed; the message names the customer and the way out."""


@dataclass(frozen=True, slots=True)
class Given:
    """A customer who gets somebody else; None: nobody who is written down."""

    customer_id: UUID
    before: UUID | None
    after: UUID | None


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What was changed, and the technicians who couldn't be told."""

    rows: tuple[UUID, ...]
    untold: tuple[str, ...]


@transaction.atomic
def redraw_territories(*, by: Actor, given: Sequence[Given], since_on: date, today: date, now: datetime) -> Redrawn:
    """Make technicians answerable from a day on, and tell those who lose and those who get customers.

    Raises:
        CannotRedraw: nothing to change, a day that is over, or one of them isn't as it was when it was looked at.
    """
    if not given:
        raise CannotRedraw("Nobody was chosen to be moved: tick at least one customer.")
    if since_on < today:
        raise CannotRedraw(f"{since_on} is over: choose today or a later day.")
    now_with = answerable_for(by.tenant_id, [each.customer_id for each in given], on=today + AHEAD)
    names = names_of_customers(by, [each.customer_id for each in given])
    rows = []
    for each in given:
        name = names.get(each.customer_id, "One of these customers")
        if now_with.get(each.customer_id) != each.before:
            raise CannotRedraw(
                f"{name} has got somebody else meanwhile; nothing was changed. Look at the proposal anew."
            )
        try:
            row = make_answerable(
                by=by, customer_id=each.customer_id, technician_id=each.after, since_on=since_on, now=now, why=_WHY
            )
        except CannotBeSo as refused:
            raise CannotRedraw(f"{name}: {refused} Nothing was changed.") from refused
        if row is not None:
            rows.append(row)
    if not rows:
        raise CannotRedraw("All of it is so already: look at the proposal anew.")
    said = f"From {since_on.day} {since_on:%B}"
    return Redrawn(tuple(rows), _told(by, given, names, said, key=rows[0].hex, about=rows[0], today=today, now=now))


@transaction.atomic
def take_back_redrawing(
    *, by: Actor, rows: Sequence[UUID], given: Sequence[Given], today: date, now: datetime
) -> tuple[str, ...]:
    """Take all of it back, and tell the same technicians; return who couldn't be told.

    Raises:
        CannotRedraw: one of them can't be taken back any more; then none is.
    """
    try:
        for row in rows:
            take_back_answerable(by=by, answerable_id=row, today=today, now=now, why="Territories stay as they were.")
    except CannotBeSo as refused:
        raise CannotRedraw(f"{refused} Nothing was taken back.") from refused
    names = names_of_customers(by, [each.customer_id for each in given])
    back = [Given(each.customer_id, each.after, each.before) for each in given]
    key = f"{rows[0].hex}-back"
    return _told(by, back, names, "It stays as it was", key=key, about=rows[0], today=today, now=now)


def _told(
    by: Actor,
    given: Sequence[Given],
    names: Mapping[UUID, str],
    said: str,
    *,
    key: str,
    about: UUID,
    today: date,
    now: datetime,
) -> tuple[str, ...]:
    """Tell each technician once, with every customer they get and lose; return those who couldn't be told."""
    people = {each.id: each for each in listed_technicians(by, on=today)}
    lines: dict[UUID, list[str]] = defaultdict(list)
    for each in given:
        name = names.get(each.customer_id, "a customer")
        if each.after is not None:
            lines[each.after].append(f"You answer for {name}{_and(people, each.before, 'until now')}")
        if each.before is not None:
            lines[each.before].append(f"No more yours: {name}{_and(people, each.after, 'now')}")
    drafts, untold = [], []
    for technician_id in sorted(lines):
        listed = people.get(technician_id)
        person = person_here(by.tenant_id, listed.user_id, at=now) if listed and listed.user_id else None
        to = address_of(person) if person else None
        if to is None:
            untold.append(listed.name if listed else "somebody who isn't at your branches any more")
            continue
        drafts.append(
            Draft(
                key=f"territories:{key}:{technician_id.hex}",
                to=to,
                words=Words(
                    subject="Your customers change",
                    body="\n".join([f"{said}:", *sorted(lines[technician_id], reverse=True)]),
                ),
                about_id=about,
                expires_at=now + _WORTH_TELLING,
            )
        )
    queue_messages(by=the_system(by.tenant_id, by.name), drafts=drafts, now=now)
    return tuple(untold)


def _and(people: Mapping[UUID, Listed], technician_id: UUID | None, when: str) -> str:
    listed = people.get(technician_id) if technician_id else None
    return f" ({when} {listed.name})" if listed else ""
