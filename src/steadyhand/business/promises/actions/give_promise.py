"""Somebody gives a customer a time: it is kept with its odds and grounds, and somebody sees to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.promised import CallToPromise, call_to_promise
from steadyhand.business.customers.queries.named import customer_to_name
from steadyhand.business.dealership.queries import own_branch
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import owner_of
from steadyhand.business.followups.rules import events as e
from steadyhand.business.promises.alerting import alert_managers, managers_of
from steadyhand.business.promises.asking import Asked, ask, work_at, work_of
from steadyhand.business.promises.hearing import Heard, PromiseHeard, promise_heard
from steadyhand.business.promises.hours import hours_by, hours_of
from steadyhand.business.promises.keeping import ABOUT, PromiseGiven, next_step
from steadyhand.business.promises.kinds import PROMISE
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.queries.promises import open_promise_of, part_promised
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.business.promises.slots import Hours, slot_at, slot_from
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id

LONGEST_NAME = 200
LONGEST_WORDS = 300


class CannotPromise(Exception):
    """This can't be promised like this; the message says the earliest time, or what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A time that is given. Of a call everything else is known; without one, say for whom or about what.

    `counted_from` is when the time was offered, if the call was saved a moment later. `instead_of` is the promise that
    this one stands in for. `said` are the words that were used; without them they follow from the time.
    """

    kind: PromiseKind
    by_at: datetime
    channel: Channel
    to_whom: str = ""
    from_at: datetime | None = None
    said: str = ""
    call_id: UUID | None = None
    customer_id: UUID | None = None
    contact_id: UUID | None = None
    part_id: UUID | None = None
    about: str = ""
    # What whoever sees to it needs to know.
    words: str = ""
    sooner_because: str = ""
    counted_from: datetime | None = None
    instead_of: UUID | None = None
    # Whose it is to see to; without: whoever gives it, if they may have such things.
    owner_id: UUID | None = None
    is_mine: bool = True


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose promise it is, and where."""

    branch_id: UUID
    customer_id: UUID | None
    customer: str
    site_id: UUID | None
    call: CallToPromise | None


@transaction.atomic
def give_promise(*, by: Actor, given: Given, now: datetime) -> PromiseGiven:
    """Keep a promise and open its follow-up: with whoever gives it, or else a dispatcher, due at the promised time.

    Beyond the contract's response term the service managers of the branch are told at once.

    Raises:
        CannotPromise: in the past, sooner than the engine's time without a reason, about nothing, or by nobody.
    """
    _check_words(by, given, now=now)
    place = _place(by, given, now=now)
    asked = _asked(by, given, place, now=now)
    hours = hours_by(by.tenant_id, asked.expected.calendar) if asked else _hours(by, place, now=now)
    is_sooner = _is_sooner(asked, given, hours, now=now)
    row = _kept(by, given, place, asked, hours=hours, is_sooner=is_sooner, now=now)
    record_change(
        row,
        by=by,
        at=now,
        verb="gave a promise",
        why=row.sooner_because,
        became={"kind": row.kind, "by_at": row.by_at, "said": row.said, "to_whom": row.to_whom, "call_id": row.call_id},
    )
    subject = " · ".join(part for part in (_title(row, place), place.customer) if part)
    managers = managers_of(row, now=now) if row.beyond_term_at else ()
    # The book of follow-ups comes after all rows of this: whoever closes the call holds its row while they wait for it.
    followup_id = open_followup(
        by=by,
        kind=PROMISE.name,
        subject=Subject(
            branch_id=row.branch_id,
            title=subject,
            customer_id=row.customer_id,
            site_id=place.site_id,
            about_kind=ABOUT,
            about_id=row.id,
        ),
        words=f"To {row.to_whom}, {Channel(row.channel).label}: {row.said}.\n{given.words}".strip(),
        owner=given.owner_id or (by.user_id if given.is_mine else None),
        listeners=[each.id for each in managers],
        now=now,
    )
    act(by, followup_id, next_step(row, by=by.user_id, now=now), with_record=True)
    if owner_of(row.tenant_id, followup_id) == by.user_id:
        # Who gives a promise has said "mine" by giving it.
        act(by, followup_id, e.Acknowledged(at=now, by=by.user_id))
    Promise.objects.filter(**row.where()).update(followup_id=followup_id)
    alerted = alert_managers(row, managers, by=by, subject=subject, zone=hours.zone, clock=hours.clock, now=now)
    promise_heard(PromiseHeard(what=Heard.GIVEN, promise_id=row.id, by=by, at=now))
    return PromiseGiven(row.id, followup_id, row.version, row.said, alerted)


def _check_words(by: Actor, given: Given, *, now: datetime) -> None:
    if by.user_id is None:
        raise CannotPromise("A promise is given by a person: sign in first.")
    if given.by_at <= now:
        raise CannotPromise("This time has passed already: name one to come.")
    if given.from_at is not None and given.from_at >= given.by_at:
        raise CannotPromise("It would end before it begins: name the later time last.")
    if given.kind is PromiseKind.OTHER and not given.about.strip():
        raise CannotPromise("Say in a line what is promised.")


def _place(by: Actor, given: Given, *, now: datetime) -> _Place:
    if given.call_id is not None:
        call = call_to_promise(by, given.call_id)
        if call is None:
            raise CannotPromise("This call isn't at your branches any more; look at the board anew.")
        if not call.state.is_open and given.kind in (PromiseKind.ARRIVAL, PromiseKind.FIX):
            raise CannotPromise(f"Call {call.number} is {call.state.label}: reopen it first, or take a new one.")
        _check_only(by, given, call, now=now)
        return _Place(call.branch_id, call.customer_id, call.customer, call.site_id, call)
    customer = customer_to_name(by, given.customer_id) if given.customer_id else None
    if given.customer_id and customer is None:
        raise CannotPromise("This customer isn't one of your branches' customers; look it up anew.")
    branch_id = customer.branch_id if customer else own_branch(by)
    if branch_id is None:
        raise CannotPromise("There is no branch yet at which it could be kept: ask your administrator.")
    return _Place(branch_id, customer.id if customer else None, customer.name if customer else "", None, None)


