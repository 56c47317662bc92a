"""In which ways may a customer be told that something is so no longer, and at which address?"""

from uuid import UUID

from steadyhand.business.calls.queries.spoken_of import call_spoken_of
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


def ways_for_call(by: Actor, call_id: UUID) -> tuple[tuple[Channel, str], ...]:
    """Return how a call's customer can be told, each with the address; by word of mouth where nobody sees the call."""
    call = call_spoken_of(by, call_id)
    return ways_to_put_right(by, call.contact_id if call else None)


def subject_for(by: Actor, what: str) -> str:
    """Return the subject of a letter that puts something right."""
    return f"{the_dealership(by.tenant_id).name}: {what}"[:200]
