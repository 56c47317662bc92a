"""Could somebody sign in now?"""

import http.client
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from steadyhand.commands.application import CannotDo
from steadyhand.commands.run.children import Child

PATIENCE_SECONDS = 60


def wait_until_ready(
    children: Sequence[Child], *, host: str, port: int, heartbeat: Path, should_stop: Callable[[], bool]
) -> bool:
    """Wait until pages are answered and the jobs live; return whether that came before being told to stop.

    Raises:
        CannotDo: a child died, or a minute went by.
    """
    started, deadline = time.time(), time.monotonic() + PATIENCE_SECONDS
    answer = "no answer yet"
    while not should_stop():
        for child in children:
            if child.ended:
                raise CannotDo(f"Steadyhand can't start: {child.ended}. Its last words are above.")
        if time.monotonic() > deadline:
            raise CannotDo(f"Steadyhand can't start: after {PATIENCE_SECONDS} seconds it isn't ready ({answer}).")
        answer = _ask(host, port)
        # A heartbeat from before this start says nothing.
        if answer == "ready" and heartbeat.exists() and heartbeat.stat().st_mtime >= started - 1:
            return True
        time.sleep(0.05)
    return False


def _ask(host: str, port: int) -> str:
    """Return "ready", or why not."""
    # Where the server listens on every address, ask it on this machine's own.
    place = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared, not bound
    connection = http.client.HTTPConnection(place, port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
        response = connection.getresponse()
        said = response.read(500).decode(errors="replace")
    except (OSError, http.client.HTTPException) as problem:
        return str(problem)
    finally:
        connection.close()
    return "ready" if response.status == http.client.OK else f"{response.status} {said}"
