from dataclasses import replace

import pytest
from tests.builders import MONDAY, a_branch, a_contact, a_customer, a_site, an_actor

from steadyhand.business.customers.actions.change_contact import change_contact
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.models import Contact
from steadyhand.business.customers.queries.described import described_contact
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.find_caller import find_caller

pytestmark = pytest.mark.django_db


def test_somebody_who_has_left_is_still_found_and_said_to_have_left() -> None:
    contact, dana = a_contact(name="Grace Chen"), an_actor(Role.DISPATCHER)
    found = described_contact(dana, contact.id)
    assert found is not None
    facts = replace(found[1], has_left=True)

    change_contact(by=dana, contact_id=contact.id, facts=facts, country="US", now=MONDAY)

    assert Contact.objects.get(id=contact.id).has_left
    assert find_caller(by=dana, typed="grace")[0].detail.startswith("has left")


def test_a_person_stays_at_their_own_customer_s_sites() -> None:
    contact, dana = a_contact(), an_actor(Role.DISPATCHER)
    found = described_contact(dana, contact.id)
    assert found is not None
    facts = replace(found[1], site_id=a_site(a_customer("Wong Dental")).id)

    with pytest.raises(CannotKeep, match="belongs to another customer"):
        change_contact(by=dana, contact_id=contact.id, facts=facts, country="US", now=MONDAY)


def test_another_branch_s_contact_stays_as_it_is() -> None:
    contact = a_contact(a_customer(branch=a_branch("DAY")))
    found = described_contact(an_actor(Role.DISPATCHER), contact.id)
    assert found is not None

    with pytest.raises(CannotKeep, match="isn't a contact of your branches' customers"):
        change_contact(
            by=an_actor(Role.DISPATCHER, branch=a_branch()),
            contact_id=contact.id,
            facts=found[1],
            country="US",
            now=MONDAY,
        )
