"""How long a machine is watched after a repair: by its model's norm, never by one number for all."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.builders import MONDAY, a_call, a_machine, a_model, an_actor

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.queries.glances import glances_at, last_fix_at
from steadyhand.business.calls.rules import CallState
from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.models import ModelNorm, NormVersion
from steadyhand.business.machines.models import Machine, MachineModel
from steadyhand.flows.visit.watch_for_callback import watch_for_callback

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def norm(model: MachineModel, *, version: int, mean_days: float) -> None:
    made, _ = NormVersion.objects.get_or_create(
        tenant_id=model.tenant_id,
        number=version,
        defaults={
            "made_at": MONDAY,
            "because": "a test",
            "share": Decimal("0.5"),
            "memoryless_share": 0.39,
            "intervals": 40,
        },
    )
    ModelNorm.objects.create(
        tenant_id=model.tenant_id,
        version=made,
        model=model,
        mean_days=mean_days,
        intervals=40,
        intervals_in_pages=0,
    )


def machine_fixed(model: MachineModel) -> Machine:
    machine = a_machine(model=model)
    call = a_call(machine=machine)
    Call.objects.filter(id=call.id).update(taken_at=MONDAY - DAY, state=CallState.CLOSED, closed_at=MONDAY)
    return machine


def test_a_machine_is_watched_for_half_of_its_models_usual_run() -> None:
    model = a_model()
    machine = a_machine(model=model)
    norm(model, version=1, mean_days=100)
    norm(model, version=2, mean_days=80)

    watched = watch_for_callback(by=an_actor(Role.DISPATCHER, branch=machine.customer.branch), machine_ids=[machine.id])

    assert watched == {machine.id: 40 * DAY}


def test_what_fails_often_is_watched_for_less_than_what_fails_rarely() -> None:
    often, rarely = a_model(ref="M-often"), a_model(ref="M-rarely")
    norm(often, version=1, mean_days=20)
    norm(rarely, version=1, mean_days=200)
    frail, sturdy = machine_fixed(often), machine_fixed(rarely)
    dana, now = an_actor(Role.DISPATCHER, branch=frail.customer.branch), MONDAY + 15 * DAY

    watched = watch_for_callback(by=dana, machine_ids=[frail.id, sturdy.id])

    assert glances_at(dana, customer_ids=[], watched=watched, now=now).fixed_lately == {sturdy.id: MONDAY}
    assert last_fix_at(dana, frail.id, within=watched[frail.id], now=now) is None
    assert last_fix_at(dana, sturdy.id, within=watched[sturdy.id], now=now) is not None


def test_without_a_norm_the_dealerships_own_days_count() -> None:
    machine = a_machine()

    watched = watch_for_callback(by=an_actor(Role.DISPATCHER, branch=machine.customer.branch), machine_ids=[machine.id])

    assert watched == {machine.id: 30 * DAY}
