"""Lines are written and balances kept, in one transaction: the only place that does either."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from steadyhand.business.stock.ledger.rules import Kind, Line, check
from steadyhand.business.stock.models import Balance, Movement
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id


def enter(
    kind: Kind,
    lines: Sequence[Line],
    *,
    by: Actor,
    at: datetime,
    how: str = "observed",
    why: str = "",
    visit_id: UUID | None = None,
) -> UUID:
    """Write the lines of one happening and return their entry's id. Call it inside the transaction of the change.

    Balances may fall below nothing: then it is a question (queries/questions.py), and what was done is still written.
    Raises CannotMove for lines that can't be true.
    """
    if not transaction.get_connection().in_atomic_block:
        raise AssertionError("A ledger's lines belong to the transaction of what happened.")
    check(kind, lines, why=why)
    entry = new_id()
    # Always in one order: two transfers the other way round don't wait for each other.
    ordered = sorted(lines, key=lambda line: (str(line.place_id), str(line.part_id)))
    for line in ordered:
        shelf(by.tenant_id, line.place_id, line.part_id)
        Balance.objects.of(by.tenant_id).filter(place_id=line.place_id, part_id=line.part_id).update(
            on_hand=F("on_hand") + line.quantity, movements_since=F("movements_since") + 1
        )
    Movement.objects.bulk_create(
        Movement(
            tenant_id=by.tenant_id,
            entry=entry,
            kind=kind,
            place_id=line.place_id,
            other_place_id=line.other_place_id,
            part_id=line.part_id,
            quantity=line.quantity,
            moved_at=at,
            moved_at_how=how,
            visit_id=visit_id,
            why=why.strip(),
            said_by=by.name,
        )
        for line in ordered
    )
    return entry


def shelf(tenant_id: UUID, place_id: UUID, part_id: UUID) -> None:
    """See to it that there is a balance to add to, however many ask at once."""
    known = Balance.objects.of(tenant_id).filter(place_id=place_id, part_id=part_id)
    if not known.exists():
        Balance.objects.bulk_create(
            [Balance(tenant_id=tenant_id, place_id=place_id, part_id=part_id)], ignore_conflicts=True
        )
