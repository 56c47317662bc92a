"""A post is to be filled: an opening, with what is needed and asked on that day."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.learning.hiring.kit import as_kept
from steadyhand.business.learning.models import Opening
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.queries.kits import kit_for
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def begin_opening(*, by: Actor, branch_id: UUID, post: str, title: str, now: datetime) -> UUID:
    """Open a post to be filled, with what it needs and what is asked for it today, and return its id.

    Raises:
        CannotHire: another branch, no name, no such post, or one for which nothing is asked.
    """
    lead = by.within(LEADS)
    if not lead.can_see_branch(branch_id) or branch_of(lead, branch_id) is None:
        raise CannotHire("Openings are for a branch that you lead: choose one of yours.")
    kit = kit_for(by.tenant_id, post)
    if kit is None:
        raise CannotHire(f"There is no post “{post}”: choose one of those offered.")
    if not kit.items:
        raise CannotHire(
            "Nothing is asked for this post yet: write its kit under Hiring, Interview kits, then begin the opening."
        )
    if not title.strip():
        raise CannotHire("Give the opening a name by which you will know it.")
    row = Opening.objects.create(
        tenant_id=by.tenant_id, branch_id=branch_id, post=post, title=title.strip(), kit=as_kept(kit), opened_at=now
    )
    record_change(row, by=by, at=now, verb="opening begun", became={"title": row.title})
    return row.id
