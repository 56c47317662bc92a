"""What was promised, to whom, by whom, at what odds, and what became of it? For the house alone, never a customer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.promises.models import Promise, PromiseWord
from steadyhand.business.promises.rules import Cause, Channel, PromiseKind, PromiseState, WordSort
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

OPEN = (PromiseState.OPEN, PromiseState.AT_RISK)


@dataclass(frozen=True, slots=True)
class SaidSince:
    """What was said about a promise after it was given."""

    sort: WordSort
    at: datetime
    by: str
    channel: Channel
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFacts:
    """A promise with everything that is known of it inside."""

    id: UUID
    version: int
    kind: PromiseKind
    state: PromiseState
    followup_id: UUID | None
    branch_id: UUID
    customer_id: UUID | None
    customer: str
    call_id: UUID | None
    call: str
    site_calendar_id: UUID | None
    about: str
    part: str
    to_whom: str
    channel: Channel
    given_at: datetime
    given_by_id: UUID | None
    given_by: str
    from_at: datetime | None
    by_at: datetime
    said: str
    odds_share: float | None
    odds_now: float | None
    target_share: float
    earliest_at: datetime | None
    expected_at: datetime | None
    why: str
    is_norm: bool
    closed_cases: int
    beyond_term_at: datetime | None
    is_sooner: bool
    sooner_because: str
    instead_of_id: UUID | None
    first_id: UUID | None
    at_risk_because: str
    told_early_at: datetime | None
    ended_at: datetime | None
    happened_at: datetime | None
    ended_because: str
    cause: Cause | None
    since: tuple[SaidSince, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """An open promise, as whoever changes it must name it."""

    id: UUID
    version: int
    by_at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class OpenArrival:
    """By when somebody is promised to be there, and in which words it was said."""

    from_at: datetime | None
    by_at: datetime
    said: str
    id: UUID


def promises_of_call(by: Actor, call_id: UUID) -> tuple[PromiseFacts, ...]:
    """Return all that was ever promised on a call, newest first. Two queries, one where nothing was."""
    return _facts(by, Promise.objects.visible_to(by).filter(call_id=call_id))


def promise_facts(by: Actor, promise_id: UUID) -> PromiseFacts | None:
    """Return one promise; None where the actor can't see it."""
    return next(iter(_facts(by, Promise.objects.visible_to(by).filter(id=promise_id))), None)


def chain_of(by: Actor, promise_id: UUID) -> tuple[PromiseFacts, ...]:
    """Return a promise with all that were given in its place, and those it stands in for, oldest first."""
    rows = Promise.objects.visible_to(by)
    first = rows.filter(id=promise_id).values_list("first_id", flat=True).first() or promise_id
    chain = rows.filter(id=first) | rows.filter(first_id=first)
    return tuple(reversed(_facts(by, chain)))


def open_promises_of_customer(by: Actor, customer_id: UUID) -> tuple[PromiseFacts, ...]:
    """Return what is promised to a customer and not over, what is due first on top. Two queries at most."""
    rows = Promise.objects.visible_to(by).filter(customer_id=customer_id, state__in=OPEN)
    return tuple(sorted(_facts(by, rows), key=lambda each: (each.by_at, each.id)))


def open_arrivals(by: Actor, call_ids: Collection[UUID]) -> dict[UUID, OpenArrival]:
    """Return by when somebody is promised to be there, for each call; of several promises the first due. One query."""
    rows = Promise.objects.visible_to(by).filter(call_id__in=call_ids, kind=PromiseKind.ARRIVAL, state__in=OPEN)
    found = rows.order_by("-by_at").values_list("call_id", "from_at", "by_at", "said", "id")
    return {
        call_id: OpenArrival(from_at, by_at, said, each) for call_id, from_at, by_at, said, each in found if call_id
    }


def open_promise_of(by: Actor, call_id: UUID, kind: PromiseKind) -> OpenPromise | None:
    """Return a call's open promise of a kind, the one due first. One query."""
    rows = Promise.objects.visible_to(by).filter(call_id=call_id, kind=kind, state__in=OPEN).order_by("by_at", "id")
    row = rows.values_list("id", "version", "by_at", "said").first()
    return OpenPromise(*row) if row else None


