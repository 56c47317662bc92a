"""The process of the jobs shows that it lives, and ends in good order."""

import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from steadyhand.jobs.periodic import Periodic
from steadyhand.jobs.process import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_beats_while_it_runs_and_falls_silent_when_told_to_stop(tmp_path: Path) -> None:
    stopping, seen = threading.Event(), []

    def do(_now: datetime) -> int:
        for _ in range(100):
            if (tmp_path / "jobs.alive").exists():
                seen.append("alive")
                break
            time.sleep(0.02)
        stopping.set()
        return 1

    run_jobs([Periodic("look", timedelta(seconds=1), do)], home=tmp_path, stopping=stopping)

    assert seen == ["alive"]
    assert not (tmp_path / "jobs.alive").exists()
