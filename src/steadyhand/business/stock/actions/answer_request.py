"""The parts desk answers what was asked for: from the shelf, from a truck, with a question, or with a no.

Each writes the step and what it moves. The follow-up and what was promised go along in `flows/visit/answer_part.py`.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.actions.move_parts import transfer_parts
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Balance, PartRequest, Place
from steadyhand.business.stock.places import place_of, truck_of
from steadyhand.business.stock.requests.keeping import Answered, answered, request_to_change, take_step
from steadyhand.business.stock.requests.rules import CannotAnswer, Step, WhyRefused
from steadyhand.shared.actor import Actor


@transaction.atomic
def give_from_shelf(*, by: Actor, request_id: UUID, version: int, place_id: UUID, now: datetime) -> Answered:
    """Take what was asked for off a shelf, onto the truck of whoever needs it.

    Of a technician whose truck isn't kept track of it is set aside on the shelf, and no line is written.

    Raises:
        CannotAnswer: it stands elsewhere by now, or the ledger has too few there.
    """
    row = request_to_change(by, request_id, version=version)
    place = _place(by, place_id, Place.Sort.BRANCH)
    _enough(by, row, place)
    entry, said = _onto_truck(by, row, place, now=now)
    take_step(row, Step.FROM_SHELF, by=by, words=said, now=now, source_id=place.id, entry=entry)
    return answered(row, Step.FROM_SHELF, said)


@transaction.atomic
def find_on_truck(*, by: Actor, request_id: UUID, version: int, place_id: UUID, now: datetime) -> Answered:
    """Say that a colleague's truck has it; it moves when both have met.

    Raises:
        CannotAnswer: it stands elsewhere by now, it is their own truck, or the ledger has too few aboard.
    """
    row = request_to_change(by, request_id, version=version)
    place = _place(by, place_id, Place.Sort.TRUCK)
    if place.technician_id == row.technician_id:
        raise CannotAnswer(f"{place} is the truck that needs it; choose a colleague’s.")
    _enough(by, row, place)
    said = f"{place} has it; it is yours once you have met."
    take_step(row, Step.FROM_TRUCK, by=by, words=said, now=now, source_id=place.id)
    return answered(row, Step.FROM_TRUCK, said)


@transaction.atomic
def hand_over(*, by: Actor, request_id: UUID, version: int, now: datetime) -> Answered:
    """Write down that it changed hands: it leaves the colleague's truck for the other one.

    Raises:
        CannotAnswer: it stands elsewhere by now.
    """
    row = request_to_change(by, request_id, version=version)
    if row.source_id is None:
        raise CannotAnswer("Nobody has said whose truck it comes from; answer it anew.")
    place = _place(by, row.source_id, Place.Sort.TRUCK)
    entry, said = _onto_truck(by, row, place, now=now)
    take_step(row, Step.HANDED_OVER, by=by, words=said, now=now, entry=entry)
    return answered(row, Step.HANDED_OVER, said)


@transaction.atomic
def fetch(*, by: Actor, request_id: UUID, version: int, now: datetime) -> Answered:
    """Write down that whoever needs it has taken it off the shelf onto their truck.

    Raises:
        CannotAnswer: it isn't here yet, was fetched already, or their truck isn't kept track of.
    """
    row = request_to_change(by, request_id, version=version)
    if row.entry is not None or row.source_id is None:
        raise CannotAnswer("It is on the truck already.")
    entry, said = _onto_truck(by, row, _place(by, row.source_id, Place.Sort.BRANCH), now=now)
    if entry is None:
        raise CannotAnswer("No stock is kept of this truck: take it off the shelf when it is used.")
    take_step(row, Step.FETCHED, by=by, words=said, now=now, entry=entry)
    return answered(row, Step.FETCHED, said)


@transaction.atomic
def was_not_there(*, by: Actor, request_id: UUID, version: int, words: str = "", now: datetime) -> Answered:
    """Say that the colleague doesn't have it after all: the parts desk has it again.

    Raises:
        CannotAnswer: it stands elsewhere by now.
    """
    row = request_to_change(by, request_id, version=version)
    said = words.strip() or "The colleague doesn’t have it after all."
    take_step(row, Step.NOT_THERE, by=by, words=said, now=now, source_id=None)
    return answered(row, Step.NOT_THERE, said)


@transaction.atomic
def ask_back(*, by: Actor, request_id: UUID, version: int, words: str, now: datetime) -> Answered:
    """Ask whoever wants it a question; it waits for them.

    Raises:
        CannotAnswer: nothing is asked, or it stands elsewhere by now.
    """
    return _say(by, request_id, version, Step.ASKED_BACK, words, now)


@transaction.atomic
def answer_back(*, by: Actor, request_id: UUID, version: int, words: str, now: datetime) -> Answered:
    """Answer the parts desk's question.

    Raises:
        CannotAnswer: nothing is said, or nobody asks any more.
    """
    return _say(by, request_id, version, Step.ANSWERED, words, now)


@transaction.atomic
def need_no_more(*, by: Actor, request_id: UUID, version: int, words: str = "", now: datetime) -> Answered:
    """Say that nobody needs it any more. What is ordered for it comes all the same, for the shelf.

    Raises:
        CannotAnswer: it is over already.
    """
    return _say(by, request_id, version, Step.NOT_NEEDED, words or "It isn’t needed any more.", now)


@transaction.atomic
def refuse_part(*, by: Actor, request_id: UUID, version: int, why: WhyRefused, words: str, now: datetime) -> Answered:
    """Refuse a part with a reason; the flow raises it as an obstacle.

    Raises:
        CannotAnswer: no reason, or it stands elsewhere by now.
    """
    row = request_to_change(by, request_id, version=version)
    said = f"{why.label[0].upper()}{why.label[1:]}: {words.strip()}" if words.strip() else ""
    take_step(row, Step.REFUSED, by=by, words=said, now=now, why_refused=why)
    return answered(row, Step.REFUSED, said)


def _say(by: Actor, request_id: UUID, version: int, step: Step, words: str, now: datetime) -> Answered:
    row = request_to_change(by, request_id, version=version)
    take_step(row, step, by=by, words=words, now=now)
    return answered(row, step, words.strip())


def _place(by: Actor, place_id: UUID, sort: str) -> Place:
    try:
        place = place_of(by, place_id)
    except CannotMove as refused:
        raise CannotAnswer(str(refused)) from refused
    if place.sort != sort:
        wanted = "a parts room" if sort == Place.Sort.BRANCH else "a truck"
        raise CannotAnswer(f"{place} isn’t {wanted}; choose one from the list.")
    return place


def _enough(by: Actor, row: PartRequest, place: Place) -> None:
    there = Balance.objects.of(by.tenant_id).filter(place_id=place.id, part_id=row.part_id)
    on_hand = there.values_list("on_hand", flat=True).first() or 0
    if on_hand < row.quantity:
        raise CannotAnswer(
            f"The ledger has {on_hand} × {row.part.name} at {place}, and {row.quantity} are asked for. "
            "If they lie there all the same, count the shelf first."
        )


def _onto_truck(by: Actor, row: PartRequest, place: Place, *, now: datetime) -> tuple[UUID | None, str]:
    """Move it onto the truck of whoever needs it; return the ledger's entry and what is said of it."""
    truck = truck_of(by.tenant_id, row.technician_id) if row.technician_id else None
    if truck is None or truck.id == place.id:
        return None, f"It lies ready at {place}."
    why = "Asked for" if row.call_id is None else "Asked for on a call"
    try:
        entry = transfer_parts(
            by=by, from_id=place.id, to_id=truck.id, parts={row.part_id: row.quantity}, why=why, now=now
        )
    except CannotMove as refused:
        raise CannotAnswer(str(refused)) from refused
    return entry, f"From {place}, now on {truck}."
