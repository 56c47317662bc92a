"""How does a leg of the bench say what came out?"""

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leg:
    """One thing that is asked, whether it is met, and its figure."""

    asked: str
    is_met: bool
    figure: str


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
