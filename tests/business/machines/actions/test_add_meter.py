import pytest
from tests.builders import MONDAY, a_branch, a_machine, a_meter, an_actor

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.actions.add_meter import add_meter
from steadyhand.business.machines.models import Meter
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_a_meter_is_added_and_stands_in_the_machine_s_history() -> None:
    machine = a_machine()

    added = add_meter(by=an_actor(Role.DISPATCHER), machine_id=machine.id, kind="scan", digits=6, now=MONDAY)

    meter = Meter.objects.get(id=added)
    assert (meter.kind, meter.digits, meter.machine_id) == ("scan", 6, machine.id)
    assert changes_of(machine.tenant_id, [machine.id])[0].verb == "scan meter added"


@pytest.mark.parametrize(
    ("kind", "digits", "told"),
    [("mono", 8, "has a mono meter already"), ("toner", 8, "“toner” is no kind of meter"), ("scan", 3, "4 to 12")],
)
def test_what_can_t_be_a_meter_is_refused(kind: str, digits: int, told: str) -> None:
    meter = a_meter()

    with pytest.raises(CannotKeep, match=told):
        add_meter(by=an_actor(Role.DISPATCHER), machine_id=meter.machine_id, kind=kind, digits=digits, now=MONDAY)


def test_another_branch_s_machine_is_not_there() -> None:
    dayton = an_actor(Role.DISPATCHER, branch=a_branch("DAY"))

    with pytest.raises(CannotKeep, match="isn't at one of your branches' customers"):
        add_meter(by=dayton, machine_id=a_machine().id, kind="scan", digits=6, now=MONDAY)
