"""Every dealership's numbers are brought up to date, and none of them twice."""

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_customer, a_dealership, a_machine, a_site

from steadyhand.business.insight.models import CallFact
from steadyhand.jobs.reckon_numbers import reckon_all_numbers

pytestmark = pytest.mark.django_db


def test_every_dealership_is_reckoned_once() -> None:
    mine = a_call()
    harbor = a_dealership(name="Harbor Copiers")
    theirs = a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch("HARBOR", tenant_id=harbor.id)))))

    assert (reckon_all_numbers(MONDAY), reckon_all_numbers(MONDAY)) == (2, 0)

    owners = dict(CallFact.objects.values_list("call_id", "tenant_id"))
    assert owners == {mine.id: mine.tenant_id, theirs.id: harbor.id}
