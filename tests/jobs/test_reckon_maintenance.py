"""All machines of all dealerships are gone through, however many."""

import pytest
from tests.builders import MONDAY, a_branch, a_customer, a_dealership, a_site
from tests.builders.upkeep import a_machine_in_cycle

from steadyhand.business.calls.models import MaintenanceDue
from steadyhand.jobs.reckon_maintenance import reckon_all_maintenance

pytestmark = pytest.mark.django_db


def test_every_machine_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.jobs.reckon_maintenance.CHUNK", 2)
    machines = [a_machine_in_cycle() for _ in range(5)]
    harbor = a_dealership(name="Harbor Copiers")
    theirs = a_machine_in_cycle(site=a_site(a_customer(branch=a_branch("HARBOR", tenant_id=harbor.id))))

    assert (reckon_all_maintenance(MONDAY), reckon_all_maintenance(MONDAY)) == (6, 0)

    assert set(MaintenanceDue.objects.values_list("machine_id", flat=True)) == {each.id for each in [*machines, theirs]}
