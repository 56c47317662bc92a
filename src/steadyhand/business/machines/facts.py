"""Which machine is it? What whoever takes or plans a call must know of it."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class MachineFacts:
    """A machine in the field."""

    id: UUID
    serial: str
    asset_tag: str
    model: str
    stands_where: str
    customer_id: UUID
    site_id: UUID | None
    contract_id: UUID | None
    is_removed: bool

    @property
    def said(self) -> str:
        return f"{self.model} · {self.serial}" if self.model else self.serial


def machine_of(by: Actor, machine_id: UUID) -> MachineFacts | None:
    """Return one machine, or None where the actor can't see it."""
    found = Machine.objects.visible_to(by).select_related("model").filter(id=machine_id).first()
    if found is None:
        return None
    return MachineFacts(
        id=found.id,
        serial=str(found),
        asset_tag=found.asset_tag,
        model=str(found.model) if found.model else "",
        stands_where=found.stands_where,
        customer_id=found.customer_id,
        site_id=found.site_id,
        contract_id=found.contract_id,
        is_removed=found.removed_on is not None,
    )
