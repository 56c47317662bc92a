"""What is known about a part changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.refs import unless_taken
from steadyhand.business.machines.described import DescribedPart
from steadyhand.business.machines.models import Part
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row


@transaction.atomic
def change_part(
    *,
    by: Actor,
    part_id: UUID,
    facts: DescribedPart,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotKeep: there is none such, or the item number is taken.
    """
    row = Part.objects.visible_to(by).select_for_update().filter(id=part_id).first()
    if row is None:
        raise CannotKeep("It isn't in the catalogue any more; look at the list anew.")
    if taken := Part.objects.of(by.tenant_id).filter(ref=facts.ref).exclude(id=row.id).first():
        raise CannotKeep(f"“{facts.ref}” is taken by {taken}; choose another item number.")
    with unless_taken(f"Item number {facts.ref}"):
        change_row(row, asdict(facts), by=by, at=now, verb="part changed", why=why, opened=opened)
