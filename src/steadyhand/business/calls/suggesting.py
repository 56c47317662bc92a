"""Is history clear enough to suggest a fix, its parts, and what to tell the customer? Values in, values out."""

from collections import Counter
from collections.abc import Sequence

# Chosen by us: a suggestion that stands there ticked is believed, so it must be right most of the time it is shown.
# Three of four visits is the least that says "most"; of two, both could be chance.
LEAST_TIMES = 3
CLEAR_SHARE = 0.6
# A part that half of these fixes took is more often needed than not.
USUAL_SHARE = 0.5


def is_clear(times: int, of: int) -> bool:
    """Tell whether one fix ended a problem so often that it may be selected beforehand."""
    return times >= LEAST_TIMES and times >= CLEAR_SHARE * of


def is_usual(times: int, of: int) -> bool:
    """Tell whether a part was used so often for a fix that it may be ticked beforehand."""
    return of >= LEAST_TIMES and times >= USUAL_SHARE * of


def usual_quantity(quantities: Sequence[int]) -> int:
    """Return how many of a part the fix usually takes: the most frequent number, of equals the smaller."""
    counted = Counter(quantities)
    return min(counted, key=lambda quantity: (-counted[quantity], quantity))


def sentences(*plain_words: str) -> str:
    """Return what codes say in plain words, as one text of whole sentences."""
    said = (words.strip() for words in plain_words)
    return " ".join(words if words[-1] in ".!?" else f"{words}." for words in said if words)
