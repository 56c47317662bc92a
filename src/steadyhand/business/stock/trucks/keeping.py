"""What a handover has in common with its follow-up and with the promises of its call: moved in one transaction."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.give_to import give_to
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Handover, Place
from steadyhand.business.stock.trucks.rules import HandoverState, Side
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change

ABOUT = "stock.handover"
# Who speaks for a parts room, and who settles what two technicians can't.
CLERKS = frozenset({Role.PARTS, Role.SERVICE_MANAGER})


def speaks_for(by: Actor, place: Place) -> bool:
    """Tell whether somebody says what leaves or comes to a place: whose truck it is, or who keeps the parts room."""
    if place.sort == Place.Sort.TRUCK:
        return by.user_id is not None and place.technician is not None and place.technician.user_id == by.user_id
    return by.is_one_of_at(place.branch_id, *CLERKS)


def side_of(by: Actor, row: Handover) -> Side | None:
    """Return for which side somebody speaks; None for neither."""
    if speaks_for(by, row.to_place):
        return Side.RECEIVER
    return Side.GIVER if speaks_for(by, row.from_place) else None


def handover_to_answer(by: Actor, handover_id: UUID) -> Handover:
    """Return an open handover, its row locked.

    Raises:
        CannotMove: not at the actor's branches, or over meanwhile.
    """
    rows = Handover.objects.visible_to(by).select_for_update(of=("self",)).filter(id=handover_id)
    row = rows.select_related("from_place__technician", "to_place__technician", "part").first()
    if row is None:
        raise CannotMove("This handover isn't at one of your branches; look at the list anew.")
    state = HandoverState(row.state)
    if not state.is_open:
        raise CannotMove(f"It is {state.label} already, by {row.ended_by}; nothing was changed.")
    return row


def owner_at(place: Place) -> UUID | None:
    """Return who has what waits for a truck's word; None where the parts desk has it."""
    return place.technician.user_id if place.technician else None


def pass_on(row: Handover, place: Place, *, words: str, now: datetime) -> None:
    """Let the follow-up be that of whoever speaks for a place."""
    owner = owner_at(place)
    if row.followup_id is None or owner is None:
        return
    try:
        give_to(
            by=the_system(row.tenant_id, "Steadyhand"), followup_id=row.followup_id, owner=owner, words=words, now=now
        )
    except CannotHappen:
        return  # they have it already, or are away: then it stays with whoever has it, and its clock runs


def end(row: Handover, state: HandoverState, outcome: str, *, by: Actor, words: str, now: datetime) -> None:
    """Write down how a handover ended, in its row, its history and its follow-up."""
    was = row.state
    row.state, row.ended_at, row.ended_by, row.answer = state, now, by.name, words[:500]
    Handover.objects.filter(**row.where()).update(
        state=row.state, ended_at=row.ended_at, ended_by=row.ended_by, answer=row.answer
    )
    record_change(
        row, by=by, at=now, verb=f"handover {state.label}", why=words, was={"state": was}, became={"state": state}
    )
    if row.followup_id is not None:
        ended = e.Ended(at=now, by=by.user_id, outcome=outcome, words=words or state.label)
        act(the_system(row.tenant_id, by.name), row.followup_id, ended, with_record=True)
