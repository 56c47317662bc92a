"""Which card today? One that may be forgotten soon, else a new one of what was read; none on leave, one a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from steadyhand.business.learning.cards.scheduling import Memory, recall


@dataclass(frozen=True, slots=True)
class Chosen:
    """A card, and whether it is asked for the first time."""

    code: str
    is_new: bool


def card_for(
    codes: Sequence[str], memories: Mapping[str, Memory], *, ends_at: datetime, now: datetime
) -> Chosen | None:
    """Return the card to ask now, or None where none is due and none is new.

    `codes` are those of the modules that were read, in the order in which they come; `ends_at` is when today ends, so
    that what is due this evening is asked this morning. Of cards that are due, the one least likely still known comes
    first: after weeks away nothing is owed, and nothing piles up.
    """
    asked = {code: memories[code] for code in codes if code in memories}
    due = [(recall(memory, now), code) for code, memory in asked.items() if memory.due_at < ends_at]
    if due:
        return Chosen(min(due)[1], is_new=False)
    new = next((code for code in codes if code not in memories), "")
    return Chosen(new, is_new=True) if new else None
