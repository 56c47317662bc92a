"""Which movements are there, what must each say, and how sure is a shelf? Values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

# More of one part at once is a slip of the thumb: a pallet holds fewer boxes.
MOST_AT_ONCE = 10_000
# Of a movement nobody wrote down rightly, and of a week in which something left without a word: ours, until counts say.
SLIP_A_MOVEMENT, SLIP_A_WEEK = 0.02, 0.005
# So many movements' worth of counts weigh as much as what we take for granted.
_PRIOR_MOVEMENTS = 50


class Kind(StrEnum):
    RECEIPT = "receipt"
    USE = "use"
    TAKEN_BACK = "taken_back"
    TRANSFER = "transfer"
    RETURN = "return"
    COUNT = "count"
    CORRECTION = "correction"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def needs_reason(self) -> bool:
        return self is Kind.CORRECTION

    @property
    def signs(self) -> tuple[int, ...]:
        """Return which way it may go: 1 comes to the place, -1 leaves it."""
        return _SIGNS.get(self, (1, -1))


_LABELS = {
    Kind.RECEIPT: "received",
    Kind.USE: "used",
    Kind.TAKEN_BACK: "taken back",
    Kind.TRANSFER: "moved",
    Kind.RETURN: "sent back",
    Kind.COUNT: "counted",
    Kind.CORRECTION: "put right",
}
_SIGNS = {Kind.RECEIPT: (1,), Kind.USE: (-1,), Kind.TAKEN_BACK: (1,), Kind.RETURN: (-1,)}


class CannotMove(Exception):
    """This can't have happened to a part; the message is for whoever said it."""


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a part came to a place (above 0) or left it (below 0)."""

    place_id: UUID
    part_id: UUID
    quantity: int
    other_place_id: UUID | None = None


def check(kind: Kind, lines: Sequence[Line], *, why: str) -> None:
    """Raise CannotMove unless lines of this kind can be true; what a balance becomes is no matter here."""
    for line in lines:
        if line.quantity == 0:
            raise CannotMove("None of a part is no movement; type 1 or more.")
        if abs(line.quantity) > MOST_AT_ONCE:
            raise CannotMove(f"{abs(line.quantity)} at once can't be right; type 1 to {MOST_AT_ONCE:,}.")
        if (line.quantity > 0) - (line.quantity < 0) not in kind.signs:
            raise CannotMove(f"A part that was {kind.label} can't go that way; {-line.quantity} would.")
    if kind is Kind.TRANSFER:
        sums: dict[UUID, int] = {}
        for line in lines:
            sums[line.part_id] = sums.get(line.part_id, 0) + line.quantity
            if line.place_id == line.other_place_id:
                raise CannotMove("From a place to itself nothing moves; choose another one.")
        if any(sums.values()):
            raise CannotMove("What leaves one place has to come to the other.")
    if kind.needs_reason and not why.strip():
        raise CannotMove("Why is it put right? Whoever counts next has to know.")


@dataclass(frozen=True, slots=True)
class Watched:
    """A part at a place as the ledger has it. `counted_at` is None where nobody has ever counted it."""

    part_id: UUID
    on_hand: int
    counted_at: datetime | None
    movements_since: int
    cost_cents: int
    used_a_month: float = 0.0
    # How many of its last counts found another number than the ledger had.
    differed: int = 0


def slip_rate(wrong: int, movements: int) -> float:
    """Return how often a movement is noted wrongly, from counts that found `wrong` differences in so many movements."""
    return (_PRIOR_MOVEMENTS * SLIP_A_MOVEMENT + wrong) / (_PRIOR_MOVEMENTS + max(movements, wrong))


def sureness(
    counted_at: datetime | None, movements_since: int, on_hand: int, *, slips: float = SLIP_A_MOVEMENT, now: datetime
) -> float:
    """Return how likely the ledger is right about a shelf, 0 to 1: each movement and week since a count may slip.

    Below nothing it can't be right, and what nobody has counted is worth a coin at most.
    """
    if on_hand < 0:
        return 0.0
    weeks = (now - counted_at) / timedelta(weeks=1) if counted_at else 0.0
    sure = (1 - slips) ** movements_since * (1 - SLIP_A_WEEK) ** max(0.0, weeks)
    return float(sure if counted_at else min(sure, 0.5))


def to_count(shelf: Iterable[Watched], most: int, *, slips: float = SLIP_A_MOVEMENT, now: datetime) -> tuple[UUID, ...]:
    """Return the parts worth counting first: by doubt, and by what a wrong number costs in money and in calls.

    What is below nothing comes first whatever it costs. A part that is used is worth its price and 50 € of somebody's
    second drive for each one used a month (ours; a drive of an hour there and back). Each of its last counts that
    found another number raises the doubt by half (ours: small parts in one bin are mixed up again).
    """

    def worth(each: Watched) -> tuple[bool, float, str]:
        doubt = 1 - sureness(each.counted_at, each.movements_since, each.on_hand, slips=slips, now=now)
        doubt = min(1.0, doubt * (1 + each.differed / 2))
        stake = each.cost_cents * max(1, abs(each.on_hand)) + 5_000 * each.used_a_month
        return each.on_hand < 0, doubt * (stake + 1), str(each.part_id)

    # What hasn't moved since somebody counted it needs no second look for a month.
    month = timedelta(days=30)
    asked = [
        each
        for each in shelf
        if each.movements_since or each.counted_at is None or each.on_hand < 0 or now - each.counted_at > month
    ]
    return tuple(each.part_id for each in sorted(asked, key=worth, reverse=True)[:most])
