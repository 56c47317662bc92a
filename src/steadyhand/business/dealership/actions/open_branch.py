"""The dealership opens a branch."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo, DescribedBranch
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.places import check_branch
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def open_branch(*, by: Actor, branch: DescribedBranch, now: datetime) -> UUID:
    """Add a branch and return its id.

    Raises:
        CannotRunItSo: the code is taken, the zone or the calendar unknown, or the actor sees some branches only.
    """
    if by.branch_ids is not None:
        raise CannotRunItSo("Only an administrator of all branches can open one; ask them.")
    check_branch(by, branch)
    row = Branch.objects.create(tenant_id=by.tenant_id, **asdict(branch))
    record_change(row, by=by, at=now, verb="branch opened", became=facts_of(row))
    return row.id
