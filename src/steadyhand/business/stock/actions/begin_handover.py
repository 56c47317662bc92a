"""A part is offered to a colleague or the parts room, or asked for: from then on it is spoken for."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.to_drive_to import is_call_seen
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.machines.queries import PartFound, parts_named
from steadyhand.business.stock.kinds import HANDOVER
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Balance, Handover, Place
from steadyhand.business.stock.places import place_of
from steadyhand.business.stock.queries.handovers import SpokenFor, spoken_for
from steadyhand.business.stock.trucks.keeping import ABOUT, owner_at, speaks_for
from steadyhand.business.stock.trucks.rules import MOST_HANDED, HandoverState, Side
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id


@transaction.atomic
def begin_handover(
    *,
    by: Actor,
    from_id: UUID,
    to_id: UUID,
    part_id: UUID,
    quantity: int,
    call_id: UUID | None = None,
    why: str = "",
    only_spare: bool = False,
    now: datetime,
) -> UUID:
    """Offer so many, or ask for them, and return the handover's id. Whoever offers has said how many they gave.

    The other side has a follow-up until both have said the same number. What is asked for may be more than the ledger
    has: whoever looks knows better. `only_spare`: not what somebody else has asked for already.

    Raises:
        CannotMove: not between two places of one branch, neither is theirs to speak for, no possible quantity, or
            nothing to spare.
    """
    source, target = place_of(by, from_id), place_of(by, to_id)
    part = parts_named(by, [part_id]).get(part_id)
    if part is None:
        raise CannotMove("This part is no longer in the catalogue; look for it again.")
    if source.id == target.id:
        raise CannotMove("From a place to itself nothing moves; choose another one.")
    if source.branch_id != target.branch_id:
        raise CannotMove(f"{target} is at another branch; ask the parts desk to send it there.")
    if not 1 <= quantity <= MOST_HANDED:
        raise CannotMove(f"{quantity} × {part.name} can't be right; type 1 to {MOST_HANDED}.")
    if call_id is not None and not is_call_seen(by, call_id):
        raise CannotMove("This call isn't at one of your branches; look at your day anew.")
    side = Side.GIVER if speaks_for(by, source) else Side.RECEIVER
    if side is Side.RECEIVER and not speaks_for(by, target):
        raise CannotMove(f"Only whoever speaks for {source} or {target} can hand parts from one to the other.")
    if only_spare:
        _check_spare(source, part, quantity)
    row_id, other = new_id(), target if side is Side.GIVER else source
    verb = "gives you" if side is Side.GIVER else "asks you for"
    said = f"{by.name} {verb} {quantity} × {part.name}"
    owner = owner_at(other)
    followup_id = open_followup(
        by=by,
        kind=HANDOVER.name,
        subject=Subject(branch_id=source.branch_id, title=said, about_kind=ABOUT, about_id=row_id),
        words=why.strip() or f"From {source} to {target}.",
        owner=owner,
        role="" if owner else Role.PARTS,
        now=now,
    )
    given = {"given": quantity, "given_by": by.name, "given_at": now} if side is Side.GIVER else {}
    row = Handover.objects.create(
        id=row_id,
        tenant_id=by.tenant_id,
        from_place=source,
        to_place=target,
        part_id=part_id,
        quantity=quantity,
        call_id=call_id,
        why=why.strip(),
        begun_side=side,
        begun_by=by.name,
        begun_at=now,
        state=HandoverState.WAITS,
        followup_id=followup_id,
        **given,
    )
    record_change(
        row,
        by=by,
        at=now,
        verb="handover begun",
        became={"part": part.number, "quantity": quantity, "from": _named(source), "to": _named(target)},
        why=why,
    )
    return row_id


def _check_spare(source: Place, part: PartFound, quantity: int) -> None:
    """Refuse what isn't there or is spoken for. Of two who ask at once the second waits here, and is told."""
    rows = Balance.objects.of(source.tenant_id).select_for_update(of=("self",))
    balance = rows.filter(place=source, part_id=part.id).first()
    leaves = spoken_for(source.tenant_id, [source.id]).get((source.id, part.id), SpokenFor()).leaves
    if balance is None or balance.on_hand - leaves < quantity:
        raise CannotMove(f"Somebody was faster: {source} has no {part.name} to spare any more. This page is fresh.")


def _named(place: Place) -> str:
    return place.name
