"""Somebody writes down what must not be forgotten: a request, a promise, a correction owed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.queries.named import customer_to_name
from steadyhand.business.dealership.queries import own_branch
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.actions.promise_step import promise_step
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.registry import kind_called, kinds
from steadyhand.business.followups.rules.kinds import Kind
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What somebody wants to be followed up. `due_at` is by when, where somebody has named a moment."""

    kind: str
    title: str
    words: str = ""
    customer_id: UUID | None = None
    is_mine: bool = False
    due_at: datetime | None = None


def kinds_for(by: Actor) -> tuple[Kind, ...]:
    """Return the kinds that somebody may open by hand, by name."""
    mine = [kind for kind in kinds() if by.is_one_of(*kind.by_hand)]
    return tuple(sorted(mine, key=lambda kind: kind.label))


@transaction.atomic
def open_by_hand(*, by: Actor, asked: ByHand, now: datetime) -> UUID:
    """Open it with whoever's work it is, and return its id; `is_mine`: with whoever opens it, if they can have it.

    Raises:
        CannotHappen: not for them to open, nothing is said, a customer they don't see, or a moment that is missing or
            over.
    """
    kind = kind_called(asked.kind)
    if by.user_id is None or not by.is_one_of(*kind.by_hand):
        raise CannotHappen(f"A {kind.label} isn't opened by hand in your role: choose another kind.")
    if not asked.title.strip():
        raise CannotHappen("Say in a line what it is about.")
    if kind.needs_moment and asked.due_at is None:
        raise CannotHappen(f"Name the day: a {kind.label} without one can't be kept.")
    customer = customer_to_name(by, asked.customer_id) if asked.customer_id else None
    if asked.customer_id and customer is None:
        raise CannotHappen("This customer isn't one of your branches' customers; look it up anew.")
    branch_id = customer.branch_id if customer else own_branch(by)
    if branch_id is None:
        raise CannotHappen("There is no branch yet at which it could be open: ask your administrator.")
    title = f"{asked.title.strip()} · {customer.name}" if customer else asked.title.strip()
    followup_id = open_followup(
        by=by,
        kind=kind.name,
        subject=Subject(branch_id=branch_id, title=title, customer_id=customer.id if customer else None),
        words=asked.words,
        owner=by.user_id if asked.is_mine else None,
        now=now,
    )
    if asked.due_at is not None:
        promise_step(by=by, followup_id=followup_id, words=asked.title.strip(), due_at=asked.due_at, now=now)
    return followup_id
