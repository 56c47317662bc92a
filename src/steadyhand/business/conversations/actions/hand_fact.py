"""A colleague gives a technician something to pass on to a customer: with who says so, and on what it rests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.spoken_of import call_spoken_of
from steadyhand.business.conversations.models import HandedFact
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.dealership.present import person_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.telling import address_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id
from steadyhand.shared.outbox.queueing import Words, queue_message

WORTH_FOR = timedelta(hours=12)
# By which of their roles somebody speaks who holds several: the one whose word it most likely is.
DEPARTMENTS = (
    Role.PARTS,
    Role.IT_SPECIALIST,
    Role.SALES,
    Role.DISPATCHER,
    Role.SERVICE_MANAGER,
    Role.TECHNICIAN,
    Role.ADMINISTRATOR,
    Role.PRINCIPAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What is to be passed on, about which call, by which technician, and on what it rests."""

    call_id: UUID
    technician_user_id: UUID
    words: str
    source_words: str


@transaction.atomic
def hand_fact(*, by: Actor, handing: Handing, now: datetime) -> UUID:
    """Keep a fact that a technician is to pass on, tell them, and return its id.

    Raises:
        CannotSay: no words, no source, nobody signed in, a call that is over or not theirs, or a technician who left.
    """
    if by.user_id is None:
        raise CannotSay("A fact has a giver: sign in first.")
    if not handing.words.strip():
        raise CannotSay("Write what the customer is to be told.")
    if not handing.source_words.strip():
        raise CannotSay("Write how you know: “supplier's confirmation, 10:42”. Whoever passes it on will be asked.")
    call = call_spoken_of(by, handing.call_id)
    if call is None:
        raise CannotSay("This call isn't at your branches; look at the list anew.")
    if not call.state.is_open:
        raise CannotSay(
            "This call is over, so nobody goes there for it: tell the customer yourself, or reopen the call."
        )
    technician = person_here(by.tenant_id, handing.technician_user_id, at=now)
    if technician is None:
        raise CannotSay("This technician doesn't work here any more: choose who goes there now.")
    row = HandedFact.objects.create(
        id=new_id(),
        tenant_id=by.tenant_id,
        branch_id=call.branch_id,
        customer_id=call.customer_id,
        call_id=call.id,
        technician_id=technician.id,
        words=handing.words.strip()[:300],
        source_words=handing.source_words.strip()[:300],
        giver_id=by.user_id,
        giver_name=by.name[:200],
        department=next((role for role in DEPARTMENTS if by.is_one_of(role)), Role.ADMINISTRATOR),
        handed_at=now,
    )
    record_change(row, by=by, at=now, verb="handed a fact to pass on", became={"words": row.words})
    to = address_of(technician)
    if to is not None and technician.id != by.user_id:
        where = f"Call {call.number}" + (f", {call.customer}" if call.customer else "")
        queue_message(
            by=by,
            key=f"handed:{row.id.hex}",
            to=to,
            words=Words(
                subject=f"To pass on · {where}",
                body=f"{by.name} asks you to tell them: “{row.words}” ({row.source_words}). {where}.",
            ),
            about_id=row.id,
            expires_at=now + WORTH_FOR,
            now=now,
        )
    return row.id
