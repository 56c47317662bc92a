from dataclasses import replace

import pytest
from tests.builders import MONDAY, a_branch, a_customer, a_site, an_actor

from steadyhand.business.customers.actions.change_site import change_site
from steadyhand.business.customers.described import CannotKeep, DescribedSite
from steadyhand.business.customers.models import Site
from steadyhand.business.customers.queries.described import described_site
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.find_caller import find_caller
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def described(by: Actor, site: Site) -> DescribedSite:
    found = described_site(by, site.id)
    assert found is not None
    return found[1]


def test_a_site_is_found_by_its_new_street() -> None:
    site, dana = a_site(street="1 Elm Rd"), an_actor(Role.DISPATCHER)
    facts = replace(described(dana, site), street="9 Oak Ave")

    change_site(by=dana, site_id=site.id, facts=facts, country="US", now=MONDAY)

    assert [found.site_id for found in find_caller(by=dana, typed="9 oak")] == [site.id]


def test_a_form_that_does_not_show_the_door_code_leaves_it() -> None:
    site, dana = a_site(door_code="4711#"), an_actor(Role.DISPATCHER)

    change_site(by=dana, site_id=site.id, facts=replace(described(dana, site), name="Annex"), country="US", now=MONDAY)

    assert described(dana, site).door_code is None
    assert Site.objects.get(id=site.id).door_code == "4711#"


def test_a_new_door_code_is_history_without_being_told() -> None:
    site, dana = a_site(door_code="4711#"), an_actor(Role.DISPATCHER)

    change_site(
        by=dana, site_id=site.id, facts=replace(described(dana, site), door_code="0815"), country="US", now=MONDAY
    )

    (entry,) = changes_of(site.tenant_id, [site.id])
    assert Site.objects.get(id=site.id).door_code == "0815"
    assert (entry.verb, entry.was, entry.became) == ("door code changed", {}, {})


def test_another_branch_s_site_stays_as_it_is() -> None:
    site = a_site(a_customer(branch=a_branch("DAY")))
    facts = described(an_actor(Role.DISPATCHER), site)

    with pytest.raises(CannotKeep, match="isn't one of your branches' sites"):
        change_site(
            by=an_actor(Role.DISPATCHER, branch=a_branch()), site_id=site.id, facts=facts, country="US", now=MONDAY
        )
