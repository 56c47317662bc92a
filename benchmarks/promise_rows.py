"""Promises for bench-pages: a year of them on the calls that a simulator left, and what is open today through the flow.

Of what a page reads it has as much as a dealership would: four of five calls with a visit got a time, one of twenty was
missed and owned, one of twelve told early or agreed anew. What is past is written in bulk and has no follow-up of its
own any more, as what was given before the record began; what is open is given and watched by the real actions.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState
from steadyhand.business.dealership.models import RoleHeld
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.promises.actions.give_promise import CannotPromise, Given, give_promise
from steadyhand.business.promises.models import Promise, PromiseWord
from steadyhand.business.promises.rules import Cause, Channel, PromiseKind, PromiseState, WordSort
from steadyhand.flows.word.watch_promises import watch_promises
from steadyhand.shared.actor import the_system

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A year is what the pages' longest cohort looks at.
LOOKS_BACK = timedelta(days=365)
AT_ONCE = 2000
# By real actions, some twenty milliseconds each: as many as wait at ten desks.
OPEN = 300
GETS_A_TIME, IS_MISSED, IS_TOLD = 0.8, 0.05, 0.08
SORRY = "We did not keep the time that we gave you. We are sorry."
EARLY = "It may become later than we said, and we would rather tell you now."


def fill_promises(tenant_id: UUID, *, now: datetime, seed: int) -> int:
    """Give promises to a simulated dealership that has none; return how many it has now."""
    if not Promise.objects.of(tenant_id).exists():
        past = _past(tenant_id, Random(seed), now=now)  # noqa: S311  # the same every time
        while rows := list(islice(past, AT_ONCE)):
            Promise.objects.bulk_create(rows)
            PromiseWord.objects.bulk_create(_words(rows))
        _open_ones(tenant_id, now=now)
    return Promise.objects.of(tenant_id).count()


def _past(tenant_id: UUID, chance: Random, *, now: datetime) -> Iterator[Promise]:
    desks = _desks(tenant_id)
    # Somebody came at the first visit: what was promised on the phone.
    first = Visit.objects.of(tenant_id).filter(number=1, arrived_at__isnull=False, call__state=CallState.CLOSED)
    facts = first.filter(call__taken_at__gte=now - LOOKS_BACK).values_list(
        "call_id",
        "call__branch_id",
        "call__customer_id",
        "call__contact_id",
        "call__caller_name",
        "call__taken_at",
        "arrived_at",
    )
    for call_id, branch_id, customer_id, contact_id, name, taken_at, came_at in facts.iterator(AT_ONCE):
        if came_at is None or chance.random() > GETS_A_TIME or branch_id not in desks:
            continue
        row = Promise(
            tenant_id=tenant_id,
            branch_id=branch_id,
            kind=PromiseKind.ARRIVAL,
            customer_id=customer_id,
            contact_id=contact_id,
            call_id=call_id,
            to_whom=name or "the caller",
            channel=Channel.PHONE,
            given_at=taken_at,
            given_by_id=desks[branch_id][0],
            given_by_name=desks[branch_id][1],
            counted_from_at=taken_at,
            said="before noon",
            target_share=0.95,
            odds_share=chance.uniform(0.9, 0.99),
            segment=f"{branch_id.hex[-6:]} normal",
            closed_cases=400,
        )
        _end(row, came_at, chance)
        if row.by_at < now:
            yield row


def _end(row: Promise, came_at: datetime, chance: Random) -> None:
    """Let it be kept or missed, by when somebody was there in truth."""
    waited = max(came_at - row.given_at, HOUR)
    is_missed = chance.random() < IS_MISSED
    row.by_at = row.given_at + waited * (chance.uniform(0.7, 0.95) if is_missed else chance.uniform(1.1, 2.5))
    row.happened_at = row.ended_at = came_at
    row.state = PromiseState.MISSED if is_missed else PromiseState.KEPT
    row.ended_because = "Somebody was there."
    if is_missed:
        row.cause = chance.choice(list(Cause))
        row.ended_at = row.by_at
    if is_missed or chance.random() < IS_TOLD:
        row.at_risk_at = row.told_early_at = row.by_at - waited * 0.1


def _words(rows: Sequence[Promise]) -> Iterator[PromiseWord]:
    for row in rows:
        said = [(WordSort.GIVEN, row.given_at, row.said)]
        if row.told_early_at is not None:
            said.append((WordSort.EARLY_NOTICE, row.told_early_at, EARLY))
        if row.state == PromiseState.MISSED:
            said.append((WordSort.OWNED, row.by_at + HOUR, SORRY))
        for sort, at, words in said:
            yield PromiseWord(
                tenant_id=row.tenant_id, promise=row, sort=sort, at=at, by_name=row.given_by_name,
                channel=row.channel, words=words,
            )  # fmt: skip


def _open_ones(tenant_id: UUID, *, now: datetime) -> None:
    """Give times on the newest calls that wait for somebody; each fifth ends at once, each tenth is about a part."""
    desks = {branch_id: actor_for(user_id) for branch_id, (user_id, _) in _desks(tenant_id).items()}
    waiting = Call.objects.of(tenant_id).filter(state__in=(CallState.TO_PLAN, CallState.PLANNED), branch_id__in=desks)
    for number, (call_id, branch_id) in enumerate(waiting.order_by("-taken_at").values_list("id", "branch_id")[:OPEN]):
        given = Given(
            kind=PromiseKind.PART if number % 10 == 1 else PromiseKind.ARRIVAL,
            by_at=now + (HOUR if number % 5 == 0 else 30 * DAY if number % 10 == 1 else DAY),
            channel=Channel.PHONE,
            call_id=call_id,
            sooner_because="Somebody is next door.",
        )
        try:
            give_promise(by=desks[branch_id], given=given, now=now)
        except CannotPromise:
            continue
    # Now some are at risk; two hours ahead the shortest are missed, and somebody has to own them.
    for at in (now, now + 2 * HOUR):
        watch_promises(by=the_system(tenant_id, "bench-pages"), now=at)


def _desks(tenant_id: UUID) -> dict[UUID, tuple[UUID, str]]:
    """Return a dispatcher of each branch, by id and name."""
    held = RoleHeld.objects.of(tenant_id).filter(role=Role.DISPATCHER, branch__isnull=False, user__is_active=True)
    rows = held.order_by("-user_id").values_list("branch_id", "user_id", "user__name")
    return {branch_id: (user_id, name) for branch_id, user_id, name in rows}
