"""Children end together, with everything below them, and say how."""

import sys
import time

from steadyhand.commands.run.children import start_child, stop, watch

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_child_that_ends_ends_the_watch_with_its_reason() -> None:
    lasting, short = start_child("jobs", SLEEP, {}), start_child("web server", [sys.executable, "-c", "exit(3)"], {})

    said = watch([lasting, short], should_stop=lambda: False, look_every=0.01)
    stop([lasting, short])

    assert said == "the web server ended with exit code 3"
    assert lasting.ended == "the jobs were ended by SIGTERM"


def test_a_child_that_will_not_listen_is_ended_all_the_same() -> None:
    deaf = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print(1); time.sleep(60)"]
    child = start_child("jobs", deaf, {})
    time.sleep(0.3)

    began = time.monotonic()
    stop([child], patience=0.2)

    assert child.ended == "the jobs were ended by SIGKILL"
    assert time.monotonic() - began < 5


def test_being_told_to_stop_ends_the_watch_without_a_reason() -> None:
    child = start_child("jobs", SLEEP, {})

    assert watch([child], should_stop=lambda: True) is None
    stop([child])
