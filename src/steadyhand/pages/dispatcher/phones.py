"""Where are those who have switched on that the desk sees it? For the board of today, each with its age."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from steadyhand.business.calls.queries.board import Point
from steadyhand.business.dispatch.positions.queries import positions_seen
from steadyhand.pages.common.saying import Saying
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class PhoneSeen:
    """Where somebody's phone was, and how that is said: `3 min ago, within 20 m`. `is_fresh`: a plan starts there."""

    id: UUID
    point: Point
    said: str
    is_fresh: bool


def phones_on_board(by: Actor, *, on: date, saying: Saying, branch_id: UUID | None = None) -> Mapping[UUID, PhoneSeen]:
    """Return the phones that are seen, by technician; none on another day than today. One query."""
    if on != saying.today:
        return {}
    return {
        technician_id: PhoneSeen(
            id=each.id,
            point=Point(each.latitude, each.longitude),
            said=f"{saying.ago(each.at)}, within {each.metres} m",
            is_fresh=each.is_fresh,
        )
        for technician_id, each in positions_seen(by, now=saying.now, branch_id=branch_id).items()
    }
