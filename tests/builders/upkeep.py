"""Machines that want maintenance, and what their meters showed."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.builders.record import MONDAY, a_call, a_machine, a_meter, a_model, a_technician, a_visit

from steadyhand.business.calls.actions.reckon_maintenance import reckon_maintenance
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.business.machines.models import Machine, Meter, MeterReading
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import How

INSTALLED_ON = date(2025, 1, 6)


def a_machine_in_cycle(*, every_pages: int | None = None, every_days: int | None = 180, **facts: Any) -> Machine:
    """Return a machine installed in January 2025 whose model wants maintenance."""
    facts.setdefault("model", a_model(pm_every_pages=every_pages, pm_every_days=every_days))
    facts.setdefault("installed_on", INSTALLED_ON)
    return a_machine(**facts)


def noon_days_ago(days: int) -> datetime:
    """Return noon of that day by the branch's clock: so many times 24 hours end in another day once clocks change."""
    today = datetime.now(tz=ZoneInfo("America/New_York"))
    return datetime.combine(today.date() - timedelta(days=days), time(12), today.tzinfo)


def a_reading(meter: Meter, pages: int, at: datetime, **facts: Any) -> MeterReading:
    """Return a reading that counts."""
    facts = {"ref": f"{meter.ref}@{at:%Y%m%d%H%M}", "shown": pages, "pages_total": pages} | facts
    return MeterReading.objects.create(
        tenant_id=meter.tenant_id, meter=meter, read_at=at, **({"read_at_how": How.ENTERED} | facts)
    )


def a_paced_meter(machine: Machine, *, pages_a_day: int, days: int, until: datetime = MONDAY) -> Meter:
    """Return a meter read once so many days ago and once now."""
    meter = a_meter(machine)
    a_reading(meter, 100_000, until - timedelta(days=days))
    a_reading(meter, 100_000 + pages_a_day * days, until)
    return meter


def maintained(
    machine: Machine, at: datetime, *, technician: Technician | None = None, how: How = How.OBSERVED
) -> Visit:
    """Return a preventive visit that ended then."""
    call = a_call(machine=machine, call_type=CallType.PREVENTIVE, state="closed", taken_at=at, taken_at_how=how)
    technician = technician or a_technician(branch=call.branch)
    return a_visit(call=call, technician=technician, state=VisitState.DONE, finished_at=at, finished_at_how=how)


def reckoned(*machines: Machine) -> int:
    """Work out when these machines are due."""
    by = the_system(machines[0].tenant_id, "the maintenance plan")
    return reckon_maintenance(by=by, machine_ids=[machine.id for machine in machines])