def _check_only(by: Actor, given: Given, call: CallToPromise, *, now: datetime) -> None:
    """Refuse a second time for the same: two that differ can't both be what the customer waits for."""
    if given.kind not in (PromiseKind.ARRIVAL, PromiseKind.FIX):
        return
    before = open_promise_of(by, call.id, given.kind)
    if before is not None and before.by_at >= now:
        raise CannotPromise(
            f"They have been promised {before.said} already: agree with them on another time instead, so that nobody "
            "waits for both."
        )


def _asked(by: Actor, given: Given, place: _Place, *, now: datetime) -> Asked | None:
    if place.call is not None:
        part_by_at = part_promised(by, place.call.id) if given.kind is PromiseKind.FIX else None
        work = work_of(place.call, kind=given.kind, counted_from=given.counted_from, part_by_at=part_by_at, now=now)
    else:
        work = work_at(place.branch_id, now=now)
    return ask(by, kind=given.kind, work=work, now=given.counted_from or now)


def _hours(by: Actor, place: _Place, *, now: datetime) -> Hours:
    calendar_id = place.call.site_calendar_id if place.call else None
    return hours_of(by.tenant_id, place.branch_id, calendar_id, around=now)


def _is_sooner(asked: Asked | None, given: Given, hours: Hours, *, now: datetime) -> bool:
    """Tell whether it is promised sooner than the engine's time, or without one.

    Raises:
        CannotPromise: and no reason is given; it says the earliest time.
    """
    if asked is None or (asked.earliest_at is not None and given.by_at >= asked.earliest_at):
        return False
    if given.sooner_because.strip():
        return True
    slot = slot_from(asked.earliest_at, kind=given.kind, hours=hours, now=now) if asked.earliest_at else None
    target = f"{asked.expected.target_share:.0%}".replace("%", " %")
    if slot is None:
        raise CannotPromise(
            f"There is no time yet that is kept {target} of the time. Promise none and say when you call with one, or "
            "write why this one will be kept."
        )
    raise CannotPromise(
        f"The earliest time that is kept {target} of the time is {slot.said}. Choose it, or write why this one will "
        "be kept: promises sooner than that are counted."
    )


def _kept(
    by: Actor,
    given: Given,
    place: _Place,
    asked: Asked | None,
    *,
    hours: Hours,
    is_sooner: bool,
    now: datetime,
) -> Promise:
    call, expected = place.call, asked.expected if asked else None
    instead_of = Promise.objects.visible_to(by).filter(id=given.instead_of).first() if given.instead_of else None
    if given.instead_of and instead_of is None:
        raise CannotPromise("The promise that this one stands in for isn't at your branches; look at the call anew.")
    term = call.respond_by if call and given.kind is PromiseKind.ARRIVAL and not call.was_reached else None
    said = given.said.strip() or slot_at(given.by_at, hours=hours, from_at=given.from_at, now=now).said
    return Promise.objects.create(
        id=new_id(),
        tenant_id=by.tenant_id,
        branch_id=place.branch_id,
        kind=given.kind,
        customer_id=place.customer_id,
        contact_id=given.contact_id or (call.contact_id if call else None),
        call_id=call.id if call else None,
        part_id=given.part_id,
        about=given.about.strip()[:LONGEST_WORDS],
        to_whom=_to_whom(given, place),
        channel=given.channel,
        given_at=now,
        given_by_id=by.user_id,
        given_by_name=by.name[:LONGEST_NAME],
        from_at=given.from_at,
        by_at=given.by_at,
        said=said[:LONGEST_NAME],
        model_id=expected.model_id if expected else None,
        counted_from_at=expected.counted_from_at if expected else now,
        target_share=expected.target_share if expected else 0.0,
        odds_share=asked.odds_by(given.by_at) if asked else None,
        odds_now=asked.odds_by(given.by_at) if asked else None,
        earliest_at=asked.earliest_at if asked else None,
        expected_at=asked.expected_at if asked else None,
        why=asked.why[:400] if asked else "",
        segment=expected.segment[:120] if expected else "",
        closed_cases=expected.forecast.closed_cases if expected else 0,
        is_norm=expected.forecast.is_norm if expected else False,
        features=dict(expected.features) if expected else {},
        forecast=_as_kept(expected.forecast.shares, expected.forecast.hours) if expected else {},
        beyond_term_at=term if term is not None and given.by_at > term else None,
        is_sooner=is_sooner,
        sooner_because=given.sooner_because.strip()[:LONGEST_WORDS] if is_sooner else "",
        instead_of_id=instead_of.id if instead_of else None,
        first_id=(instead_of.first_id or instead_of.id) if instead_of else None,
    )


def _as_kept(shares: tuple[float, ...], hours: tuple[float, ...]) -> dict[str, list[float]]:
    return {"shares": list(shares), "hours": list(hours)}


def _to_whom(given: Given, place: _Place) -> str:
    who = given.to_whom.strip() or (place.call.who if place.call else "") or place.customer
    return (who or "whoever called")[:LONGEST_NAME]


def _title(row: Promise, place: _Place) -> str:
    what = row.about.strip() or f"Promised: {PromiseKind(row.kind).label}"
    return f"{what} · call {place.call.number}" if place.call else what
