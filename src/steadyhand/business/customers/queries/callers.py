"""Who is on the phone: which customer, at which site, which of their people?"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from steadyhand.business.customers.models import Contact, Customer, Site
from steadyhand.shared.actor import Actor

# What somebody can choose from while a caller waits; beyond this they find the site by its street.
MOST = 50


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """An account, as far as taking a call needs it."""

    id: UUID
    number: str
    name: str
    phone: str
    branch_id: UUID
    is_on_credit_hold: bool


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A place of a customer, and the calendar it keeps, if it keeps one of its own."""

    id: UUID
    customer_id: UUID
    name: str
    address: str
    calendar_id: UUID | None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A person at a customer. `phone` is the number to try first."""

    id: UUID
    name: str
    job_title: str
    phone: str


def customer_of(by: Actor, customer_id: UUID) -> CustomerFacts | None:
    """Return one customer, or None where the actor can't see it."""
    found = Customer.objects.visible_to(by).filter(id=customer_id).first()
    if found is None:
        return None
    return CustomerFacts(
        id=found.id,
        number=found.ref,
        name=found.name,
        phone=found.phone,
        branch_id=found.branch_id,
        is_on_credit_hold=found.is_on_credit_hold,
    )


def site_of(by: Actor, site_id: UUID) -> SiteFacts | None:
    """Return one site, or None where the actor can't see it."""
    found = Site.objects.visible_to(by).filter(id=site_id).first()
    return None if found is None else _site(found)


def sites_of(by: Actor, customer_id: UUID) -> tuple[SiteFacts, ...]:
    """Return a customer's sites by name."""
    sites = Site.objects.visible_to(by).filter(customer_id=customer_id).order_by("name", "street", "id")
    return tuple(_site(site) for site in sites[:MOST])


def contact_of(by: Actor, contact_id: UUID, *, customer_id: UUID) -> ContactFacts | None:
    """Return one of a customer's people, or None for anybody else."""
    found = Contact.objects.visible_to(by).filter(id=contact_id, customer_id=customer_id).first()
    return None if found is None else _contact(found)


def contacts_of(by: Actor, customer_id: UUID, *, site_id: UUID | None = None) -> tuple[ContactFacts, ...]:
    """Return a customer's people by name: those of the site and those of no particular site."""
    people = Contact.objects.visible_to(by).filter(customer_id=customer_id, has_left=False)
    if site_id is not None:
        people = people.filter(Q(site_id=site_id) | Q(site_id__isnull=True))
    return tuple(_contact(person) for person in people.order_by("name", "id")[:MOST])


def _site(site: Site) -> SiteFacts:
    return SiteFacts(
        id=site.id,
        customer_id=site.customer_id,
        name=str(site),
        address=site.address,
        calendar_id=site.calendar_id,
    )


def _contact(person: Contact) -> ContactFacts:
    return ContactFacts(id=person.id, name=person.name, job_title=person.job_title, phone=person.mobile or person.phone)
