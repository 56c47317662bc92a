"""How does a held message end? Its row first, then whatever goes out, then the follow-up that stands for it."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.conversations.models import HeldMessage, Statement
from steadyhand.business.conversations.rules import CannotSay, HeldEnd, StatementState
from steadyhand.business.conversations.saying import WRITTEN
from steadyhand.business.conversations.sending import Sending, send_statement
from steadyhand.business.conversations.told_after_all import told_after_all
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change
from steadyhand.shared.queue.putting import drop_job

PROGRAM = "Steadyhand"
ABOUT = "conversations.heldmessage"
LET_GO = "let safe words go for a held message"
# Who may say that words go out although the record says otherwise.
MAY_RELEASE = (Role.SERVICE_MANAGER, Role.PRINCIPAL)


def timer_key(held_id: UUID) -> str:
    return f"held:{held_id.hex}"


def held_to_end(*, by: Actor, held_id: UUID) -> HeldMessage:
    """Return a message that still waits, locked until the transaction ends.

    Raises:
        CannotSay: there is none at the actor's branches, or somebody has just decided.
    """
    rows = HeldMessage.objects.visible_to(by).select_for_update(no_key=True, of=("self",))
    held = rows.select_related("statement").filter(id=held_id).first()
    if held is None:
        raise CannotSay("There is no such message at your branches; look at the list anew.")
    if held.ended_at is not None:
        how = HeldEnd(held.how).label
        raise CannotSay(f"This message doesn't wait any more: {how}, by {held.ended_by_name or PROGRAM}.")
    return held


def check_manager(by: Actor, held: HeldMessage, why: str) -> str:
    """Return the reason, in a line.

    Raises:
        CannotSay: not a service manager of the branch, or no reason.
    """
    if by.user_id is None or not by.is_one_of_at(held.statement.branch_id, *MAY_RELEASE):
        raise CannotSay("Only a service manager of this branch may send it although the record says otherwise.")
    if not why.strip():
        raise CannotSay("Write why it is right all the same: the record says otherwise, and this is kept with it.")
    return why.strip()[:500]


def send_if_written(row: Statement, held: HeldMessage, *, by: Actor, now: datetime) -> None:
    """Let the words leave, where they are sent at all; what stands on a page or was spoken needs nothing."""
    if Channel(row.channel) in WRITTEN:
        link = (held.link_page, held.link_id) if held.link_page and held.link_id else None
        send_statement(row, by=by, sending=Sending(link=link), now=now)


def move(row: Statement, state: StatementState) -> None:
    """Move a statement's state on."""
    row.state = state
    Statement.objects.filter(**row.where()).update(state=state)


def end(held: HeldMessage, how: HeldEnd, *, by: Actor, why: str = "", words: str, now: datetime) -> None:
    """End a held message with its follow-up and its timer. Call it last: it opens the book of follow-ups."""
    becomes = {"ended_at": now, "how": how, "ended_by_id": by.user_id, "ended_by_name": by.name[:200], "why": why[:500]}
    HeldMessage.objects.filter(**held.where()).update(**becomes)
    if how in (HeldEnd.RELEASED, HeldEnd.CORRECTED):
        told_after_all(held.statement, by=by, words=words, now=now)
    record_change(held.statement, by=by, at=now, verb="held message ended", why=why, became={"how": how})
    event = e.Ended(at=now, by=by.user_id, outcome=how, words=words[:2000])
    act(the_system(held.tenant_id, by.name), held.followup_id, event, with_record=True)
    drop_job(tenant_id=held.tenant_id, key=timer_key(held.id))
