"""Rows of a file are unseen until they all are there, and then they are there at once."""

import pytest
from tests.builders import MONDAY, a_branch, a_customer, an_actor

from steadyhand.business.customers.models import Customer
from steadyhand.shared.landing import discard_batch, land_batch, open_batch
from steadyhand.shared.models import Batch, FindingKey, WaitingChange

pytestmark = pytest.mark.django_db


def an_arriving_customer(batch: Batch) -> Customer:
    branch = a_branch()
    return Customer.with_arriving.create(
        tenant_id=branch.tenant_id, branch=branch, ref="C900", name="Arriving Ltd", batch_id=batch.id
    )


def a_batch() -> Batch:
    return open_batch(tenant_id=a_branch().tenant_id, source="customers.csv", now=MONDAY)


def test_arriving_rows_are_seen_by_nobody() -> None:
    batch = a_batch()

    arriving = an_arriving_customer(batch)

    assert not Customer.objects.of(arriving.tenant_id).exists()
    assert not Customer.objects.visible_to(an_actor()).exists()
    assert Customer.with_arriving.of(arriving.tenant_id).count() == 1


def test_landing_shows_them_all() -> None:
    batch = a_batch()
    arriving = an_arriving_customer(batch)

    land_batch(batch, now=MONDAY)

    assert Customer.objects.of(arriving.tenant_id).get().name == "Arriving Ltd"


def test_changes_to_rows_that_were_there_wait_for_the_landing() -> None:
    chen, batch = a_customer(phone="1"), a_batch()
    WaitingChange.objects.create(
        tenant_id=chen.tenant_id,
        batch=batch,
        table="customers.customer",
        row_id=chen.id,
        was={"phone": "1"},
        becomes={"phone": "2"},
    )

    chen.refresh_from_db()
    before = chen.phone
    land_batch(batch, now=MONDAY)
    chen.refresh_from_db()

    assert (before, chen.phone, chen.name) == ("1", "2", "Chen Family Clinic")
    assert not WaitingChange.objects.of(chen.tenant_id).exists()


def test_discarding_leaves_nothing_behind() -> None:
    batch = a_batch()
    arriving = an_arriving_customer(batch)
    FindingKey.objects.create(
        tenant_id=batch.tenant_id,
        key="n:arriving",
        target_id=arriving.id,
        target_kind="c",
        home_id=arriving.id,
        batch_id=batch.id,
    )

    discard_batch(batch)

    assert not Customer.with_arriving.of(batch.tenant_id).exists()
    assert not FindingKey.objects.filter(tenant_id=batch.tenant_id).exists()
    assert not Batch.objects.of(batch.tenant_id).exists()
