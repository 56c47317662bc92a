"""How may somebody at a customer be written to? Only in ways that they have agreed to."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.customers.models import Contact


@dataclass(frozen=True, slots=True)
class Reachable:
    """A contact who has agreed to be written to: by which channel, and where."""

    name: str
    channel: str
    address: str


def reachable(tenant_id: UUID, contact_id: UUID) -> Reachable | None:
    """Return how a contact may be written to; None where they haven't agreed, have left, or no address is known."""
    row = Contact.objects.of(tenant_id).filter(id=contact_id, has_left=False).first()
    if row is None:
        return None
    if row.has_agreed_to_sms and row.mobile:
        return Reachable(row.name, "sms", row.mobile)
    return Reachable(row.name, "email", row.email) if takes_email(row) else None


def ways_to_write(tenant_id: UUID, contact_id: UUID) -> tuple[Reachable, ...]:
    """Return every way in which a contact has agreed to be written to, by text message first. One query."""
    row = Contact.objects.of(tenant_id).filter(id=contact_id, has_left=False).first()
    if row is None:
        return ()
    found = []
    if row.has_agreed_to_sms and row.mobile:
        found.append(Reachable(row.name, "sms", row.mobile))
    if takes_email(row):
        found.append(Reachable(row.name, "email", row.email))
    return tuple(found)


def takes_email(row: Contact) -> bool:
    """Tell whether e-mails may go to somebody: agreed to, and to an address from which none has come back."""
    return row.has_agreed_to_email and bool(row.email) and row.email.casefold() != row.email_returned.casefold()
