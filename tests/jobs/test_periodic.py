"""What runs by itself goes on whatever fails, at a pace that heals and fills no log."""

import logging
import threading
from datetime import datetime, timedelta

import pytest

from steadyhand.jobs.periodic import Periodic, do_once, keep_doing, pause_after

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("every", "failures", "seconds"),
    [(2, 0, 2), (2, 1, 4), (2, 3, 16), (2, 99, 300), (3600, 0, 3600), (3600, 5, 3600)],
)
def test_the_pause_doubles_up_to_five_minutes(every: int, failures: int, seconds: int) -> None:
    assert pause_after(timedelta(seconds=every), failures) == timedelta(seconds=seconds)


def test_a_failure_is_logged_with_its_reason_and_goes_no_further(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_now: datetime) -> int:
        raise OSError("the disk is full")

    assert not do_once(Periodic("sweep", timedelta(1), fail))

    (record,) = caplog.records
    assert record.getMessage() == "sweep failed; it will be tried again"
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "the disk is full"


def test_what_was_done_is_logged_when_it_was_something(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    assert do_once(Periodic("sweep", timedelta(1), lambda _: 3))
    assert do_once(Periodic("sweep", timedelta(1), lambda _: 0))

    assert [record.getMessage() for record in caplog.records] == ["sweep: 3 done"]


def test_it_is_done_again_after_a_failure_until_told_to_stop() -> None:
    stopping, times = threading.Event(), 0

    def do(_now: datetime) -> int:
        nonlocal times
        times += 1
        if times == 1:
            raise OSError("not yet")
        stopping.set()
        return 0

    keep_doing(Periodic("sweep", timedelta(milliseconds=5), do), stopping)

    assert times == 2
