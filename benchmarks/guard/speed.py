"""How long does a review take, how long until the first one, and how large is what we install?"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from steadyhand.business.conversations.guard.reviewing import review

WORDS = 60
_ROUNDS = 200
_FIRST = """
import time
began = time.process_time()
from steadyhand.business.conversations.guard.reviewing import review
review("Your machine will never jam again, I promise.")
print(time.process_time() - began)
"""


def milliseconds(texts: Sequence[str]) -> tuple[float, float]:
    """Return the middle and the 95th of 100 of the processor time that a review of 60 words takes, on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    long = _of_sixty_words(texts)
    review(long[0])
    times = []
    for number in range(_ROUNDS):
        # Processor time: what else the machine does is not the review's doing.
        began = time.process_time()
        review(long[number % len(long)])
        times.append((time.process_time() - began) * 1000)
    times.sort()
    return times[_ROUNDS // 2], times[int(_ROUNDS * 0.95)]


def first_seconds() -> float:
    """Return the processor seconds from the import to the first answer in a new process: the middle one of three."""
    each = [
        float(subprocess.run([sys.executable, "-c", _FIRST], check=True, capture_output=True, text=True).stdout)  # noqa: S603
        for _ in range(3)
    ]
    return sorted(each)[1]


def wheel_megabytes() -> float:
    """Return the size of our wheel, built anew."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        subprocess.run(build, check=True, capture_output=True, cwd=Path(__file__).parents[2])  # noqa: S603
        (wheel,) = Path(folder).glob("*.whl")
        return wheel.stat().st_size / 1e6


def _of_sixty_words(texts: Sequence[str]) -> list[str]:
    long, words = [], []
    for text in texts:
        words += text.split()
        if len(words) >= WORDS:
            long.append(" ".join(words[:WORDS]))
            words = []
    return long
