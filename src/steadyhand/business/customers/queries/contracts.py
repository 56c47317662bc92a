"""Which contracts does a customer have, and what do they say?"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from steadyhand.business.customers.models import Contract
from steadyhand.business.customers.rules import ContractFacts
from steadyhand.business.customers.settings import CONTRACT_ENDS_SOON_DAYS, LEASE_ENDS_SOON_DAYS
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.shared.actor import Actor

# More contracts than this need an overview of their own, and no call depends on the rest.
MOST = 50


def contract_of(by: Actor, contract_id: UUID) -> ContractFacts | None:
    """Return one contract, or None where the actor can't see it."""
    return next(iter(_facts(by, Contract.objects.visible_to(by).filter(id=contract_id))), None)


def contracts_of(by: Actor, customer_id: UUID) -> tuple[ContractFacts, ...]:
    """Return a customer's contracts, the one that ends last first."""
    mine = Contract.objects.visible_to(by).filter(customer_id=customer_id)
    return tuple(_facts(by, mine.order_by("-ends_on", "ref")[:MOST]))


def _facts(by: Actor, contracts: Iterable[Contract]) -> Iterable[ContractFacts]:
    found = list(contracts)
    if not found:
        return
    values = values_of(by.tenant_id, [CONTRACT_ENDS_SOON_DAYS, LEASE_ENDS_SOON_DAYS])
    for contract in found:
        yield ContractFacts(
            id=contract.id,
            number=contract.ref,
            kind=contract.kind,
            starts_on=contract.starts_on,
            ends_on=contract.ends_on,
            covers_parts=contract.covers_parts,
            covers_labour=contract.covers_labour,
            covers_toner=contract.covers_toner,
            covers_network=contract.covers_network,
            needs_purchase_order=contract.needs_purchase_order,
            purchase_order=contract.purchase_order,
            response_minutes=contract.response_minutes,
            is_response_average=contract.response_term == Contract.ResponseTerm.QUARTERLY_AVERAGE,
            calendar_id=contract.calendar_id,
            lease_ends_on=contract.lease_ends_on,
            lessor=contract.lessor,
            contract_said_before=timedelta(days=values[CONTRACT_ENDS_SOON_DAYS]),
            lease_said_before=timedelta(days=values[LEASE_ENDS_SOON_DAYS]),
        )
