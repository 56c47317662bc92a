"""What does the record say about a customer? One page of customers, and everything about one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from steadyhand.business.customers.models import Contact, Contract, Customer, Goal, Site
from steadyhand.shared.actor import Actor

PAGE = 50
# More than any customer's card can show; a chain's further sites are found by their street.
MOST = 200


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """An account in a list."""

    id: UUID
    name: str
    number: str
    branch: str
    phone: str
    is_on_credit_hold: bool


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Accounts by name; `next_after` is where the next page begins, None on the last."""

    lines: tuple[CustomerLine, ...]
    next_after: UUID | None


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site, without its door code."""

    id: UUID
    name: str
    address: str
    phone: str
    how_to_get_in: str
    clearance: str
    # The name of the hours when somebody is let in, where it has its own.
    hours: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person at a customer."""

    id: UUID
    name: str
    job_title: str
    site: str
    phone: str
    mobile: str
    email: str
    preferred_channel: str
    has_agreed_to_email: bool
    has_agreed_to_sms: bool
    agreed_on: date | None
    has_left: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """What a customer wants, in their words."""

    id: UUID
    words: str
    said_by: str
    said_on: date
    is_reached: bool


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """An account with its sites, people and goals."""

    id: UUID
    name: str
    number: str
    branch_id: UUID
    branch: str
    phone: str
    email: str
    segment: str
    language: str
    is_on_credit_hold: bool
    customer_since_on: date | None
    note: str
    sites: tuple[SiteLine, ...]
    contacts: tuple[ContactLine, ...]
    goals: tuple[GoalLine, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What a machine may be put at: a customer's sites and contracts."""

    name: str
    site_ids: frozenset[UUID]
    contract_ids: frozenset[UUID]


def customers_by_name(by: Actor, *, after: UUID | None = None, most: int = PAGE) -> CustomerPage:
    """Return a page of the actor's customers by name; `after` is the last one of the page before."""
    rows = Customer.objects.visible_to(by).select_related("branch").order_by("name", "id")
    last = Customer.objects.visible_to(by).filter(id=after).first() if after else None
    if last is not None:
        # The first condition alone says it to the index; the second leaves out those already shown of the same name.
        rows = rows.filter(name__gte=last.name).filter(Q(name__gt=last.name) | Q(id__gt=last.id))
    found = list(rows[: most + 1])
    lines = tuple(
        CustomerLine(row.id, row.name, row.ref, row.branch.name, row.phone, row.is_on_credit_hold)
        for row in found[:most]
    )
    return CustomerPage(lines, lines[-1].id if len(found) > most else None)


def customer_card(by: Actor, customer_id: UUID) -> CustomerCard | None:
    """Return everything about one customer, or None where the actor can't see it. Four queries."""
    row = Customer.objects.visible_to(by).select_related("branch").filter(id=customer_id).first()
    if row is None:
        return None
    return CustomerCard(
        id=row.id,
        name=row.name,
        number=row.ref,
        branch_id=row.branch_id,
        branch=row.branch.name,
        phone=row.phone,
        email=row.email,
        segment=row.segment,
        language=row.language,
        is_on_credit_hold=row.is_on_credit_hold,
        customer_since_on=row.customer_since_on,
        note=row.note,
        sites=_sites(by, customer_id),
        contacts=_contacts(by, customer_id),
        goals=tuple(
            GoalLine(goal.id, goal.words, goal.said_by, goal.said_on, goal.is_reached)
            for goal in Goal.objects.visible_to(by)
            .filter(customer_id=customer_id)
            .order_by("is_reached", "-said_on", "id")[:MOST]
        ),
    )


def rows_of_customer(by: Actor, customer_id: UUID) -> frozenset[UUID]:
    """Return the customer and everything written down under it: sites, people, contracts, goals."""
    under = (Site, Contact, Contract, Goal)
    ids = {customer_id} if Customer.objects.visible_to(by).filter(id=customer_id).exists() else set()
    for model in under:
        ids |= set(model.objects.visible_to(by).filter(customer_id=customer_id).values_list("id", flat=True))
    return frozenset(ids)


def place_of_customer(by: Actor, customer_id: UUID) -> Place | None:
    """Return what machines may be put at, or None where the actor can't see the customer."""
    row = Customer.objects.visible_to(by).filter(id=customer_id).first()
    if row is None:
        return None
    sites = Site.objects.of(by.tenant_id).filter(customer_id=customer_id).values_list("id", flat=True)
    contracts = Contract.objects.of(by.tenant_id).filter(customer_id=customer_id).values_list("id", flat=True)
    return Place(row.name, frozenset(sites), frozenset(contracts))


def place_by_number(by: Actor, number: str) -> tuple[UUID, list[UUID]] | None:
    """Return the customer of this number and its sites, or None where the actor sees none."""
    customer_id = Customer.objects.visible_to(by).filter(ref=number.strip()).values_list("id", flat=True).first()
    if customer_id is None:
        return None
    sites = Site.objects.of(by.tenant_id).filter(customer_id=customer_id).order_by("id")
    return customer_id, list(sites.values_list("id", flat=True)[:2])


def _sites(by: Actor, customer_id: UUID) -> tuple[SiteLine, ...]:
    rows = Site.objects.visible_to(by).filter(customer_id=customer_id).order_by("name", "street", "id")
    return tuple(
        SiteLine(
            id=row.id,
            name=str(row),
            address=row.address,
            phone=row.phone,
            how_to_get_in=row.how_to_get_in,
            clearance=row.clearance,
            hours=row.calendar.name if row.calendar else "",
        )
        for row in rows.select_related("calendar")[:MOST]
    )


def _contacts(by: Actor, customer_id: UUID) -> tuple[ContactLine, ...]:
    rows = Contact.objects.visible_to(by).filter(customer_id=customer_id).select_related("site")
    return tuple(
        ContactLine(
            id=row.id,
            name=row.name,
            job_title=row.job_title,
            site=str(row.site) if row.site else "",
            phone=row.phone,
            mobile=row.mobile,
            email=row.email,
            preferred_channel=row.get_preferred_channel_display(),
            has_agreed_to_email=row.has_agreed_to_email,
            has_agreed_to_sms=row.has_agreed_to_sms,
            agreed_on=row.agreed_on,
            has_left=row.has_left,
        )
        for row in rows.order_by("has_left", "name", "id")[:MOST]
    )
