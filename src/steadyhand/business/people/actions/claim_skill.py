"""Somebody says how well a technician knows something: a claim more, and none is changed."""

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo, DescribedClaim
from steadyhand.business.people.levels import Source
from steadyhand.business.people.models import Skill, Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def claim_skill(*, by: Actor, technician_id: UUID, facts: DescribedClaim, now: datetime) -> UUID:
    """Add a claim about a technician and return its id. What they say of themselves is kept as their own word.

    Raises:
        CannotBeSo: not a technician of theirs, no name, no such level or source, or days that can't be meant.
    """
    technician = Technician.objects.visible_to(by).filter(id=technician_id).first()
    if technician is None:
        raise CannotBeSo("This technician isn't at one of your branches; look at the list anew.")
    facts = replace(facts, name=facts.name.strip(), evidence=facts.evidence.strip())
    _check(facts)
    is_own = by.user_id is not None and by.user_id == technician.user_id
    if is_own and facts.source != Source.SELF:
        raise CannotBeSo("What you say of yourself is your own word; ask somebody who has seen it to write it down.")
    if not is_own and facts.source == Source.SELF:
        raise CannotBeSo(f"Only {technician.name} can say that in their own word; choose on what else it rests.")
    claim = Skill(tenant_id=by.tenant_id, technician=technician, by_name=by.name, said_at=now, **asdict(facts))
    claim.ref = str(claim.id)
    claim.save(force_insert=True)
    record_change(claim, by=by, at=now, verb="skill claimed", why=facts.evidence, became=facts_of(claim))
    return claim.id


def _check(facts: DescribedClaim) -> None:
    if not facts.name:
        raise CannotBeSo("A skill needs a name: a family of machines, or a craft such as soldering.")
    if facts.level not in Skill.Level.values:
        raise CannotBeSo(f"{facts.level} is no level; choose 0 (none) to 4 (teaches).")
    if facts.source not in tuple(Source):
        raise CannotBeSo(f"“{facts.source}” is nothing a claim can rest on; choose one of those offered.")
    if facts.valid_from and facts.expires_on and facts.expires_on < facts.valid_from:
        raise CannotBeSo("It would end before it begins; look at both dates.")
    if facts.source in (Source.TEST, Source.CERTIFICATE) and not facts.evidence:
        raise CannotBeSo("Which test or certificate? Write it into the evidence, so that others can look it up.")
