"""For what is somebody thanked? For what no target asks of them: a promise kept, a need handed over, help given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Deed(StrEnum):
    PROMISE = "promise"
    NEED = "need"
    HELP = "help"

    @property
    def label(self) -> str:
        return {"promise": "a promise kept", "need": "a need handed over", "help": "help given"}[self]


@dataclass(frozen=True, slots=True)
class ToThank:
    """One deed of one person that nobody has thanked them for yet; `what` says it in a line."""

    deed: Deed
    about_id: UUID
    user_id: UUID
    name: str
    branch_id: UUID
    what: str
    at: datetime


def first_to_thank(found: Sequence[ToThank], thanked_at: Mapping[UUID, datetime]) -> ToThank | None:
    """Return the deed whose person has gone without thanks for longest; of one person's, the newest.

    Nobody is thanked twice while others wait: it is no count of who does most.
    """
    newest: dict[UUID, ToThank] = {}
    for each in sorted(found, key=lambda deed: deed.at):
        newest[each.user_id] = each
    return min(newest.values(), key=lambda deed: _waits(deed, thanked_at.get(deed.user_id)), default=None)


def _waits(deed: ToThank, thanked_at: datetime | None) -> tuple[float, float, str]:
    return (thanked_at.timestamp() if thanked_at else 0.0, -deed.at.timestamp(), deed.name)
