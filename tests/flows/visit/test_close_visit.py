"""A closing and its readings land together or not at all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.builders import MONDAY, a_call, a_meter
from tests.builders.field import a_closing, a_visit_on_site, fresh, its_technician
from tests.builders.promises import NOW, a_clinic
from tests.builders.upkeep import a_machine_in_cycle, reckoned

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.models import MaintenanceDue
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit
from steadyhand.business.conversations.models import HeldMessage, Statement
from steadyhand.business.conversations.queries.customers_words import words_instead
from steadyhand.business.machines.actions.record_reading import NoSuchMeter
from steadyhand.business.machines.models import MeterReading
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.flows.visit.close_visit import ReadMeter, close_visit
from steadyhand.flows.visit.take_back_closing import take_back_closing

pytestmark = pytest.mark.django_db
AT = MONDAY + timedelta(hours=1)


def test_the_reading_belongs_to_the_visit() -> None:
    visit = a_visit_on_site()
    meter = a_meter(visit.call.machine)

    result = close_visit(
        by=its_technician(visit),
        visit_id=visit.id,
        version=visit.version,
        closing=a_closing(),
        readings=[ReadMeter(meter.id, 51_234)],
        now=AT,
    )

    reading = MeterReading.objects.of(visit.tenant_id).get()
    assert (reading.visit_id, reading.shown, reading.read_at, reading.read_at_how) == (visit.id, 51_234, AT, "entered")
    assert result.call_state is CallState.CLOSED


def test_an_unknown_meter_leaves_the_visit_open() -> None:
    visit = a_visit_on_site()

    with pytest.raises(NoSuchMeter):
        close_visit(
            by=its_technician(visit),
            visit_id=visit.id,
            version=visit.version,
            closing=a_closing(),
            readings=[ReadMeter(uuid4(), 1)],
            now=AT,
        )

    assert fresh(visit).state == VisitState.ON_SITE


def test_a_refused_closing_keeps_no_reading() -> None:
    visit = a_visit_on_site()
    meter = a_meter(visit.call.machine)

    with pytest.raises(CannotMoveVisit):
        close_visit(
            by=its_technician(visit),
            visit_id=visit.id,
            version=visit.version,
            closing=Closing(outcome=VisitState.DONE),
            readings=[ReadMeter(meter.id, 51_234)],
            now=AT,
        )

    assert not MeterReading.objects.of(visit.tenant_id).exists()


def test_a_maintenance_done_begins_the_machine_s_next_count() -> None:
    machine = a_machine_in_cycle(every_days=180)
    reckoned(machine)
    visit = a_visit_on_site(call=a_call(machine=machine, call_type=CallType.PREVENTIVE))

    close_visit(by=its_technician(visit), visit_id=visit.id, version=visit.version, closing=a_closing(), now=AT)

    due = MaintenanceDue.objects.of(visit.tenant_id).get()
    assert (due.last_on, due.due_on) == (AT.date(), AT.date() + timedelta(days=180))


def test_what_the_record_contradicts_waits_and_the_closing_does_not() -> None:
    clinic = a_clinic()
    visit = clinic.visit(planned_for=NOW)
    bruno = clinic.house.by("Bruno")
    arrive(by=bruno, visit_id=visit.id, version=1, now=NOW)
    clinic.gives(kind=PromiseKind.PART, by_at=NOW + timedelta(days=3), sooner_because="It is on the van")
    closing = a_closing(VisitState.PARTS, next_step="The part will be here tomorrow by noon.")

    close_visit(by=bruno, visit_id=visit.id, version=2, closing=closing, now=NOW)

    assert fresh(visit).state == VisitState.PARTS
    held = HeldMessage.objects.get()
    assert held.statement.words.endswith("The part will be here tomorrow by noon.")
    assert words_instead(visit.tenant_id, clinic.call.id) == {visit.id: held.safe_words}
    take_back_closing(by=bruno, visit_id=visit.id, version=3, now=NOW + timedelta(minutes=1))
    assert list(Statement.objects.filter(visit=visit).values_list("state", flat=True)) == ["withdrawn"]
    assert words_instead(visit.tenant_id, clinic.call.id) == {}
