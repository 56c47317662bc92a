"""Closed calls go out once, in whole numbered files, and again as corrections when they change."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from tests.builders import (
    MONDAY,
    a_branch,
    a_call,
    a_contract,
    a_customer,
    a_dealership,
    a_machine,
    a_meter,
    a_part,
    a_site,
    an_actor,
)
from tests.builders.erp import a_watched_folder
from tests.builders.field import a_closing, a_visit_on_site, closed, fresh, its_technician

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.actions.correct_times import StatedTimes, correct_times
from steadyhand.business.calls.actions.reopen_call import reopen_call
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.close_visit import ReadMeter, close_visit
from steadyhand.imports.billing.queries import batch_file, batch_lines
from steadyhand.imports.billing.writing import CannotWriteBatch, write_again
from steadyhand.imports.models import BilledCall, BillingBatch, WatchedFolder
from steadyhand.imports.watching.looking import look_once
from steadyhand.imports.watching.places import Places

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def places() -> Places:
    a_branch()
    return a_watched_folder(bills_since=MONDAY - HOUR)


def look(hours: float) -> None:
    look_once(a_dealership().id, now=MONDAY + hours * HOUR)
    assert WatchedFolder.objects.get().problem == ""


def lines(places: Places, number: int = 1) -> list[dict[str, str]]:
    text = (places.out / f"billing-{number:06}.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def files(places: Places) -> list[str]:
    return sorted(path.name for path in places.out.iterdir())


def a_visit_of_the_clinic(**facts: Any) -> Visit:
    chen = a_customer(ref="1001")
    contract = a_contract(chen, ref="K7", covers_parts=False, purchase_order="PO-7")
    machine = a_machine(site=a_site(chen, ref="S1"), ref="E1", serial="NV1", contract=contract)
    return a_visit_on_site(call=a_call(machine=machine, ref="77"), **facts)


def test_a_closed_call_goes_out_with_all_a_bill_needs(places: Places) -> None:
    visit = a_visit_of_the_clinic()
    part = a_part(ref="FU-1", price_cents=38_050)
    meter = a_meter(visit.call.machine)
    close_visit(
        by=its_technician(visit),
        visit_id=visit.id,
        version=visit.version,
        closing=a_closing(parts=((part.id, 2),)),
        readings=[ReadMeter(meter.id, 12_345)],
        now=MONDAY + 2 * HOUR,
    )

    look(3)

    call, labour, used, read = lines(places)
    assert [each["line"] for each in (call, labour, used, read)] == ["call", "labour", "part", "meter"]
    assert {each["call_number"] for each in (call, labour, used, read)} == {"77"}
    assert (call["customer_number"], call["site_number"], call["machine_number"]) == ("1001", "S1", "E1")
    assert (call["batch"], call["correction"], call["call_state"]) == ("1", "0", "closed")
    assert (call["contract_number"], call["purchase_order"]) == ("K7", "PO-7")
    assert (call["closed_at"], call["closed_at_how"]) == ("2026-03-09T11:00:00-04:00", "observed")
    assert (labour["travel_minutes"], labour["labour_minutes"]) == ("30", "90")
    assert (labour["arrived_at"], labour["arrived_at_how"]) == ("2026-03-09T09:30:00-04:00", "observed")
    assert (labour["billable"], labour["because"]) == ("no", "contract K7 covers labour")
    assert (used["part_number"], used["quantity"], used["unit_price"]) == ("FU-1", "2", "380.50")
    assert (used["billable"], used["because"]) == ("yes", "contract K7 doesn't cover parts")
    assert (read["meter"], read["meter_shown"], read["meter_read_at_how"]) == ("mono", "12345", "entered")


def test_it_goes_out_once_however_often_it_is_looked_at(places: Places) -> None:
    closed(a_visit_of_the_clinic())

    for hours in (2, 2.5, 3, 30):
        look(hours)

    assert files(places) == ["billing-000001.csv"]
    assert BilledCall.objects.count() == 1


def test_a_correction_is_numbered_and_carries_the_whole_call(places: Places) -> None:
    visit = a_visit_of_the_clinic()
    closed(visit)
    look(2)
    correct_times(
        by=its_technician(visit),
        visit_id=visit.id,
        version=fresh(visit).version,
        times=StatedTimes(arrived_at=MONDAY + timedelta(minutes=40)),
        now=MONDAY + 3 * HOUR,
    )

    look(4)

    assert files(places) == ["billing-000001.csv", "billing-000002.csv"]
    call, labour = lines(places, 2)
    assert (call["correction"], labour["labour_minutes"], labour["arrived_at_how"]) == ("1", "20", "entered")


def reopened(call: Call, *, hours: float) -> Call:
    call.refresh_from_db()
    reopen_call(
        by=an_actor(Role.DISPATCHER, branch=call.branch),
        call_id=call.id,
        version=call.version,
        why="It jams again",
        waiting_for="parts",
        now=MONDAY + hours * HOUR,
    )
    call.refresh_from_db()
    return call


def test_a_reopened_call_waits_and_goes_out_again_when_it_is_closed_again(places: Places) -> None:
    visit = a_visit_of_the_clinic()
    closed(visit)
    look(2)
    reopened(visit.call, hours=3)
    look(4)
    assert files(places) == ["billing-000001.csv"]

    again = a_visit_on_site(call=visit.call, technician=visit.technician, number=2, at=MONDAY + 5 * HOUR)
    closed(again, at=MONDAY + 7 * HOUR)
    look(8)

    assert [(each["line"], each["visit"], each["correction"]) for each in lines(places, 2)] == [
        ("call", "", "1"),
        ("labour", "1", "1"),
        ("labour", "2", "1"),
    ]


def test_a_billed_call_that_is_cancelled_is_taken_back(places: Places) -> None:
    visit = a_visit_of_the_clinic()
    closed(visit)
    look(2)
    call = reopened(visit.call, hours=3)
    cancel_call(
        by=an_actor(Role.DISPATCHER, branch=call.branch),
        call_id=call.id,
        version=call.version,
        why="Another firm came",
        now=MONDAY + 4 * HOUR,
    )

    look(5)

    assert {(each["call_state"], each["correction"]) for each in lines(places, 2)} == {("cancelled", "1")}


def test_calls_closed_before_that_day_or_in_a_file_never_go_out(places: Places) -> None:
    a_call(ref="1", state="closed", closed_at=MONDAY, closed_at_how="entered")
    WatchedFolder.objects.update(bills_since=MONDAY + 5 * HOUR)
    closed(a_visit_of_the_clinic())

    look(8)

    assert files(places) == []


def test_each_branch_has_files_of_its_own(places: Places) -> None:
    closed(a_visit_of_the_clinic())
    there = a_customer(branch=a_branch("DAY"), ref="D1")
    closed(a_visit_on_site(call=a_call(machine=a_machine(site=a_site(there)), ref="88")))

    look(2)

    assert files(places) == ["billing-000001.csv", "billing-000002.csv"]
    assert {each["call_number"] for each in lines(places, 1)} != {each["call_number"] for each in lines(places, 2)}
    columbus = an_actor(Role.ADMINISTRATOR, branch=a_branch("COL"))
    (line,) = batch_lines(columbus)
    other = BillingBatch.objects.exclude(id=line.id).get()
    assert batch_file(columbus, other.id) is None
    with pytest.raises(CannotWriteBatch):
        write_again(by=columbus, batch_id=other.id, now=MONDAY)


def test_writing_again_gives_the_same_bytes(places: Places) -> None:
    closed(a_visit_of_the_clinic())
    look(2)
    file = places.out / "billing-000001.csv"
    before = file.read_bytes()
    file.unlink()

    write_again(by=an_actor(Role.ADMINISTRATOR), batch_id=BillingBatch.objects.get().id, now=MONDAY + 3 * HOUR)

    assert file.read_bytes() == before
    assert before.startswith(b"batch,correction,call_number")


def test_a_process_killed_before_the_file_was_whole_leaves_none_and_writes_it_next_time(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(a_visit_of_the_clinic())

    def dies(_handle: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("steadyhand.imports.billing.writing.os.fsync", dies)
        with pytest.raises(KeyboardInterrupt):
            look(2)
    assert [name for name in files(places) if name.endswith(".csv")] == []
    assert BillingBatch.objects.get().written_at is None

    look(3)

    assert files(places) == ["billing-000001.csv"]
    assert BilledCall.objects.count() == 1


def test_text_that_a_spreadsheet_would_run_is_neutralised(places: Places) -> None:
    visit = a_visit_of_the_clinic()
    customer = visit.call.customer
    assert customer is not None
    type(customer).objects.filter(id=customer.id).update(name="=cmd()")
    closed(visit)

    look(2)

    assert lines(places)[0]["customer_name"] == "'=cmd()"


def test_master_data_that_the_erp_changes_sends_nothing_out_again(places: Places) -> None:
    visit = a_visit_of_the_clinic()
    closed(visit)
    look(2)
    customer = visit.call.customer
    assert customer is not None
    type(customer).objects.filter(id=customer.id).update(name="Chen & Sons")

    look(2.5)

    assert files(places) == ["billing-000001.csv"]
