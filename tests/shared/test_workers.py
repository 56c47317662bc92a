"""Work that is given out comes back, or an error says in words why it won't."""

import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from steadyhand.shared.workers import Here, Processes, WorkLost


@pytest.fixture
def processes() -> Iterator[Processes]:
    workers = Processes(1)
    yield workers
    workers.cancel()


def test_answers_come_in_the_order_of_what_was_given(processes: Processes) -> None:
    assert list(processes.map(math.sqrt, [4.0, 9.0, 1.0], seconds=60)) == [2, 3, 1]
    assert list(Here().map(math.sqrt, [4.0, 9.0, 1.0], seconds=60)) == [2, 3, 1]
    assert processes.submit(math.sqrt, 16.0)() == Here().submit(math.sqrt, 16.0)() == 4
    with pytest.raises(ValueError, match="math domain error"):
        list(processes.map(math.sqrt, [-1.0], seconds=60))


def test_a_worker_that_dies_is_an_error_in_words(processes: Processes) -> None:
    with pytest.raises(WorkLost, match="ended before its work was done, most likely because memory ran out"):
        list(processes.map(os._exit, [1], seconds=60))
    with pytest.raises(WorkLost, match="Ask for fewer processors"):
        processes.submit(math.sqrt, 4.0)


def test_a_worker_that_hangs_is_ended_and_told(processes: Processes) -> None:
    began = time.monotonic()

    with pytest.raises(WorkLost, match="no answer after 0 seconds: the machine is too busy or one of them hangs"):
        list(processes.map(time.sleep, [60, 60], seconds=0.2))

    assert time.monotonic() - began < 30
    with pytest.raises(WorkLost, match="no answer after 0 seconds"):
        list(Here().map(time.sleep, [0.02, 0.02], seconds=0.01))


def test_workers_end_with_whoever_asked(tmp_path: Path) -> None:
    asks = tmp_path / "asks.py"
    asks.write_text(
        "import os, shutil\n"
        "from steadyhand.shared.workers import Processes\n"
        "if __name__ == '__main__':\n"
        "    workers = Processes(1)\n"
        "    print(workers.submit(os.path.realpath, '/proc/self')().rsplit('/', 1)[1], flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )

    with subprocess.Popen([sys.executable, str(asks)], stdout=subprocess.PIPE, text=True) as asking:  # noqa: S603
        assert asking.stdout is not None
        worker = Path("/proc") / asking.stdout.readline().strip()
        asking.wait()
        until = time.monotonic() + 10
        while worker.exists() and time.monotonic() < until:
            time.sleep(0.02)
        is_left = worker.exists()
        if is_left:
            os.kill(int(worker.name), 9)

    assert not is_left, "the worker waits for ever"
