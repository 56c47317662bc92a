"""What is known about a model changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.refs import unless_taken
from steadyhand.business.machines.described import DescribedModel
from steadyhand.business.machines.models import MachineModel
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row


@transaction.atomic
def change_model(
    *,
    by: Actor,
    model_id: UUID,
    facts: DescribedModel,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotKeep: there is none such, or the model name is taken.
    """
    row = MachineModel.objects.visible_to(by).select_for_update().filter(id=model_id).first()
    if row is None:
        raise CannotKeep("It isn't in the catalogue any more; look at the list anew.")
    if taken := MachineModel.objects.of(by.tenant_id).filter(ref=facts.ref).exclude(id=row.id).first():
        raise CannotKeep(f"“{facts.ref}” is taken by {taken}; choose another model name.")
    with unless_taken(f"Model {facts.ref}"):
        change_row(row, asdict(facts), by=by, at=now, verb="model changed", why=why, opened=opened)
