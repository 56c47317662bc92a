"""Which machines come back most: of one branch, of several, of one model, page by page."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import MONDAY, a_branch, a_customer, a_dealership, a_machine, a_model, a_site, an_actor

from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.models import MachineRuns
from steadyhand.business.insight.queries import by_model
from steadyhand.business.insight.queries.by_model import MachinesPage, machines_page
from steadyhand.business.machines.models import Machine, MachineModel
from steadyhand.shared.actor import Actor, the_system

pytestmark = pytest.mark.django_db


def came_back(times: int, branch: Branch, model: MachineModel | None = None) -> Machine:
    machine = a_machine(site=a_site(a_customer(branch=branch)), model=model)
    MachineRuns.objects.create(
        tenant_id=machine.tenant_id,
        machine=machine,
        branch_id=machine.customer.branch_id,
        model_id=machine.model_id,
        calls=10,
        callbacks=times,
        runs=0,
        run_pages=0,
        last_taken_at=MONDAY,
    )
    return machine


def of_branches(*branches: Branch) -> Actor:
    return replace(the_system(a_dealership().id, "a manager"), branch_ids=frozenset(branch.id for branch in branches))


def times(page: MachinesPage) -> list[int]:
    return [line.callbacks for line in page.machines]


def test_several_branches_machines_stand_in_one_order() -> None:
    columbus, dayton, akron = a_branch("COL"), a_branch("DAYT"), a_branch("AKR")
    for number, branch in enumerate((columbus, dayton, akron, columbus, dayton)):
        came_back(number, branch)

    assert times(machines_page(an_actor(Role.SERVICE_MANAGER))) == [4, 3, 2, 1, 0]
    assert times(machines_page(of_branches(columbus, dayton))) == [4, 3, 1, 0]
    assert times(machines_page(of_branches(columbus, dayton), branch_id=dayton.id)) == [4, 1]
    assert times(machines_page(of_branches(columbus), branch_id=dayton.id)) == []


def test_pages_of_several_branches_hang_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_model, "PAGE", 2)
    columbus, dayton = a_branch("COL"), a_branch("DAYT")
    for number, branch in enumerate((columbus, columbus, columbus, dayton, dayton)):
        # Two came back as often: their order is by id.
        came_back(max(1, number), branch)
    by = of_branches(columbus, dayton)

    first = machines_page(by)
    second = machines_page(by, after=first.next)
    third = machines_page(by, after=second.next)

    assert (times(first), times(second), times(third)) == ([4, 3], [2, 1], [1])
    assert (first.previous, third.next) == (None, None)
    assert machines_page(by, before=third.previous) == second
    assert machines_page(by, before=second.previous) == first


def test_only_one_models_machines() -> None:
    wanted = a_model(name="MX-4071")
    came_back(7, a_branch())
    came_back(3, a_branch(), wanted)

    assert times(machines_page(an_actor(Role.SERVICE_MANAGER), model_id=wanted.id)) == [3]


def test_a_machine_whose_customer_has_just_left_is_shown_to_neither_branch() -> None:
    columbus, dayton = a_branch("COL"), a_branch("DAYT")
    customer = came_back(7, columbus).customer
    came_back(3, columbus)
    customer.branch = dayton
    customer.save()

    assert times(machines_page(of_branches(columbus))) == [3]
    assert times(machines_page(of_branches(dayton))) == []


@pytest.mark.parametrize("of_one_model", [False, True])
def test_a_page_of_one_branch_is_read_off_an_index(*, of_one_model: bool) -> None:
    model = a_model()
    came_back(7, a_branch(), model)
    with CaptureQueriesContext(connection) as asked:
        machines_page(of_branches(a_branch()), model_id=model.id if of_one_model else None)
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads so small a table whole")

    (sql,) = [query["sql"] for query in asked.captured_queries if "insight_machineruns" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert ("machine_runs_branch_model" if of_one_model else "machine_runs_branch ") in plan
    assert "TEMP B-TREE" not in plan
