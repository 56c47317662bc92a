"""PostgreSQL wakes workers when a job is put for now; on SQLite they look."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from tests.builders import MONDAY, a_dealership
from tests.builders.jobs import a_job

from steadyhand.shared.queue.waking import Bell, listen, look_seconds

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_bell_rings_for_a_job_that_is_due_and_not_for_a_timer() -> None:
    can_ring = connection.vendor == "postgresql"
    tenant_id, bell, stopping = a_dealership().id, Bell(), threading.Event()
    heard = bell.ear()
    listening = threading.Thread(target=listen, args=(bell, stopping))
    listening.start()
    try:
        # It rings once when the line is up, for what was put before.
        assert heard.wait(10 if can_ring else 0.1) is can_ring
        heard.clear()
        a_job(tenant_id=tenant_id, due_at=MONDAY + timedelta(hours=1))
        assert not heard.wait(0.3)
        with transaction.atomic():
            a_job(tenant_id=tenant_id)
            time.sleep(0.2)
            assert not heard.is_set()
        assert heard.wait(5 if can_ring else 0.1) is can_ring
    finally:
        stopping.set()
        listening.join(10)


def test_a_look_comes_soon_enough_for_a_timer() -> None:
    assert look_seconds() <= 1
