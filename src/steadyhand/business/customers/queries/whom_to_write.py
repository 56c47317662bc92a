"""Whom at a customer do we write to, how have they agreed to it, and in which language?"""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.customers.models import Contact
from steadyhand.business.customers.queries.reach import takes_email


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A contact. `ways`: (channel, address) of what they agreed to, what they like best first."""

    id: UUID
    name: str
    language: str
    ways: tuple[tuple[str, str], ...]
    # Why an address they agreed to isn't used, in words.
    trouble: str = ""


def whom_to_write(tenant_id: UUID, contact_id: UUID) -> ToWrite | None:
    """Return how a contact may be written to; None where they have left. One query."""
    rows = Contact.objects.of(tenant_id).filter(id=contact_id, has_left=False)
    row = rows.select_related("customer").first()
    if row is None:
        return None
    ways = []
    if row.preferred_channel != Contact.Channel.NONE:
        if row.has_agreed_to_sms and row.mobile:
            ways.append(("sms", row.mobile))
        if takes_email(row):
            ways.append(("email", row.email))
    if row.preferred_channel == Contact.Channel.EMAIL:
        ways.reverse()
    comes_back = row.has_agreed_to_email and row.email and not takes_email(row)
    trouble = f"E-mails to {row.email} come back: ask {row.name} for another address." if comes_back else ""
    return ToWrite(row.id, row.name, row.language or row.customer.language or "en", tuple(ways), trouble)
