import pytest
from tests.builders import MONDAY, a_branch, a_customer, an_actor

from steadyhand.business.customers.actions.add_site import add_site
from steadyhand.business.customers.described import CannotKeep, DescribedSite
from steadyhand.business.customers.models import Site
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.find_caller import find_caller
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_new_site_is_found_by_its_street() -> None:
    customer, dana = a_customer(), an_actor(Role.DISPATCHER)

    added = add_site(
        by=dana, customer_id=customer.id, facts=DescribedSite(street="12 Elm Rd"), country="US", now=MONDAY
    )

    assert [found.site_id for found in find_caller(by=dana, typed="12 elm road")] == [added]


def test_a_door_code_is_kept_and_never_told_to_the_history() -> None:
    customer = a_customer()
    facts = DescribedSite(street="12 Elm Rd", door_code="4711#")

    added = add_site(by=an_actor(Role.DISPATCHER), customer_id=customer.id, facts=facts, country="US", now=MONDAY)

    (entry,) = changes_of(customer.tenant_id, [added])
    assert Site.objects.get(id=added).door_code == "4711#"
    assert entry.became["door_code"] == "kept back"


def test_a_site_needs_something_to_tell_it_by() -> None:
    with pytest.raises(CannotKeep, match="a name, a street or a city"):
        add_site(
            by=an_actor(Role.DISPATCHER), customer_id=a_customer().id, facts=DescribedSite(), country="US", now=MONDAY
        )


def test_another_branch_s_customer_gets_no_site() -> None:
    customer = a_customer(branch=a_branch("DAY"))

    with pytest.raises(CannotKeep, match="isn't one of your branches' customers"):
        add_site(
            by=an_actor(Role.DISPATCHER, branch=a_branch()),
            customer_id=customer.id,
            facts=DescribedSite(street="1 Elm"),
            country="US",
            now=MONDAY,
        )
