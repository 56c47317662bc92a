"""Which facts did somebody tell a customer that no record knows, and for which nobody is named yet?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.conversations.models import FactTold
from steadyhand.business.conversations.rules import Direction, Verdict
from steadyhand.business.dealership.rules import DESK
from steadyhand.shared.actor import Actor

# More is no small question any more.
MOST = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact without a source: its words, and the words in which they stood."""

    id: UUID
    words: str
    said: str
    with_whom: str
    customer_id: UUID | None
    # Nobody has named a source yet, and the actor may.
    is_open: bool = True
    may_name: bool = True


def asked_of(by: Actor, *, at: datetime) -> tuple[Asked, ...]:
    """Return what somebody told a customer at this very moment and on whose word isn't known. One query."""
    if by.user_id is None:
        return ()
    rows = FactTold.objects.of(by.tenant_id).filter(
        statement__by_id=by.user_id,
        statement__at=at,
        statement__direction=Direction.TO_THEM,
        verdict=Verdict.NO_RECORD,
    )
    found = rows.select_related("statement").order_by("statement_id", "start", "id")
    return tuple(_asked(row) for row in found[:MOST])


def one_asked(by: Actor, fact_id: UUID) -> Asked | None:
    """Return a fact of which it is or was asked; None where the actor doesn't see it. Two queries at most."""
    here = FactTold.objects.visible_to(by).filter(id=fact_id).select_related("statement")
    # Whoever closes a colleague's visit at another branch said it, too.
    theirs = FactTold.objects.of(by.tenant_id).filter(id=fact_id, statement__by_id=by.user_id)
    row = here.first() or (theirs.select_related("statement").first() if by.user_id else None)
    if row is None:
        return None
    is_own = by.user_id is not None and row.statement.by_id == by.user_id
    return _asked(row, may_name=is_own or by.is_one_of_at(row.statement.branch_id, *DESK))


def _asked(row: FactTold, *, may_name: bool = True) -> Asked:
    said = row.statement
    is_open = row.verdict == Verdict.NO_RECORD
    return Asked(row.id, row.words, said.words, said.with_whom, said.customer_id, is_open=is_open, may_name=may_name)
