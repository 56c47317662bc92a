"""What a contract entitles to changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep, DescribedContract
from steadyhand.business.customers.models import Contract
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row


@transaction.atomic
def change_contract(
    *,
    by: Actor,
    contract_id: UUID,
    facts: DescribedContract,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotKeep: not a contract of theirs, or it would end before it starts.
    """
    contract = Contract.objects.visible_to(by).select_for_update(of=("self",)).filter(id=contract_id).first()
    if contract is None:
        raise CannotKeep("This contract isn't one of your branches' customers' contracts; look it up anew.")
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        raise CannotKeep("The contract would end before it starts; look at both dates.")
    change_row(contract, asdict(facts), by=by, at=now, verb="contract changed", why=why, opened=opened)
