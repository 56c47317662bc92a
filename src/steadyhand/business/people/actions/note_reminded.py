"""Somebody was reminded that a certificate runs out: kept beside it, so that nobody is told the same twice."""

from uuid import UUID

from steadyhand.business.people.models import Certification


def note_reminded(*, tenant_id: UUID, certificate_id: UUID, days: int | None) -> None:
    """Keep which reminder was the latest, in days before the certificate is to be renewed. It is no change of it."""
    Certification.objects.of(tenant_id).filter(id=certificate_id).update(reminded_days=days)
