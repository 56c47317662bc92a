"""It is known now whose call it is: what was promised on it was promised to them."""

from uuid import UUID

from django.db.models import F

from steadyhand.business.promises.models import Promise
from steadyhand.shared.actor import Actor


def give_promises_to(*, by: Actor, call_id: UUID, customer_id: UUID, contact_id: UUID | None) -> None:
    """Put a call's customer on its promises. The call's own history says who found out, and when.

    Call it inside the transaction that changes the call.
    """
    rows = Promise.objects.of(by.tenant_id).filter(call_id=call_id)
    rows.update(customer_id=customer_id, contact_id=contact_id, version=F("version") + 1)
