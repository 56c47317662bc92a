"""After a large import SQLite knows how much is a dealership's, though it looks at few rows."""

import pytest
from django.db import connection
from tests.builders import MONDAY, a_customer

from steadyhand.imports.taking.tables import measure_tables
from steadyhand.jobs.measure_tables import measure_own_tables

pytestmark = pytest.mark.django_db


def test_a_sample_isn_t_taken_for_all_that_a_dealership_has() -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL's own samples say how often a value occurs
    for number in range(40):
        a_customer(f"Customer {number}", ref=f"C{number}")

    measure_tables(sample=5)

    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'customers_customer_ref'")
        (stat,) = cursor.fetchone()
        cursor.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM customers_customer WHERE tenant_id = 'x' AND id IN ('a', 'b', 'c', 'd')"
        )
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert stat == "40 40 1"
    assert "(id=?)" in plan


def test_sqlite_is_let_count_once_a_day() -> None:
    assert measure_own_tables(MONDAY) == (1 if connection.vendor == "sqlite" else 0)
