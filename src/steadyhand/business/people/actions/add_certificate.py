"""A technician has got a vendor's certificate."""

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo, DescribedCertificate
from steadyhand.business.people.expiry import CannotReckon, ExpiryRule, expiry_of
from steadyhand.business.people.models import Certification, Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def add_certificate(
    *, by: Actor, technician_id: UUID, facts: DescribedCertificate, now: datetime, renews: UUID | None = None
) -> UUID:
    """Add a certificate to a technician and return its id. `renews` is the one it takes the place of, which stays.

    Raises:
        CannotBeSo: not a technician of theirs, it renews somebody else's, it would expire before it was got, or its
            last day can't be reckoned.
    """
    technician = Technician.objects.visible_to(by).filter(id=technician_id).first()
    if technician is None:
        raise CannotBeSo("This technician isn't at one of your branches; look at the list anew.")
    facts = reckoned(facts)
    if (
        renews is not None
        and not Certification.objects.visible_to(by).filter(id=renews, technician=technician).exists()
    ):
        raise CannotBeSo(f"What it renews isn't a certificate of {technician.name}; add it as a new one.")
    certificate = Certification(tenant_id=by.tenant_id, technician=technician, renews_id=renews, **asdict(facts))
    # Only files bring a number of their own for a certificate; ours is its id.
    certificate.ref = str(certificate.id)
    certificate.save(force_insert=True)
    record_change(
        certificate,
        by=by,
        at=now,
        verb="certificate renewed" if renews else "certificate added",
        became=facts_of(certificate),
    )
    return certificate.id


def reckoned(facts: DescribedCertificate) -> DescribedCertificate:
    """Return the certificate with its last day, as its rule has it.

    Raises:
        CannotBeSo: it would expire before it was got, or what its rule reckons from is missing.
    """
    if facts.rule not in tuple(ExpiryRule):
        raise CannotBeSo(f"“{facts.rule}” says nothing about how long it holds; choose one of those offered.")
    if facts.rule != ExpiryRule.FIXED:
        try:
            found = expiry_of(
                ExpiryRule(facts.rule), got_on=facts.got_on, months=facts.months, grace_days=facts.grace_days
            )
        except CannotReckon as reason:
            raise CannotBeSo(str(reason)) from reason
        facts = replace(facts, expires_on=found.last_on)
    if facts.got_on and facts.expires_on and facts.expires_on < facts.got_on:
        raise CannotBeSo("The certificate would expire before it was got; look at both dates.")
    return facts
