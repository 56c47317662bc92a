"""Two children, the web server and the jobs: started together, and when one dies the other goes too."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

# A request under way may finish, a chunk of an import too.
STOP_SECONDS = 10
_PR_SET_PDEATHSIG = 1  # Source: Linux <sys/prctl.h>


@dataclass(frozen=True, slots=True)
class Child:
    """A process of ours, in a process group of its own so that its own children end with it."""

    name: str
    process: subprocess.Popen[bytes]

    @property
    def ended(self) -> str | None:
        """How it ended, in words; None while it runs."""
        code = self.process.poll()
        if code is None:
            return None
        if code < 0:
            verb = "were" if self.name.endswith("s") else "was"
            return f"the {self.name} {verb} ended by {signal.Signals(-code).name}"
        return f"the {self.name} ended with exit code {code}"


def start_child(name: str, command: Sequence[str], environment: Mapping[str, str]) -> Child:
    # Our own interpreter and module names; nothing a stranger typed becomes a program here.
    process = subprocess.Popen(  # noqa: S603
        list(command),
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=partial(_end_with_parent, os.getpid()),  # noqa: PLW1509  # one thread here, and nothing is imported
    )
    return Child(name, process)


def start_web(*, host: str, port: int, workers: int, threads: int) -> Child:
    """Start granian; docs/benchmarks.md says why so many threads."""
    command = [sys.executable, "-m", "granian", "steadyhand.config.wsgi:application", "--interface", "wsgi"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads)]
    command += ["--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", str(STOP_SECONDS - 2)]
    return start_child("web server", [*command, "--log-level", "error"], {})


def start_jobs() -> Child:
    return start_child("jobs", [sys.executable, "-m", "steadyhand.commands.main", "jobs"], {})


def watch(children: Sequence[Child], *, should_stop: Callable[[], bool], look_every: float = 0.2) -> str | None:
    """Wait until told to stop, or until a child ends; return how it ended."""
    while not should_stop():
        for child in children:
            if child.ended:
                return child.ended
        time.sleep(look_every)
    return None


def stop(children: Sequence[Child], *, patience: float = STOP_SECONDS) -> None:
    """Ask every child to end, wait, and end what is left of their groups."""
    for child in children:
        _signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + patience
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        # The child may be gone and a worker of it not.
        _signal_group(child, signal.SIGKILL)
        child.process.wait()


def _signal_group(child: Child, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, number)


def _end_with_parent(parent: int) -> None:
    """Have the kernel end this child when `steadyhand run` is killed without a chance to do so (Linux only)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died between the fork and the line above
        os._exit(1)
