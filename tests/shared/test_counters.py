"""Human numbers follow each other, and nobody gets one twice."""

import threading
from uuid import UUID

import pytest
from django.db import connection
from tests.builders import a_dealership

from steadyhand.shared.counters import next_number


@pytest.mark.django_db
def test_numbers_follow_each_other_from_the_start_given() -> None:
    tenant_id = a_dealership().id

    assert [next_number(tenant_id, "call", start=10_001) for _ in range(3)] == [10_001, 10_002, 10_003]


@pytest.mark.django_db
def test_each_dealership_counts_for_itself() -> None:
    next_number(a_dealership().id, "call")

    assert next_number(UUID(int=7), "call") == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_eight_numbers() -> None:
    tenant_id, got = a_dealership().id, []

    def take() -> None:
        got.append(next_number(tenant_id, "call"))
        connection.close()

    callers = [threading.Thread(target=take) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()

    assert sorted(got) == list(range(1, 9))
