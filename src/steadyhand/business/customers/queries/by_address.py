"""Who at which customer writes from this address or number?"""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.customers.finding import CONTACT
from steadyhand.business.customers.models import Contact
from steadyhand.shared.lookup import finding_keys
from steadyhand.shared.models import FindingKey
from steadyhand.shared.words import phone_dialled

# An address that more people share than this says nothing of who wrote.
MOST = 50


@dataclass(frozen=True, slots=True)
class Person:
    """A contact, and whose they are."""

    id: UUID
    name: str
    customer_id: UUID
    customer: str
    site_id: UUID | None
    branch_id: UUID
    email: str
    mobile: str
    has_agreed_to_email: bool
    has_agreed_to_sms: bool


def person_called(tenant_id: UUID, contact_id: UUID) -> Person | None:
    row = Contact.objects.of(tenant_id).select_related("customer").filter(id=contact_id).first()
    return _person(row) if row else None


def people_with_email(tenant_id: UUID, address: str) -> tuple[Person, ...]:
    """Return whoever is written to at an e-mail address; those who have left only where nobody else is. One query."""
    if not address:
        return ()
    rows = Contact.objects.of(tenant_id).filter(email__iexact=address).select_related("customer")
    return tuple(_person(row) for row in rows.order_by("has_left", "id")[:MOST])


def people_with_mobile(tenant_id: UUID, number: str, *, country: str) -> tuple[Person, ...]:
    """Return whoever has this mobile number, however it is written. Two queries."""
    dialled = phone_dialled(number, country)
    keys = finding_keys([("phone", number)], country=country) if dialled else []
    if not keys:
        return ()
    hits = FindingKey.objects.filter(tenant_id=tenant_id, key__in=keys, target_kind=CONTACT)
    ids = list(hits.values_list("target_id", flat=True).distinct()[: MOST * 4])
    rows = Contact.objects.of(tenant_id).filter(id__in=ids).select_related("customer")
    return tuple(
        _person(row) for row in rows.order_by("has_left", "id") if phone_dialled(row.mobile, country) == dialled
    )


def _person(row: Contact) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        customer_id=row.customer_id,
        customer=row.customer.name,
        site_id=row.site_id,
        branch_id=row.customer.branch_id,
        email=row.email,
        mobile=row.mobile,
        has_agreed_to_email=row.has_agreed_to_email,
        has_agreed_to_sms=row.has_agreed_to_sms,
    )
