"""A post is to be filled: an opening, with the kit as it is on that day."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.learning.hiring.kit import kit_for
from steadyhand.business.learning.models import Opening
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.business.people.growth.needs import posts_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def begin_opening(*, by: Actor, branch_id: UUID, post: str, title: str, now: datetime) -> UUID:
    """Open a post to be filled, with the kit as it is today, and return its id.

    Raises:
        CannotHire: another branch, no name, or a post for which there is no kit.
    """
    lead = by.within(LEADS)
    if not lead.can_see_branch(branch_id) or branch_of(lead, branch_id) is None:
        raise CannotHire("Openings are for a branch that you lead: choose one of yours.")
    kit = kit_for(post)
    if kit is None or post not in {each.key for each in posts_of(by.tenant_id)}:
        raise CannotHire("There is no interview kit for this post: choose another one.")
    if not title.strip():
        raise CannotHire("Give the opening a name by which you will know it.")
    row = Opening.objects.create(
        tenant_id=by.tenant_id, branch_id=branch_id, post=post, title=title.strip(), kit=dict(kit), opened_at=now
    )
    record_change(row, by=by, at=now, verb="opening begun", became={"title": row.title})
    return row.id
