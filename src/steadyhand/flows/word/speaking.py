"""How is somebody told about a promise that was given to them? In ways they agreed to, or by whoever spoke to them."""

from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.customers.queries.reach import Reachable, ways_to_write
from steadyhand.business.dealership.queries import Firm, the_dealership
from steadyhand.business.promises.actions.keep_word import Said
from steadyhand.business.promises.queries.one import PromiseFacts
from steadyhand.business.promises.rules import CannotHappenToPromise, Channel
from steadyhand.business.promises.wording import About, subject_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.outbox.queueing import Recipient, Words, queue_message
from steadyhand.shared.words import phone_shown

# What is read later than that was not said today.
GOES_WITHIN = timedelta(hours=12)
_WRITTEN = {"sms": Channel.TEXT, "email": Channel.EMAIL}
# What somebody says that they did, and the program can't.
SPOKEN = (Channel.PHONE, Channel.IN_PERSON)


def ways_to_tell(by: Actor, facts: PromiseFacts) -> tuple[tuple[Channel, str], ...]:
    """Return how its customer can be told, each with the address that would be written to (empty: somebody speaks)."""
    written = [(_WRITTEN[each.channel], each.address) for each in _written_ways(by, facts)]
    return (*written, *((channel, "") for channel in SPOKEN))


def send(*, by: Actor, facts: PromiseFacts, said: Said, word_id: UUID, until: datetime, now: datetime) -> bool:
    """Send what was said, where it is written; return whether it leaves the house.

    Raises:
        CannotHappenToPromise: they haven't agreed to be written to in this way.
    """
    if said.channel in SPOKEN:
        return False
    way = next((each for each in _written_ways(by, facts) if _WRITTEN[each.channel] is said.channel), None)
    if way is None:
        raise CannotHappenToPromise(
            f"{facts.to_whom} hasn't agreed to be told {said.channel.label}. Ring them, and say here that you did."
        )
    return queue_message(
        by=by,
        key=f"promise:{word_id.hex}",
        to=Recipient(name=way.name, channel=way.channel, address=way.address),
        words=Words(subject=subject_of(words_for(by, facts, promised="")), body=said.words),
        about_id=facts.id,
        expires_at=min(until, now + GOES_WITHIN),
        now=now,
    )


def words_for(by: Actor, facts: PromiseFacts, *, promised: str, instead: str = "") -> About:
    """Return what a ready text is made of."""
    firm = the_dealership(by.tenant_id)
    return About(
        firm=firm.name,
        phone=_phone(firm),
        to_whom=facts.to_whom,
        kind=facts.kind,
        machine=f"your {facts.machine}" if facts.machine else "",
        about=facts.about,
        promised=promised,
        instead=instead,
    )


def _phone(firm: Firm) -> str:
    return phone_shown(firm.phone, firm.country) if firm.phone else ""


def _written_ways(by: Actor, facts: PromiseFacts) -> tuple[Reachable, ...]:
    return ways_to_write(by.tenant_id, facts.contact_id) if facts.contact_id else ()
