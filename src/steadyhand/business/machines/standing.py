"""May a machine be described so? What adding and changing both check."""

from collections.abc import Collection
from uuid import UUID

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.machines.described import DescribedMachine
from steadyhand.business.machines.models import Machine, MachineModel
from steadyhand.shared.actor import Actor


def check_facts(
    by: Actor, facts: DescribedMachine, *, contract_ids: Collection[UUID], apart_from: UUID | None = None
) -> None:
    """Refuse facts that can't be true of a machine.

    Raises:
        CannotKeep: nothing to know it by, a serial that another machine in the field has, a contract of another
            customer, an unknown model, or a removal before the installation.
    """
    if not (facts.serial or facts.asset_tag):
        raise CannotKeep("A machine needs its serial number or an asset tag; both stand on its plate or label.")
    if facts.contract_id and facts.contract_id not in contract_ids:
        raise CannotKeep("The contract belongs to another customer; choose one of this customer's contracts or none.")
    if facts.model_id and not MachineModel.objects.of(by.tenant_id).filter(id=facts.model_id).exists():
        raise CannotKeep("There is no such model; choose one from the list.")
    if facts.installed_on and facts.removed_on and facts.removed_on < facts.installed_on:
        raise CannotKeep("The machine would be removed before it was installed; look at both dates.")
    if facts.serial and facts.removed_on is None:
        # The same serial may come back after a removal, at another customer even.
        others = Machine.objects.of(by.tenant_id).filter(serial=facts.serial, removed_on__isnull=True)
        if apart_from is not None:
            others = others.exclude(id=apart_from)
        if taken := others.select_related("customer").first():
            seen = by.can_see_branch(taken.customer.branch_id)
            where = f"stands at {taken.customer.name}" if seen else "stands at a customer of another branch"
            raise CannotKeep(f"Serial number {facts.serial} {where}; move that machine, or look at the plate again.")
