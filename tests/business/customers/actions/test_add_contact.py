import pytest
from tests.builders import MONDAY, a_customer, a_site, an_actor

from steadyhand.business.customers.actions.add_contact import add_contact
from steadyhand.business.customers.described import CannotKeep, DescribedContact
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.find_caller import find_caller

pytestmark = pytest.mark.django_db


def test_a_new_person_is_found_by_name_and_by_mobile() -> None:
    customer, dana = a_customer(), an_actor(Role.DISPATCHER)
    facts = DescribedContact(name="Grace Chen", mobile="614-555-0177")

    added = add_contact(by=dana, customer_id=customer.id, facts=facts, country="US", now=MONDAY)

    assert [found.contact_id for found in find_caller(by=dana, typed="grace")] == [added]
    assert [found.contact_id for found in find_caller(by=dana, typed="5550177")] == [added]


def test_a_person_is_not_put_at_another_customer_s_site() -> None:
    facts = DescribedContact(name="Grace Chen", site_id=a_site(a_customer("Wong Dental")).id)

    with pytest.raises(CannotKeep, match="isn't one of Chen Family Clinic's sites"):
        add_contact(by=an_actor(Role.DISPATCHER), customer_id=a_customer().id, facts=facts, country="US", now=MONDAY)
