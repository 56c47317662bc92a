"""Whose home is it now? One running server a home: restore and demo --reset must not pull it from under somebody."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from steadyhand.commands.application import CannotDo


@contextmanager
def hold_home(home: Path, *, doing: str) -> Iterator[None]:
    """Hold the home while something runs there that nothing else may disturb.

    The lock goes with the process that holds it, however that ends.

    Raises:
        CannotDo: another process holds it.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / "running.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotDo(f"{home} is in use: {_who(file.name)}. Stop that first, or set STEADYHAND_HOME.") from None
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "doing": doing}))
        file.flush()
        yield


def _who(path: str) -> str:
    try:
        holder = json.loads(Path(path).read_text())
    except ValueError:  # it took the lock this very moment
        return "another process has just taken it"
    return f"`steadyhand {holder['doing']}` runs there as process {holder['pid']}"
