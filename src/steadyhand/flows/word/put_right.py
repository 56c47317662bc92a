"""In which ways may a customer be told that something is so no longer, and at which address?"""

from uuid import UUID

from steadyhand.business.conversations.queries.timeline import Owed
from steadyhand.business.customers.queries.reach import ways_to_write
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor

_WRITTEN = {"sms": Channel.TEXT, "email": Channel.EMAIL}
SPOKEN = (Channel.PHONE, Channel.IN_PERSON)


def ways_to_put_right(by: Actor, contact_id: UUID | None) -> tuple[tuple[Channel, str], ...]:
    """Return how a customer can be told, each with the address that would be written to (empty: somebody speaks)."""
    ways = ways_to_write(by.tenant_id, contact_id) if contact_id else ()
    return (*((_WRITTEN[each.channel], each.address) for each in ways), *((channel, "") for channel in SPOKEN))


def subject_for(by: Actor, owed: Owed) -> str:
    """Return the subject of a letter that puts something right."""
    return f"{the_dealership(by.tenant_id).name}: {owed.now_is}"[:200]
