"""A maker's model is written down."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.refs import unless_taken
from steadyhand.business.machines.described import DescribedModel
from steadyhand.business.machines.models import MachineModel
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def add_model(*, by: Actor, facts: DescribedModel, now: datetime) -> UUID:
    """Add it to what the dealership knows and return its id. All branches see it.

    Raises:
        CannotKeep: the model name is taken.
    """
    if taken := MachineModel.objects.of(by.tenant_id).filter(ref=facts.ref).first():
        raise CannotKeep(f"“{facts.ref}” is taken by {taken}; change that one, or choose another model name.")
    with unless_taken(f"Model {facts.ref}"):
        row = MachineModel.objects.create(tenant_id=by.tenant_id, **asdict(facts))
    record_change(row, by=by, at=now, verb="model added", became=facts_of(row))
    return row.id
