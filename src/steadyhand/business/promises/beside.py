"""What stands beside a promise: the follow-ups of its risk, its miss, its good news. Whose is it, how does it end?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.present import working_here
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.about import followups_about, owner_of
from steadyhand.business.followups.rules import events as e
from steadyhand.business.promises.keeping import ABOUT, PROGRAM
from steadyhand.business.promises.models import Promise
from steadyhand.shared.actor import Actor, the_system


@dataclass(frozen=True, slots=True)
class Answers:
    """Whose it should be, if anybody's by name, and who hears of it."""

    owner_id: UUID | None
    listeners: Collection[UUID]


def whose_is(promise: Promise, *, now: datetime) -> Answers:
    """Return who answers for a promise: whoever has it, else who gave it. Of what nobody gave, the ladder hears."""
    owner_id = owner_of(promise.tenant_id, promise.followup_id) if promise.followup_id else promise.given_by_id
    listeners = {each for each in (owner_id, promise.given_by_id) if each}
    if not listeners:
        leads = working_here(promise.tenant_id, branch_id=promise.branch_id, roles=LADDER, at=now)
        listeners = {person.id for person in leads[:1]}
    return Answers(owner_id, tuple(sorted(listeners)))


def open_beside(
    *, by: Actor, promise_id: UUID, kind: str, what: str, words: str, also: Collection[UUID] = (), now: datetime
) -> UUID:
    """Open a follow-up beside a promise and return its id: whoever answers for the promise has it. `also` hear of it.

    The caller sees to it that there is one at most. Call it inside a transaction, and last: it opens the book.
    """
    promise = Promise.objects.of(by.tenant_id).select_related("customer", "call").get(id=promise_id)
    whose = whose_is(promise, now=now)
    return open_followup(
        by=by,
        kind=kind,
        subject=_line(promise, what),
        words=words,
        owner=whose.owner_id,
        listeners={*whose.listeners, *also},
        now=now,
    )


def end_beside(tenant_id: UUID, promise_id: UUID, *, kind: str, outcome: str, words: str, now: datetime) -> bool:
    """End what stands beside a promise, if such a thing is open, and say whether it was.

    Call it inside a transaction, and last: it opens the book.
    """
    ended = False
    for each in followups_about(tenant_id, ABOUT, promise_id):
        if each.kind == kind and each.is_open:
            event = e.Ended(at=now, by=None, outcome=outcome, words=words)
            act(the_system(tenant_id, PROGRAM), each.id, event, with_record=True)
            ended = True
    return ended


def _line(promise: Promise, what: str) -> Subject:
    """Return what a follow-up beside a promise is about."""
    who = promise.customer.name if promise.customer else promise.to_whom
    call = f" · call {promise.call.ref}" if promise.call else ""
    return Subject(
        branch_id=promise.branch_id,
        title=f"{what}: promised {promise.said} · {who}{call}"[:200],
        customer_id=promise.customer_id,
        about_kind=ABOUT,
        about_id=promise.id,
    )
