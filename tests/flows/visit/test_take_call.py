"""Whoever calls, about whatever machine, their call is taken."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.builders import MONDAY, a_branch, a_contact, a_contract, a_customer, a_machine, a_site
from tests.builders.desk import dana

from steadyhand.business.calls.actions.try_by_phone import PhoneTry
from steadyhand.business.calls.models import Call
from steadyhand.business.customers.models import Contract
from steadyhand.business.dealership.models import Calendar, ClosedDay
from steadyhand.business.promises.models import Promise
from steadyhand.flows.visit.take_call import ArrivalPromised, CallTaken, CannotTakeCall, take_call

pytestmark = pytest.mark.django_db
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# 16:00 on a Friday in Columbus; the branch closes at 17:00.
FRIDAY_AFTERNOON = datetime(2026, 3, 13, 20, 0, tzinfo=UTC)


def take(**facts: Any) -> CallTaken:
    told: dict[str, Any] = {"by": facts.pop("by", None) or dana(), "problem": "Lines on every page", "now": MONDAY}
    return take_call(**(told | facts))


def kept(taken: CallTaken) -> Call:
    return Call.objects.select_related("customer").get(id=taken.id, tenant_id=dana().tenant_id)


def a_covered_machine(**facts: Any) -> Any:
    site = a_site()
    return a_machine(site=site, contract=a_contract(site.customer, **facts))


def test_a_machine_says_customer_site_and_branch() -> None:
    machine = a_covered_machine()

    call = kept(take(machine_id=machine.id))

    assert (call.customer_id, call.site_id, call.machine_id) == (machine.customer_id, machine.site_id, machine.id)
    assert call.branch_id == machine.customer.branch_id


def test_the_term_is_counted_in_working_hours_over_the_weekend() -> None:
    machine = a_covered_machine(response_minutes=240)

    taken = take(machine_id=machine.id, now=FRIDAY_AFTERNOON)

    # One hour on Friday, three on Monday from 8:00.
    assert taken.respond_by == datetime(2026, 3, 16, 15, 0, tzinfo=UTC)
    assert kept(taken).respond_by == taken.respond_by


def test_closed_days_and_public_holidays_are_left_out() -> None:
    machine = a_covered_machine(response_minutes=240)
    calendar = Calendar.objects.get(name="Weekdays", tenant_id=machine.tenant_id)
    Calendar.objects.filter(**calendar.where()).update(holidays_of="US-OH")
    ClosedDay.objects.create(tenant_id=calendar.tenant_id, calendar=calendar, closed_on=date(2026, 7, 6), reason="Move")
    # 16:00 on Thursday 2 July 2026; Friday is Independence Day observed, Monday the branch moves house.
    thursday = datetime(2026, 7, 2, 20, 0, tzinfo=UTC)

    assert take(machine_id=machine.id, now=thursday).respond_by == datetime(2026, 7, 7, 15, 0, tzinfo=UTC)


def test_the_sites_calendar_counts_before_the_contracts_and_the_contracts_before_the_branchs() -> None:
    machine = a_covered_machine(response_minutes=60)
    always = Calendar.objects.create(
        tenant_id=machine.tenant_id, name="Always", zone="UTC", weekly={day: ["00:00-24:00"] for day in DAYS}
    )
    saturday = FRIDAY_AFTERNOON + timedelta(days=1)
    by_branch = take(machine_id=machine.id, now=saturday).respond_by

    Contract.objects.filter(**machine.contract.where()).update(calendar=always)
    by_contract = take(machine_id=machine.id, now=saturday).respond_by
    type(machine.site).objects.filter(**machine.site.where()).update(
        calendar=Calendar.objects.get(name="Weekdays", tenant_id=machine.tenant_id)
    )
    by_site = take(machine_id=machine.id, now=saturday).respond_by

    assert by_branch == by_site == datetime(2026, 3, 16, 13, 0, tzinfo=UTC)
    assert by_contract == saturday + timedelta(hours=1)


@pytest.mark.parametrize("facts", [{"ends_on": date(2026, 3, 8)}, {"response_minutes": None}])
def test_without_a_term_in_force_nobody_is_late(facts: dict[str, Any]) -> None:
    assert take(machine_id=a_covered_machine(**facts).id).respond_by is None


def test_credit_hold_and_an_ended_contract_never_refuse_a_call() -> None:
    customer = a_customer(is_on_credit_hold=True)
    machine = a_machine(site=a_site(customer), contract=a_contract(customer, ends_on=date(2020, 1, 1)))

    assert kept(take(machine_id=machine.id)).machine_id == machine.id


def test_a_calendar_that_cannot_be_counted_by_is_said_and_the_call_taken() -> None:
    machine = a_covered_machine(response_minutes=240)
    Calendar.objects.filter(tenant_id=machine.tenant_id).update(weekly={"mon": ["8-17"]})

    taken = take(machine_id=machine.id)

    assert kept(taken).respond_by is None
    assert taken.trouble.startswith("By when somebody must be there could not be worked out. The calendar “Weekdays”")


def test_an_unknown_caller_is_taken_with_what_they_said() -> None:
    branch = a_branch()

    taken = take(caller_name="A Ms Chen", caller_phone="614 555 0199", said_about_machine="Big Norvik, 2nd floor")

    call = kept(taken)
    assert (call.customer, call.caller_name, call.said_about_machine) == (None, "A Ms Chen", "Big Norvik, 2nd floor")
    assert call.branch_id == branch.id


def test_the_purchase_order_on_file_is_written_on_the_call() -> None:
    machine = a_covered_machine(needs_purchase_order=True, purchase_order="PO-88")

    assert kept(take(machine_id=machine.id)).purchase_order == "PO-88"
    assert kept(take(machine_id=machine.id, purchase_order="PO-99")).purchase_order == "PO-99"


def test_a_contact_of_the_customer_is_kept_and_anybody_elses_refused() -> None:
    machine, stranger = a_covered_machine(), a_contact(a_customer("Ridge Dental"), name="Al Stone")
    grace = a_contact(machine.customer)

    assert kept(take(machine_id=machine.id, contact_id=grace.id)).contact_id == grace.id
    with pytest.raises(CannotTakeCall, match="isn't one of Chen Family Clinic"):
        take(machine_id=machine.id, contact_id=stranger.id)


def test_a_machine_of_another_branch_is_not_there() -> None:
    machine = a_machine(site=a_site(a_customer(branch=a_branch("DAY"))))

    with pytest.raises(CannotTakeCall, match="no such machine at your branches"):
        take(by=dana(branch=a_branch("COL")), machine_id=machine.id)


def test_a_branch_that_is_not_theirs_takes_no_unknown_call() -> None:
    with pytest.raises(CannotTakeCall, match="Choose one of yours"):
        take(by=dana(branch=a_branch("COL")), branch_id=a_branch("DAY").id, caller_name="A Ms Chen")


def test_a_machine_and_a_site_of_different_customers_are_refused() -> None:
    with pytest.raises(CannotTakeCall, match="don't belong together"):
        take(machine_id=a_machine().id, site_id=a_site(a_customer("Ridge Dental")).id)


def test_what_the_caller_was_promised_is_kept_with_the_call() -> None:
    machine = a_covered_machine()
    promise = ArrivalPromised(by_at=MONDAY + timedelta(days=9), offered_at=MONDAY - timedelta(minutes=4))

    taken = take(machine_id=machine.id, promise=promise)

    row = Promise.objects.get()
    assert (row.call_id, row.by_at, row.said) == (taken.id, promise.by_at, taken.promised)
    assert row.counted_from_at == promise.offered_at


def test_a_time_that_can_t_be_promised_takes_no_call() -> None:
    soon = ArrivalPromised(by_at=MONDAY + timedelta(hours=1), offered_at=MONDAY)

    with pytest.raises(CannotTakeCall, match="The earliest time that is kept"):
        take(machine_id=a_covered_machine().id, promise=soon)
    assert not Call.objects.exists()


def test_nobody_is_promised_a_visit_for_what_works_again() -> None:
    promise = ArrivalPromised(by_at=MONDAY + timedelta(days=9), offered_at=MONDAY)
    tried = PhoneTry(steps=("Turn it off and on",), was_fixed=True, told_customer="It works again.")

    with pytest.raises(CannotTakeCall, match="nobody has to come"):
        take(machine_id=a_covered_machine().id, promise=promise, tried=tried)
