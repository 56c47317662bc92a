"""The real thing: it starts, says so, serves, and stops with nothing left behind."""

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from django.db import connection
from tests.builders.running import COMMAND, Place, a_place

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
# Whoever runs it stops it by Ctrl-C, a machine by SIGTERM: the suite tries one on each database.
STOP = signal.SIGTERM if connection.vendor == "sqlite" else signal.SIGINT


class Running:
    """A `steadyhand run` that a test started."""

    def __init__(self, place: Place, *words: str) -> None:
        self.said = place.home.parent / "said.txt"
        with self.said.open("w") as file:
            self.process = subprocess.Popen(  # noqa: S603  # our own command
                [*COMMAND, "run", *words], env=place.environment, stdout=file, stderr=subprocess.STDOUT
            )

    def wait_until_ready(self) -> int:
        """Return the port it serves."""
        for _ in range(600):
            if found := re.search(r"ready at http://127\.0\.0\.1:(\d+)/", self.said.read_text()):
                return int(found[1])
            assert self.process.poll() is None, self.said.read_text()
            time.sleep(0.1)
        raise AssertionError(self.said.read_text())

    def children(self) -> list[int]:
        listed = subprocess.run(  # noqa: S603
            ["ps", "--ppid", str(self.process.pid), "-o", "pid="],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
        return [int(pid) for pid in listed.stdout.split()]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with a_place(tmp_path / "home") as found:
        yield found


def status_of(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asked:
        asked.request("GET", path)
        with asked.getresponse() as answer:
            return answer.status


def test_it_serves_when_it_says_so_lets_nobody_else_in_and_stops_when_told(place: Place) -> None:
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):  # somebody else holds it: just as well
            holder.bind(("127.0.0.1", 8000))
            holder.listen()
        running = Running(place)
        port = running.wait_until_ready()
    children = running.children()

    assert port > 8000
    assert "Port 8000 was taken by another program; this is the next free one." in running.said.read_text()
    assert (status_of(port, "/sign-in/"), status_of(port, "/readyz")) == (200, 200)
    link = re.search(r"http://127\.0\.0\.1:\d+(/set-up/\S+/)", running.said.read_text())
    assert link is not None
    assert (status_of(port, link[1]), status_of(port, "/set-up/forged/")) == (200, 404)
    for refused in (place.run("run"), place.run("demo", "--reset")):
        assert refused.returncode == 1
        assert f"`steadyhand run` runs there as process {running.process.pid}" in refused.stderr
    assert status_of(port, "/readyz") == 200
    running.process.send_signal(STOP)

    assert running.process.wait(timeout=60) == 0
    assert len(children) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)


def test_a_dead_child_stops_the_whole_with_its_reason(place: Place) -> None:
    running = Running(place)
    running.wait_until_ready()

    os.kill(max(running.children()), signal.SIGKILL)

    assert running.process.wait(timeout=60) == 1
    assert "Stopped, because the jobs were ended by SIGKILL." in running.said.read_text()
