"""A claim about a technician counts no more: it stays to be read, with who revoked it and why."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.levels import Source
from steadyhand.business.people.models import Skill
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def revoke_claim(*, by: Actor, skill_id: UUID, why: str, on: date, now: datetime) -> None:
    """Let a claim count no more from a day on; revoked already, it stays as it was.

    Raises:
        CannotBeSo: not about a technician of theirs, no reason, or somebody's own word, which only they take back.
    """
    rows = Skill.objects.visible_to(by).select_related("technician").select_for_update(of=("self",))
    row = rows.filter(id=skill_id).first()
    if row is None:
        raise CannotBeSo("This isn't about a technician at your branches; look at the list anew.")
    is_own = by.user_id is not None and by.user_id == row.technician.user_id
    if is_own != (row.source == Source.SELF):
        told = "others wrote it" if is_own else f"it is {row.technician.name}'s own word"
        raise CannotBeSo(f"You can't revoke this: {told}. Answer it, or talk to them.")
    if not (why := why.strip()):
        raise CannotBeSo("Why does it count no more? Whoever reads it later has to know.")
    if row.revoked_on is not None:
        return
    facts = {"revoked_on": on, "revoked_by_name": by.name, "revoked_why": why}
    Skill.objects.filter(**row.where()).update(**facts)
    record_change(row, by=by, at=now, verb="skill claim revoked", why=why, was={"revoked_on": None}, became=facts)
