"""What do meters show, what is written down, and what would the record make of it?

Meters are rows of arrays: 350,000 machines have some 800,000 of them.
"""

from array import array
from datetime import datetime
from random import Random

from steadyhand.business.machines.rules import (
    Counter,
    DoubtedReading,
    Judgement,
    Neighbours,
    UsedReading,
    judge_reading,
)
from steadyhand.simulator.catalogue import Model
from steadyhand.simulator.chance import one_of
from steadyhand.simulator.happenings import How, MeterFitted, MeterKind, MeterRead

NOBODY = Neighbours()
DESK, SMALL, PRODUCTION = 1, 2, 6
TEN = 10
# Slips in writing a count down: which, and how the digits come out.
_SLIPS = ("digits swapped", "digit too many", "digit missing")


def kinds_of(model: Model) -> tuple[tuple[MeterKind, float], ...]:
    """Return a model's meters, and which part of its pages each counts (a colour share of None is the machine's)."""
    if model.segment == PRODUCTION:
        return (("mono", 1.0), ("colour", 1.0), ("large", 0.12))
    if model.has_colour:
        return (
            (("mono", 1.0), ("colour", 1.0))
            if model.segment <= SMALL
            else (("mono", 1.0), ("colour", 1.0), ("scan", 0.5))
        )
    return (("total", 1.0),) if model.segment == DESK else (("mono", 1.0), ("scan", 0.4))


def share_of(kind: MeterKind, share: float, *, colour_share: float) -> float:
    """Return the part of a machine's pages that a meter counts."""
    if kind == "mono":
        return share - colour_share
    return colour_share if kind == "colour" else share


def digits_of(model: Model) -> int:
    """Return how many digits a model's counters have: small old ones start again sooner."""
    if model.segment == DESK:
        return 6 if model.has_colour else 5
    return 7 if model.segment == SMALL else 8


class Meters:
    """All meters by number: what they have counted in truth is a share of the machine's pages."""

    __slots__ = ("_doubted", "_last_at", "_last_shown", "_last_total", "offsets")

    def __init__(self) -> None:
        # Where an exchanged counter began.
        self.offsets: array[int] = array("q")
        self._last_shown: array[int] = array("q")
        self._last_total: array[int] = array("q")
        self._last_at: list[datetime | None] = []
        self._doubted: dict[int, DoubtedReading] = {}

    def fit(self, model: Model) -> tuple[int, tuple[MeterFitted, ...]]:
        """Add a machine's meters; return the number of the first, and what to tell of them."""
        first = len(self.offsets)
        fitted = tuple(
            MeterFitted(key=f"meter:{first + place}", kind=kind, digits=digits_of(model))
            for place, (kind, _) in enumerate(kinds_of(model))
        )
        for _ in fitted:
            self.offsets.append(0)
            self._last_shown.append(0)
            self._last_total.append(0)
            self._last_at.append(None)
        return first, fitted

    def last_total(self, meter: int) -> int | None:
        """Return the pages total of the last used reading."""
        return None if self._last_at[meter] is None else self._last_total[meter]

    def read(
        self,
        meter: int,
        *,
        key: str,
        model: Model,
        true_pages: int,
        now: datetime,
        how: How,
        visit: str | None,
        slip: Random | None,
        is_new_counter: bool = False,
    ) -> MeterRead:
        """Return a reading as it is written down, with or without a slip, and as the record judges it."""
        counter = Counter(digits_of(model), model.rated_monthly_pages)
        shown = (true_pages - self.offsets[meter]) % counter.turn
        slipped = ""
        if slip is not None:
            slipped, shown = _slip(slip, shown)
        judged = judge_reading(
            shown, read_at=now, known=self._neighbours(meter), counter=counter, is_new_counter=is_new_counter
        )
        self._keep(meter, shown, judged, now)
        return MeterRead(
            key=key,
            at=now,
            meter=f"meter:{meter}",
            read_at=now,
            read_at_how=how,
            shown=shown,
            is_new_counter=is_new_counter,
            pages_total=judged.pages_total,
            verdict=judged.verdict,
            doubt=judged.doubt,
            visit=visit,
            true_pages=true_pages,
            slip=slipped,  # type: ignore[arg-type]  # one of _SLIPS
        )

    def _neighbours(self, meter: int) -> Neighbours:
        last_at = self._last_at[meter]
        if last_at is None:
            return NOBODY
        before = UsedReading(self._last_shown[meter], self._last_total[meter], last_at)
        return Neighbours(before=before, doubted=self._doubted.get(meter))

    def _keep(self, meter: int, shown: int, judged: Judgement, now: datetime) -> None:
        if judged.pages_total is None:
            self._doubted[meter] = DoubtedReading(shown, now)
            return
        self._doubted.pop(meter, None)
        self._last_shown[meter] = shown
        self._last_total[meter] = judged.pages_total
        self._last_at[meter] = now


def _slip(rng: Random, shown: int) -> tuple[str, int]:
    kind = one_of(rng, _SLIPS)
    digits = str(shown)
    if kind == "digit too many":
        return kind, shown * TEN + int(rng.random() * TEN)
    if kind == "digit missing" and len(digits) > 1:
        place = int(rng.random() * len(digits))
        return kind, int(digits[:place] + digits[place + 1 :])
    if len(digits) > 1:
        place = int(rng.random() * (len(digits) - 1))
        return "digits swapped", int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
    return "", shown
