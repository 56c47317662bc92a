"""Somebody has learned something: how well a technician knows a family or a craft."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.models import Skill, Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def rate_skill(*, by: Actor, technician_id: UUID, name: str, level: int, now: datetime, why: str = "") -> UUID:
    """Say how well a technician knows something and return the skill's id: there is one of each name.

    Raises:
        CannotBeSo: not a technician of theirs, no name, or no such level.
    """
    # The technician's lock keeps two people from adding the same skill.
    technician = Technician.objects.visible_to(by).select_for_update().filter(id=technician_id).first()
    if technician is None:
        raise CannotBeSo("This technician isn't at one of your branches; look at the list anew.")
    if not (name := name.strip()):
        raise CannotBeSo("A skill needs a name: a family of machines, or a craft such as soldering.")
    if level not in Skill.Level.values:
        raise CannotBeSo(f"{level} is no level; choose 0 (none) to 4 (teaches).")
    known = Skill.objects.of(by.tenant_id).filter(technician=technician, name=name).first()
    if known is not None:
        change_row(known, {"level": level}, by=by, at=now, verb="skill rated", why=why)
        return known.id
    ref = f"{technician.ref}:{name}"[: Skill._meta.get_field("ref").max_length]
    skill = Skill(tenant_id=by.tenant_id, technician=technician, name=name, level=level, ref=ref)
    if Skill.objects.of(by.tenant_id).filter(ref=ref).exists():
        # Names that begin alike for 80 letters, or a file that used this number.
        skill.ref = str(skill.id)
    skill.save(force_insert=True)
    record_change(skill, by=by, at=now, verb="skill rated", why=why, became=facts_of(skill))
    return skill.id
