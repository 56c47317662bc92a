"""A technician has got a vendor's certificate."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo, DescribedCertificate
from steadyhand.business.people.models import Certification, Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def add_certificate(*, by: Actor, technician_id: UUID, facts: DescribedCertificate, now: datetime) -> UUID:
    """Add a certificate to a technician and return its id.

    Raises:
        CannotBeSo: not a technician of theirs, or it would expire before it was got.
    """
    technician = Technician.objects.visible_to(by).filter(id=technician_id).first()
    if technician is None:
        raise CannotBeSo("This technician isn't at one of your branches; look at the list anew.")
    check_dates(facts)
    certificate = Certification(tenant_id=by.tenant_id, technician=technician, **asdict(facts))
    # Only files bring a number of their own for a certificate; ours is its id.
    certificate.ref = str(certificate.id)
    certificate.save(force_insert=True)
    record_change(certificate, by=by, at=now, verb="certificate added", became=facts_of(certificate))
    return certificate.id


def check_dates(facts: DescribedCertificate) -> None:
    """Refuse a certificate that expires before it was got.

    Raises:
        CannotBeSo: it does.
    """
    if facts.got_on and facts.expires_on and facts.expires_on < facts.got_on:
        raise CannotBeSo("The certificate would expire before it was got; look at both dates.")
