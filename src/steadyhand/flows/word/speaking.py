"""How is somebody told about a promise that was given to them? In ways they agreed to, or by whoever spoke to them."""

from datetime import datetime

from steadyhand.business.conversations.moments.policy import quiet_of
from steadyhand.business.conversations.queries.moments import moments_told
from steadyhand.business.conversations.settings import MOST_A_CALL, SETTINGS
from steadyhand.business.customers.queries.reach import Reachable, ways_to_write
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.promises.actions.keep_word import Said
from steadyhand.business.promises.hearing import Letter
from steadyhand.business.promises.hours import hours_of
from steadyhand.business.promises.queries.speaking_of import SpokenOf
from steadyhand.business.promises.rules import CannotHappenToPromise, Channel
from steadyhand.business.promises.slots import Hours
from steadyhand.business.promises.speaking import Spoken, spoken_again
from steadyhand.business.promises.wording import About, subject_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.words import phone_shown

_WRITTEN = {"sms": Channel.TEXT, "email": Channel.EMAIL}
# What somebody says that they did, and the program can't.
SPOKEN = (Channel.PHONE, Channel.IN_PERSON)


def ways_to_tell(by: Actor, about: SpokenOf) -> tuple[tuple[Channel, str], ...]:
    """Return how its customer can be told, each with the address that would be written to (empty: somebody speaks)."""
    written = [(_WRITTEN[each.channel], each.address) for each in _written_ways(by, about)]
    return (*written, *((channel, "") for channel in SPOKEN))


def before_writing(by: Actor, about: SpokenOf, *, now: datetime) -> str:
    """Return what somebody should know before they send something now; empty: nothing stands against it.

    The program itself would wait or leave it to the page; somebody who has a reason may send it all the same.
    """
    call_id, values = about.promise.call_id, values_of(by.tenant_id, SETTINGS)
    told = len(moments_told(by.tenant_id, call_id)) if call_id else 0
    said = []
    if told >= values[MOST_A_CALL]:
        said.append(f"{told} messages have gone on this call already: ring them if you can.")
    hours = hours_for(by, about, now=now)
    if quiet_of(values, zone=hours.zone, rests_on=hours.calendar.closed_on).holds(now):
        said.append("These are quiet hours where they are: what you send goes at once all the same.")
    return " ".join(said)


def letter_for(*, by: Actor, about: SpokenOf, said: Said, until: datetime, now: datetime) -> Letter | None:
    """Return where words go that are written, and how long they are worth reading; None where somebody speaks.

    Raises:
        CannotHappenToPromise: they haven't agreed to be written to in this way.
    """
    if said.channel in SPOKEN:
        return None
    way = next((each for each in _written_ways(by, about) if _WRITTEN[each.channel] is said.channel), None)
    if way is None:
        raise CannotHappenToPromise(
            f"{about.promise.to_whom} hasn't agreed to be told {said.channel.label}. Ring them, and say so here."
        )
    return Letter(address=way.address, subject=subject_of(words_for(by, about, now=now)), until=until)


def words_for(by: Actor, about: SpokenOf, *, instead: Spoken | None = None, now: datetime) -> About:
    """Return what a ready text is made of. `instead`: a new time, in words."""
    firm, promise = the_dealership(by.tenant_id), about.promise
    hours = hours_for(by, about, now=now)
    promised = spoken_again(
        promise.said, promise.by_at, now=now, zone=hours.zone, clock=hours.clock, from_at=promise.from_at
    )
    return About(
        firm=firm.name,
        phone=phone_shown(firm.phone, firm.country) if firm.phone else "",
        to_whom=promise.to_whom,
        kind=promise.kind,
        machine=f"your {about.machine}" if about.machine else "",
        about=promise.about,
        promised=promised.in_a_sentence,
        instead=instead.in_a_sentence if instead else "",
    )


def hours_for(by: Actor, about: SpokenOf, *, now: datetime) -> Hours:
    """Return by which hours and by whose clock its customer is told a time."""
    return hours_of(by.tenant_id, about.promise.branch_id, about.promise.site_calendar_id, around=now)


def _written_ways(by: Actor, about: SpokenOf) -> tuple[Reachable, ...]:
    return ways_to_write(by.tenant_id, about.contact_id) if about.contact_id else ()
