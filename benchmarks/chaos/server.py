"""The real server with its jobs, started as anybody starts it, and killed as a power cut would."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

STEADYHAND = [sys.executable, "-m", "steadyhand.commands.main"]
PATIENCE_SECONDS = 60.0


class NotThere(Exception):
    """The server did not come up again; the message has its last words."""


class Server:
    """One `steadyhand run`, with all the processes below it."""

    def __init__(self, said: Path, *, port: int) -> None:
        self._said, self._port = said, port
        self._process: subprocess.Popen[bytes] | None = None
        self.address = ""

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        with self._said.open("w") as file:
            self._process = start([*STEADYHAND, "run", "--port", str(self._port)], file.fileno())
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            words = self._said.read_text()
            if "ready at " in words:
                self.address = words.split("ready at ", 1)[1].split()[0]
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        raise NotThere(f"The server did not start: {self._said.read_text()[-1500:]}")

    def kill(self) -> None:
        """Kill it and everything below it, at once, without a word."""
        if self._process is not None:
            kill_tree(self._process)
            self._process = None


def start(command: list[str], output: int) -> "subprocess.Popen[bytes]":
    """Start a command of ours in a process group of its own."""
    return subprocess.Popen(  # noqa: S603  # our own words
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
    )


def kill_tree(process: "subprocess.Popen[bytes]") -> None:
    """Kill -9 a process and all that descend from it.

    They are frozen first, parents before children: who sees a child die before its own turn would start another.
    """
    for number in (signal.SIGSTOP, signal.SIGKILL):
        for pid in _descendants(process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
    process.wait()


def _descendants(pid: int) -> list[int]:
    """Return the process and those below it, parents first."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):  # it ended while we were looking
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found
