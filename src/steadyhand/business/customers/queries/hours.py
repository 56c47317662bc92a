"""By which hours can a customer be reached?"""

from uuid import UUID

from steadyhand.business.customers.models import Site


def calendar_of_site(tenant_id: UUID, site_id: UUID) -> UUID | None:
    """Return the calendar that a site keeps, None where it has none of its own. One query."""
    return Site.objects.of(tenant_id).filter(id=site_id).values_list("calendar_id", flat=True).first()
