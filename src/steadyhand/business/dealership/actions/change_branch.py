"""What is known about a branch changes, or it closes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo, DescribedBranch
from steadyhand.business.dealership.hearing import hours_changed
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.places import check_branch
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row


@transaction.atomic
def change_branch(
    *,
    by: Actor,
    branch_id: UUID,
    branch: DescribedBranch,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different. A closed branch keeps its customers and calls; no new ones are taken there.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotRunItSo: not a branch of theirs, facts that can't be true, or the last open branch would close.
    """
    row = Branch.objects.visible_to(by).select_for_update(no_key=True).filter(id=branch_id).first()
    if row is None:
        raise CannotRunItSo("This branch isn't one of yours; look at the list anew.")
    check_branch(by, branch, apart_from=branch_id)
    others = Branch.objects.of(by.tenant_id).filter(is_closed=False).exclude(id=branch_id)
    if branch.is_closed and not others.exists():
        raise CannotRunItSo(f"{row.name} is the last open branch; a dealership needs one to take calls at.")
    change_row(row, asdict(branch), by=by, at=now, verb="branch changed", why=why, opened=opened)
    hours_changed(by=by, now=now)