@dataclass(frozen=True, slots=True)
class OpenOfCall:
    """An open promise of a call, as whoever can endanger it sees it."""

    id: UUID
    kind: PromiseKind
    state: PromiseState
    by_at: datetime


def open_promises_of_calls(by: Actor, call_ids: Collection[UUID]) -> dict[UUID, tuple[OpenOfCall, ...]]:
    """Return what is open on each of these calls, what is due first on top. One query."""
    rows = Promise.objects.visible_to(by).filter(call_id__in=list(call_ids), state__in=OPEN).order_by("by_at", "id")
    found: dict[UUID, tuple[OpenOfCall, ...]] = {}
    for call_id, row_id, kind, state, by_at in rows.values_list("call_id", "id", "kind", "state", "by_at"):
        if call_id is not None:
            one = OpenOfCall(row_id, PromiseKind(kind), PromiseState(state), by_at)
            found[call_id] = (*found.get(call_id, ()), one)
    return found


def part_promised(by: Actor, call_id: UUID) -> datetime | None:
    """Return by when the part is promised that a call waits for, the last where there are several. One query."""
    rows = Promise.objects.visible_to(by).filter(call_id=call_id, kind=PromiseKind.PART, state__in=OPEN)
    return rows.order_by("-by_at").values_list("by_at", flat=True).first()


def open_promise_ids(tenant_id: UUID, *, call_id: UUID) -> tuple[UUID, ...]:
    """Return the promises of a call that are not over, oldest first."""
    rows = Promise.objects.of(tenant_id).filter(call_id=call_id, state__in=OPEN)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def withdrawn_at(tenant_id: UUID, *, call_id: UUID, at: datetime) -> tuple[UUID, ...]:
    """Return the promises of a call that ended at this very moment because the customer took them back."""
    rows = Promise.objects.of(tenant_id).filter(call_id=call_id, state=PromiseState.WITHDRAWN, ended_at=at)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def _facts(by: Actor, rows: RowQuerySet[Promise]) -> tuple[PromiseFacts, ...]:
    found = list(rows.select_related("customer", "call__site", "part").order_by("-given_at", "-id"))
    if not found:
        return ()
    said: dict[UUID, list[SaidSince]] = {}
    words = PromiseWord.objects.of(by.tenant_id).filter(promise_id__in=[row.id for row in found])
    for word in words.order_by("at", "id"):
        line = SaidSince(WordSort(word.sort), word.at, word.by_name, Channel(word.channel), word.words)
        said.setdefault(word.promise_id, []).append(line)
    return tuple(_fact(row, tuple(said.get(row.id, ()))) for row in found)


def _fact(row: Promise, since: tuple[SaidSince, ...]) -> PromiseFacts:
    return PromiseFacts(
        id=row.id,
        version=row.version,
        kind=PromiseKind(row.kind),
        state=PromiseState(row.state),
        followup_id=row.followup_id,
        branch_id=row.branch_id,
        customer_id=row.customer_id,
        customer=row.customer.name if row.customer else "",
        call_id=row.call_id,
        call=row.call.ref if row.call else "",
        site_calendar_id=row.call.site.calendar_id if row.call and row.call.site else None,
        about=row.about,
        part=str(row.part) if row.part else "",
        to_whom=row.to_whom,
        channel=Channel(row.channel),
        given_at=row.given_at,
        given_by_id=row.given_by_id,
        given_by=row.given_by_name,
        from_at=row.from_at,
        by_at=row.by_at,
        said=row.said,
        odds_share=row.odds_share,
        odds_now=row.odds_now,
        target_share=row.target_share,
        earliest_at=row.earliest_at,
        expected_at=row.expected_at,
        why=row.why,
        is_norm=row.is_norm,
        closed_cases=row.closed_cases,
        beyond_term_at=row.beyond_term_at,
        is_sooner=row.is_sooner,
        sooner_because=row.sooner_because,
        instead_of_id=row.instead_of_id,
        first_id=row.first_id,
        at_risk_because=row.at_risk_because,
        told_early_at=row.told_early_at,
        ended_at=row.ended_at,
        happened_at=row.happened_at,
        ended_because=row.ended_because,
        cause=Cause(row.cause) if row.cause else None,
        since=since,
    )
