"""How it is after all: first whoever passed the untrue word on is told, then the customer."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.actions.mark_untrue import ABOUT
from steadyhand.business.conversations.actions.tell_correction import MOMENT, Telling
from steadyhand.business.conversations.models import FactTold, HandedFact
from steadyhand.business.conversations.rules import CannotSay, Direction, FactState, HandedState
from steadyhand.business.conversations.saying import RestsOn, Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.dealership.present import person_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.telling import address_of
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change
from steadyhand.shared.outbox.queueing import Words, queue_message

WORTH_FOR = timedelta(hours=12)
# Who puts right, beside whoever gave it.
MAY_PUT_RIGHT = (Role.SERVICE_MANAGER, Role.PRINCIPAL)


@transaction.atomic
def tell_technician(*, by: Actor, handed_id: UUID, truth: str, now: datetime) -> None:
    """Tell the technician how it is: they hear before the customer does.

    Raises:
        CannotSay: not the giver's or a manager's, nothing is said, it isn't marked untrue, or they know already.
    """
    row = _untrue(by, handed_id)
    if not truth.strip():
        raise CannotSay("Write how it is: the technician reads it before the customer does.")
    if row.technician_told_at is not None:
        raise CannotSay("The technician knows already; tell the customer now.")
    technician = person_here(by.tenant_id, row.technician_id, at=now)
    to = address_of(technician) if technician else None
    if to is not None and row.technician_id != by.user_id:
        queue_message(
            by=by,
            key=f"handed-untrue:{row.id.hex}",
            to=to,
            words=Words(
                subject="What you were to pass on isn't so",
                body=f"{by.name}: “{row.words}” isn't so. It is: {truth.strip()} You hear it before the customer does.",
            ),
            about_id=row.id,
            expires_at=now + WORTH_FOR,
            now=now,
        )
    HandedFact.objects.filter(**row.where()).update(technician_told_at=now, truth=truth.strip()[:500])
    record_change(row, by=by, at=now, verb="told the technician how it is", became={"truth": truth.strip()})


@transaction.atomic
def correct_handed(*, by: Actor, handed_id: UUID, telling: Telling | None = None, now: datetime) -> UUID | None:
    """End an untrue word: the customer is told, where it had been passed on. Return the statement's id.

    Raises:
        CannotSay: the technician doesn't know yet, the customer was told it and isn't told otherwise, or it has ended.
    """
    row = _untrue(by, handed_id)
    if row.technician_told_at is None:
        raise CannotSay("Tell the technician first: they stood there with the words that weren't so.")
    if row.passed_on_at is not None and telling is None:
        raise CannotSay("The customer was told what isn't so: tell them how it is.")
    statement_id = _tell(row, telling, by=by, now=now) if telling else None
    becomes = {"state": HandedState.CORRECTED, "corrected_at": now, "corrected_by_id": statement_id}
    HandedFact.objects.filter(**row.where()).update(**becomes)
    record_change(row, by=by, at=now, verb="put a handed fact right")
    outcome, words = (
        ("corrected", "The technician knows, and so does the customer.") if telling else ("never_told", NEVER)
    )
    ended = e.Ended(at=now, by=by.user_id, outcome=outcome, words=words)
    if row.followup_id is None:
        raise AssertionError(f"Handed fact {row.id} is untrue, and nobody has it.")
    act(the_system(row.tenant_id, by.name), row.followup_id, ended, with_record=True)
    return statement_id


NEVER = "The technician knows; the customer was never told."


def _tell(row: HandedFact, telling: Telling, *, by: Actor, now: datetime) -> UUID:
    saying = Saying(
        direction=Direction.TO_THEM,
        channel=telling.channel,
        words=telling.words,
        moment=MOMENT,
        with_whom=telling.with_whom,
        subject=telling.subject,
        address=telling.address,
        call_id=row.call_id,
        rests_on=(RestsOn(ABOUT, row.id, f"Corrects: {row.words}"),),
    )
    kept = keep_statement(by=by, saying=saying, sending=Sending(), now=now)
    if row.passed_on_id is not None:
        told = FactTold.objects.of(row.tenant_id).filter(statement_id=row.passed_on_id)
        told.update(state=FactState.CORRECTED, since=now)
    return kept.id


def _untrue(by: Actor, handed_id: UUID) -> HandedFact:
    rows = HandedFact.objects.of(by.tenant_id).select_for_update(no_key=True)
    row = rows.filter(id=handed_id).first()
    if row is None or not (by.user_id == row.giver_id or by.can_see_branch(row.branch_id)):
        raise CannotSay("There is no such fact at your branches; look at the list anew.")
    if by.user_id != row.giver_id and not by.is_one_of_at(row.branch_id, *MAY_PUT_RIGHT):
        raise CannotSay(f"{row.giver_name} puts this right, who gave it, or a service manager.")
    if row.state == HandedState.STANDING:
        raise CannotSay("There is nothing to put right: nobody has said that it isn't so.")
    if row.state == HandedState.CORRECTED:
        raise CannotSay("Somebody was faster: it has been put right already.")
    return row
