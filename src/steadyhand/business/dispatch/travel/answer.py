"""What comes out: minutes and metres between places, who answered which share, and who didn't and why."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody who answered: for which share of the drives (0–1), how much of that was known from before.

    Nine in ten drives are at most `off_by` times as long or as short; None where nobody has measured it. The
    attribution stands wherever the times or anything made of them are shown.
    """

    name: str
    attribution: str
    share: float
    from_before_share: float = 0.0
    off_by: float | None = None


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who should have answered and didn't, or not for all: the share that they left (0–1), and why."""

    name: str
    share: float
    why: str


@dataclass(frozen=True, eq=False)
class TravelTimes:
    """From each place (row) to each place (column), in the order in which they were asked."""

    minutes: NDArray[np.float64]
    metres: NDArray[np.float64]
    answered: tuple[Answered, ...]
    silent: tuple[Silent, ...] = ()
    # Places of which only the street, postcode or city is known.
    guessed_places: int = 0

    @property
    def seconds(self) -> NDArray[np.int64]:
        """Return whole seconds, as the solver takes them."""
        return np.asarray(np.rint(self.minutes * 60), dtype=np.int64)

    @property
    def attributions(self) -> tuple[str, ...]:
        """Return what must be shown beside these times, each once."""
        return tuple(dict.fromkeys(each.attribution for each in self.answered if each.attribution))

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return who answered and who didn't, a sentence each, as they are shown."""
        guessed = (
            f"{self.guessed_places} of {len(self.minutes)} places are known by their street, postcode or city only.",
        )
        return (
            *map(_said, self.answered),
            *map(_missed, self.silent),
            *(guessed if self.guessed_places else ()),
        )


def _said(each: Answered) -> str:
    sure = "" if each.off_by is None else f"; nine in ten drives are within {each.off_by:.1f} times as long or short"
    before = f", {_percent(each.from_before_share)} of that known from before" if each.from_before_share else ""
    source = f" ({each.attribution})" if each.attribution else ""
    return f"{_percent(each.share)} from {each.name}{source}{before}{sure}."


def _missed(each: Silent) -> str:
    return f"{each.name} didn't answer for {_percent(each.share)}: {each.why}"


def _percent(share: float) -> str:
    percent = 100 * share
    if 0 < percent < 1:
        return "less than 1 %"
    # 99.7 % isn't all.
    return f"{min(round(percent), 99) if percent < 100 else 100} %"  # noqa: PLR2004
