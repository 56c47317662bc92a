"""How fast is this machine just now? One loop of plain Python, so that figures of different days can be compared."""

import os
import time
from statistics import median

import click

ADDITIONS = 3_000_000
TIMES = 3
# On an idle machine of those that docs/benchmarks.md is from (28 November 2026: 0.20 to 0.21, six times in a row).
USUAL_SECONDS = 0.20


def yardstick() -> float:
    """Return how many processor seconds three million additions take: the median of three tries."""
    return median(_once() for _ in range(TIMES))


def said() -> str:
    """Return the yardstick and the load in words, to stand beside a figure."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    seconds = yardstick()
    return f"this machine now: {seconds:.2f} s a yardstick ({seconds / USUAL_SECONDS:.1f} times the usual), load {load}"


def _once() -> float:
    began, total = time.process_time(), 0
    for number in range(ADDITIONS):
        total += number
    return time.process_time() - began


if __name__ == "__main__":
    click.echo(said())
