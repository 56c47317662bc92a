"""A slip of the parts desk is undone: the last answer, a moment ago, by whoever gave it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.actions.move_parts import transfer_parts
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import PartRequest, PartRequestStep, SupplierOrder, SupplierOrderLine
from steadyhand.business.stock.orders.rules import OrderState
from steadyhand.business.stock.places import truck_of
from steadyhand.business.stock.requests.keeping import Answered, answered, keep_step, request_to_change
from steadyhand.business.stock.requests.rules import CannotAnswer, LastStep, RequestState, Step, may_undo
from steadyhand.shared.actor import Actor


@transaction.atomic
def take_answer_back(*, by: Actor, request_id: UUID, version: int, now: datetime) -> Answered:
    """Undo the last step of a request, and what it moved.

    Raises:
        CannotAnswer: it was somebody else's, too long ago, or can't be undone.
    """
    row = request_to_change(by, request_id, version=version)
    last = PartRequestStep.objects.of(by.tenant_id).filter(request_id=row.id).order_by("-number").first()
    if last is None or not may_undo(LastStep(Step(last.step), last.by_id, last.at), by_id=by.user_id, now=now):
        raise CannotAnswer("This can’t be taken back any more; answer it as it is now.")
    step, was = Step(last.step), RequestState(last.was)
    if step is Step.FROM_SHELF and row.entry is not None:
        _move_back(by, row, now=now)
    if step is Step.ORDERED:
        _off_the_order(by, row)
    becomes = {"state": was, "source_id": None, "entry": None, "why_refused": "", "ended_at": None}
    if was is RequestState.COMING:
        # It was needed no more, and is: the colleague still has it.
        del becomes["source_id"]
    said = f"Taken back: {step.label}."
    keep_step(row, Step.TAKEN_BACK, was=RequestState(row.state), by=by, words=said, now=now, becomes=becomes)
    return answered(row, Step.TAKEN_BACK, said, undid=step, undid_at=last.at)


def _move_back(by: Actor, row: PartRequest, *, now: datetime) -> None:
    truck = truck_of(by.tenant_id, row.technician_id) if row.technician_id else None
    if truck is None or row.source_id is None:
        raise CannotAnswer("The truck isn’t kept track of any more; move the part back by hand.")
    try:
        transfer_parts(
            by=by,
            from_id=truck.id,
            to_id=row.source_id,
            parts={row.part_id: row.quantity},
            why="The answer was taken back",
            now=now,
        )
    except CannotMove as refused:
        raise CannotAnswer(str(refused)) from refused


def _off_the_order(by: Actor, row: PartRequest) -> None:
    line = (
        SupplierOrderLine.objects.of(by.tenant_id)
        .filter(request_id=row.id, is_off=False)
        .select_related("order")
        .first()
    )
    if line is None:
        return
    if line.order.state != OrderState.DRAFT:
        raise CannotAnswer(f"Order {line.order.ref} has left already; take it off the order there.")
    SupplierOrderLine.objects.filter(**line.where()).update(is_off=True, request_id=None)
    lines = SupplierOrderLine.objects.of(by.tenant_id).filter(order_id=line.order_id, is_off=False)
    if not lines.exists():
        SupplierOrder.objects.filter(**line.order.where()).update(
            state=OrderState.CANCELLED, cancelled_because="Nothing stood on it any more."
        )
