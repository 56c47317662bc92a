"""An opening that began with an older kit takes today's, as long as nobody has marked anything by the older one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.hiring.kit import as_kept, kit_from
from steadyhand.business.learning.models import Opening
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.queries.kits import has_begun, kit_for
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def renew_kit(*, by: Actor, opening_id: UUID, now: datetime) -> None:
    """Give an opening the kit that its post has today; one that is the same already stays so.

    Raises:
        CannotHire: it isn't at their branches, is closed, nothing is asked today, or somebody has begun to mark.
    """
    rows = Opening.objects.visible_to(by.within(LEADS)).select_for_update()
    row = rows.filter(id=opening_id, closed_at__isnull=True).first()
    if row is None:
        raise CannotHire("This opening is closed or not at your branches: open it again first.")
    today = kit_for(by.tenant_id, row.post)
    if today is None or not today.items:
        raise CannotHire("Nothing is asked for this post today: write its kit under Hiring, Interview kits, first.")
    was = kit_from(row.kit, "kit")
    if was == today:
        return
    if has_begun(by, opening_id):
        raise CannotHire(
            "Somebody has begun to mark by the kit that it has: all its candidates are asked that. Begin another "
            "opening to ask the newer one."
        )
    Opening.objects.filter(**row.where()).update(kit=as_kept(today))
    record_change(
        row, by=by, at=now, verb="opening's kit renewed", was={"version": was.number}, became={"version": today.number}
    )
