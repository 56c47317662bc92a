"""A row is written over only by whoever has seen what it says now."""

import pytest
from tests.builders import MONDAY, a_branch, a_customer, an_actor

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.changing import ChangedMeanwhile, change_row
from steadyhand.shared.models import Change

pytestmark = pytest.mark.django_db


def opened_with(customer: Customer) -> dict[str, str]:
    return {"name": customer.name, "phone": customer.phone, "branch_id": str(customer.branch_id)}


def test_what_others_wrote_since_is_told_with_who_and_when() -> None:
    customer = a_customer(phone="1")
    opened = opened_with(customer)
    dana = an_actor(Role.DISPATCHER, name="Dana Whitfield")
    change_row(customer, {"phone": "2"}, by=dana, at=MONDAY, verb="customer changed")

    with pytest.raises(ChangedMeanwhile) as told:
        change_row(customer, {"phone": "3"}, by=dana, at=MONDAY, verb="customer changed", opened=opened)

    (theirs,) = told.value.theirs
    assert (theirs.field, theirs.value, theirs.by, theirs.at) == ("phone", "2", "Dana Whitfield", MONDAY)
    assert Customer.objects.get().phone == "2"


def test_a_key_that_others_wrote_is_told_by_its_attribute() -> None:
    customer = a_customer()
    opened = opened_with(customer)
    dana, dayton = an_actor(Role.DISPATCHER), a_branch("DAY")
    change_row(customer, {"branch_id": dayton.id}, by=dana, at=MONDAY, verb="customer changed")

    with pytest.raises(ChangedMeanwhile) as told:
        change_row(customer, {"branch_id": a_branch().id}, by=dana, at=MONDAY, verb="changed", opened=opened)

    (theirs,) = told.value.theirs
    assert (theirs.field, theirs.value, theirs.by) == ("branch_id", str(dayton.id), dana.name)


def test_who_wrote_it_without_an_entry_stays_unnamed() -> None:
    customer = a_customer(phone="1")
    opened = opened_with(customer)
    Customer.objects.of(customer.tenant_id).update(phone="2")
    customer.refresh_from_db()

    with pytest.raises(ChangedMeanwhile) as told:
        change_row(customer, {"phone": "3"}, by=an_actor(), at=MONDAY, verb="customer changed", opened=opened)

    assert [(each.by, each.at) for each in told.value.theirs] == [("", None)]


def test_two_who_write_the_same_are_both_right() -> None:
    customer = a_customer(phone="1")
    opened = opened_with(customer)
    dana = an_actor(Role.DISPATCHER)
    change_row(customer, {"phone": "2"}, by=dana, at=MONDAY, verb="customer changed")

    assert not change_row(customer, {"phone": "2"}, by=dana, at=MONDAY, verb="customer changed", opened=opened)
    assert Change.objects.count() == 1
