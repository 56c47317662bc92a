"""What is a visit about, for somebody inside who is asked or told of it? Never for the customer."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.visit_in_hand import is_own_visit
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class AskedFrom:
    """A visit as a colleague needs it who has never heard of it."""

    is_own: bool
    is_over: bool
    number: str
    branch_id: UUID
    customer_id: UUID | None
    customer: str
    machine_id: UUID | None
    machine: str
    model_id: UUID | None
    maker: str
    model_family: str
    problem: str
    problem_code_id: UUID | None

    @property
    def call(self) -> str:
        """Return the call in one line."""
        return " · ".join(part for part in (f"Call {self.number}", self.machine, self.problem) if part)


def asked_from(by: Actor, visit_id: UUID) -> AskedFrom | None:
    """Return what a visit is about; None where the actor can't see it. One query."""
    rows = Visit.objects.visible_to(by).filter(id=visit_id)
    visit = rows.select_related("technician", "call__customer", "call__machine__model").first()
    if visit is None:
        return None
    call, machine = visit.call, visit.call.machine
    model = machine.model if machine else None
    return AskedFrom(
        is_own=is_own_visit(visit, by),
        is_over=VisitState(visit.state).is_over,
        number=call.ref,
        branch_id=call.branch_id,
        customer_id=call.customer_id,
        customer=call.customer.name if call.customer else "",
        machine_id=call.machine_id,
        machine=str(model or machine) if machine else call.said_about_machine,
        model_id=model.id if model else None,
        maker=model.maker if model else "",
        model_family=model.family if model else "",
        problem=call.problem,
        problem_code_id=visit.problem_code_id or call.problem_code_id,
    )
