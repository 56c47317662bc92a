from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.builders.happenings import OPENING, UNTIL, a_small_dealership, a_taken_call, a_visit_made

from steadyhand.business.calls.actions.open_call import open_call
from steadyhand.business.calls.models import Call, Code, CustomerMessage, PartUsed, Visit
from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch, Dealership, User
from steadyhand.business.machines.models import MeterReading
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import How
from steadyhand.shared.lookup import find
from steadyhand.shared.models import Batch, FindingKey
from steadyhand.simulator import happenings as h
from steadyhand.simulator.landing.bulk import NotFounded, land_in_bulk
from steadyhand.simulator.landing.calls import OutOfOrder
from steadyhand.simulator.landing.clearing import StandsAlready

pytestmark = pytest.mark.django_db


def test_a_finished_call_stands_in_the_record_with_its_visit_parts_and_reading() -> None:
    landed = land_in_bulk(a_small_dealership(), run="small", until=UNTIL)

    call = Call.objects.of(landed.tenant_id).get(ref="10001")
    visit = Visit.objects.of(landed.tenant_id).get(call=call)
    assert (call.state, call.closed_at, call.version) == ("closed", OPENING + timedelta(hours=4.5), 4)
    assert (visit.ref, visit.state, visit.arrived_at_how) == ("10001-1", "done", How.OBSERVED)
    assert PartUsed.objects.of(landed.tenant_id).get(visit=visit).quantity == 1
    assert MeterReading.objects.of(landed.tenant_id).get(visit_id=visit.id).shown == 410_101


def test_what_is_open_when_time_ends_stands_open() -> None:
    landed = land_in_bulk(a_small_dealership(), run="small", until=UNTIL)

    call = Call.objects.of(landed.tenant_id).get(ref="10004")
    visit = Visit.objects.of(landed.tenant_id).get(call=call)
    message = CustomerMessage.objects.of(landed.tenant_id).get(call=call)
    assert (call.state, call.customer.name if call.customer else "", visit.state) == (
        "under_way",
        "Chen Family Clinic",
        "on_the_way",
    )
    assert visit.finished_at is None
    assert message.answered_by == "Dana Whitfield"


def test_a_cancelled_call_takes_its_planned_visit_along() -> None:
    landed = land_in_bulk(a_small_dealership(), run="small", until=UNTIL)

    call = Call.objects.of(landed.tenant_id).get(ref="10003")
    assert (call.state, call.cancelled_because) == ("cancelled", "It runs again")
    assert Visit.objects.of(landed.tenant_id).get(call=call).state == "cancelled"


def test_everybody_is_found_by_name_phone_and_serial() -> None:
    landed = land_in_bulk(a_small_dealership(), run="small", until=UNTIL)

    found = {typed: [hit.kind for hit in find(tenant_id=landed.tenant_id, typed=typed)] for typed in ("nv450", "0148")}
    assert found["nv450"] == ["m"]
    assert sorted(found["0148"]) == ["c", "s"]


def test_the_next_call_somebody_takes_gets_the_next_number() -> None:
    landed = land_in_bulk(a_small_dealership(), run="small", until=UNTIL)

    opened = open_call(
        by=the_system(landed.tenant_id, "a test"),
        branch_id=Branch.objects.of(landed.tenant_id).get().id,
        problem="Streaks",
        caller_name="Mr Ortiz",
        now=UNTIL,
    )

    assert opened.number == "10005"


def test_what_no_table_takes_yet_is_counted() -> None:
    landed = land_in_bulk(a_small_dealership(), run="small", until=UNTIL)

    assert landed.without_table == {"SupplierKnown": 1}
    assert (landed.rows["calls"], landed.rows["visits"], landed.rows["customer messages"]) == (4, 5, 1)


def test_a_row_that_changes_after_it_was_written_is_changed() -> None:
    story = [*a_small_dealership(), h.CreditHoldChanged(key="customer:1", at=UNTIL, is_on_credit_hold=True)]

    landed = land_in_bulk(story, run="small", until=UNTIL)

    assert Customer.objects.of(landed.tenant_id).get().is_on_credit_hold


def test_an_interrupted_run_leaves_nothing() -> None:
    def interrupted() -> Iterator[h.Happening]:
        yield from a_small_dealership()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        land_in_bulk(interrupted(), run="small", until=UNTIL)

    tables = (Dealership, User, Branch, Batch, FindingKey)
    assert [model.objects.count() for model in tables] == [0, 0, 0, 0, 0]


def test_the_same_dealership_twice_is_refused_with_a_way_out() -> None:
    land_in_bulk(a_small_dealership(), run="small", until=UNTIL)

    with pytest.raises(StandsAlready, match="use another --seed"):
        land_in_bulk(a_small_dealership(), run="small", until=UNTIL)

    assert Customer.objects.count() == 1


def test_happenings_out_of_order_are_refused() -> None:
    story = [*a_small_dealership(), *a_visit_made(10_001, 1, UNTIL)]

    with pytest.raises(OutOfOrder, match="visit:10001-1"):
        land_in_bulk(story, run="small", until=UNTIL)


def test_nothing_happens_before_a_dealership_is_founded() -> None:
    with pytest.raises(NotFounded, match="CallTaken"):
        land_in_bulk([a_taken_call(10_001, OPENING)], run="small", until=UNTIL)


def test_codes_of_the_catalogue_say_whose_doing_a_call_was() -> None:
    listed = [
        h.CodeListed(key=f"code:cause:{code}", at=UNTIL, kind="cause", code=code, name=code, plain_words="")
        for code in ("FUSER-WORN", "PAPER-DAMP", "FIREWALL")
    ]

    landed = land_in_bulk([*a_small_dealership(), *listed], run="small", until=UNTIL)

    said = Code.objects.of(landed.tenant_id).values_list("code", "caused_by")
    assert dict(said) == {
        "FUSER-WORN": "machine",
        "PAPER-DAMP": "operator",
        "FIREWALL": "network",
        "JAM": "",
        "WORN": "",
        "REPL": "",
    }
