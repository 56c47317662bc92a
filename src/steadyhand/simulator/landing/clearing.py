"""What if a run was interrupted? What it wrote and nobody ever saw goes again."""

from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.models import Branch, Calendar, ClosedDay, Dealership, RoleHeld, User
from steadyhand.shared.landing import discard_batch
from steadyhand.shared.models import Batch


class StandsAlready(Exception):
    """The same made-up dealership is in the database already; the message says the way out."""


def clear_unlanded(tenant_id: UUID) -> None:
    """Remove a made-up dealership that never landed. Without one there is nothing to do.

    Raises:
        StandsAlready: it has landed, so somebody may be looking at it.
    """
    firm = Dealership.objects.filter(id=tenant_id).first()
    if firm is None:
        return
    batches = list(Batch.objects.of(tenant_id))
    if any(batch.landed_at for batch in batches):
        raise StandsAlready(
            f"{firm.name} is in this database already, from the same seed and size: use another --seed, "
            "or begin with an empty database."
        )
    for batch in batches:
        discard_batch(batch)
    with transaction.atomic():
        for model in (RoleHeld, User, Branch, ClosedDay, Calendar):
            model.objects.of(tenant_id).delete()
        firm.delete()
