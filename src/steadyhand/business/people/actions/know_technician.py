"""Whoever signs in as a technician is one: the row that visits are planned for is theirs from now on."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class NotThisTechnician(Exception):
    """The address belongs to a technician who signs in as somebody else; the message is for the administrator."""


@transaction.atomic
def know_technician(*, by: Actor, user_id: UUID, name: str, email: str, branch_id: UUID, now: datetime) -> UUID:
    """Return the technician that this user is: known already, found by e-mail in the files, or made now.

    Raises:
        NotThisTechnician: somebody else signs in as the technician with this address.
    """
    mine = Technician.objects.of(by.tenant_id)
    known = mine.filter(user_id=user_id).first()
    if known is not None:
        return known.id
    listed = mine.filter(email__iexact=email).exclude(email="").first()
    if listed is not None and listed.user_id is not None:
        raise NotThisTechnician(
            f"{email} is the address of {listed.name}, who signs in otherwise. Mend the technician's e-mail first."
        )
    technician = listed or Technician(tenant_id=by.tenant_id, branch_id=branch_id, name=name, email=email)
    technician.user_id = user_id
    if listed is None:
        technician.ref = f"user:{user_id.hex}"
    try:
        with transaction.atomic():
            technician.save(force_insert=listed is None)
    except IntegrityError:
        # Two first pages at once: the other one has just made the same row.
        return mine.get(user_id=user_id).id
    record_change(technician, by=by, at=now, verb="signs in", became={"technician": technician.name, "email": email})
    return technician.id
