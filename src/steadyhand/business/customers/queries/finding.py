"""Which customers, sites and people may be shown of those that were found?"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import BooleanField, Case, OuterRef, Subquery, Value, When
from django.db.models.lookups import In

from steadyhand.business.customers.finding import CallerFound, in_one_line
from steadyhand.business.customers.models import Contact, Customer, Site
from steadyhand.shared.actor import Actor
from steadyhand.shared.words import phone_shown


def keys_seen_by(by: Actor) -> Case:
    """Return the condition under which a finding key leads to a row of the actor's branches.

    It asks each key for the branch of its customer. As EXISTS, PostgreSQL would first read all rows of the branch into
    a hash; as a plain OR it would expect so few hits that it compiles the query (its JIT): a third of a second either
    way. Of a Case it expects every second key to pass, and reads until the limit.
    """
    its_customer = Customer.objects.of(by.tenant_id).filter(id=OuterRef("home_id"))
    is_ours = In(Subquery(its_customer.values(Customer.branch_path)[:1]), list(by.branch_ids or ()))
    return Case(When(is_ours, then=Value(True)), default=Value(False), output_field=BooleanField())


def customers_found(by: Actor, ids: Collection[UUID], *, country: str) -> list[CallerFound]:
    rows = Customer.objects.visible_to(by).filter(id__in=ids).select_related("branch") if ids else ()
    return [
        CallerFound(
            kind="customer",
            id=row.id,
            title=row.name,
            detail=in_one_line(row.ref, row.branch.name, phone_shown(row.phone, country)),
            customer_id=row.id,
        )
        for row in rows
    ]


def sites_found(by: Actor, ids: Collection[UUID]) -> list[CallerFound]:
    rows = Site.objects.visible_to(by).filter(id__in=ids).select_related("customer") if ids else ()
    return [
        CallerFound(
            kind="site",
            id=row.id,
            title=str(row),
            detail=in_one_line(row.customer.name, row.address),
            customer_id=row.customer_id,
            site_id=row.id,
        )
        for row in rows
    ]


def contacts_found(by: Actor, ids: Collection[UUID], *, country: str) -> list[CallerFound]:
    rows = Contact.objects.visible_to(by).filter(id__in=ids).select_related("customer") if ids else ()
    return [
        CallerFound(
            kind="contact",
            id=row.id,
            title=row.name,
            detail=in_one_line(
                "has left" if row.has_left else row.job_title,
                row.customer.name,
                phone_shown(row.mobile or row.phone, country),
            ),
            customer_id=row.customer_id,
            site_id=row.site_id,
            contact_id=row.id,
        )
        for row in rows
    ]


def names_of_customers(by: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    return {row.id: row.name for row in Customer.objects.visible_to(by).filter(id__in=ids)}


def names_of_sites(by: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return sites by name, each with its customer's."""
    rows = Site.objects.visible_to(by).filter(id__in=ids).select_related("customer")
    return {row.id: in_one_line(str(row), row.customer.name) for row in rows}


def names_of_contacts(by: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return people by name, each with their customer's."""
    rows = Contact.objects.visible_to(by).filter(id__in=ids).select_related("customer")
    return {row.id: in_one_line(row.name, row.customer.name) for row in rows}
