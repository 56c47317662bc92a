"""Wide rows are written over what is there, and read back as they were given."""

from datetime import date

import pytest
from tests.builders import a_dealership

from steadyhand.business.insight.models import StaleMonth
from steadyhand.shared.identity import new_id
from steadyhand.shared.upsert import upsert_rows

pytestmark = pytest.mark.django_db
COLUMNS = ("id", "tenant_id", "month_on", "mark")
UNIQUE = ("month_on", "tenant_id")


def test_a_row_that_is_there_keeps_its_id_and_takes_the_new_values() -> None:
    tenant_id, first, march, april = a_dealership().id, new_id(), date(2026, 3, 1), date(2026, 4, 1)
    upsert_rows(StaleMonth, COLUMNS, [(first, tenant_id, march, new_id())], unique=UNIQUE)
    again, other = new_id(), new_id()

    upsert_rows(
        StaleMonth,
        COLUMNS,
        [(new_id(), tenant_id, march, again), (new_id(), tenant_id, april, other)],
        unique=UNIQUE,
    )

    assert list(StaleMonth.objects.of(tenant_id).order_by("month_on").values_list("month_on", "mark")) == [
        (march, again),
        (april, other),
    ]
    assert StaleMonth.objects.of(tenant_id).get(month_on=march).id == first


def test_nothing_to_write_writes_nothing() -> None:
    upsert_rows(StaleMonth, COLUMNS, [], unique=UNIQUE)

    assert not StaleMonth.objects.of(a_dealership().id).exists()
