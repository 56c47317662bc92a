"""Who shares where they are, where is that, and until when?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from steadyhand.business.dispatch.positions.models import LivePosition
from steadyhand.business.dispatch.positions.rules import is_fresh
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Shared:
    """One's own switch: on since and until when, and when the phone last said where it is (None: not yet)."""

    since_at: datetime
    until_at: datetime
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SeenAt:
    """Where a technician's phone was at a moment, in degrees, and within how many metres."""

    id: UUID
    technician_id: UUID
    at: datetime
    latitude: float
    longitude: float
    metres: int
    is_fresh: bool


def my_position(by: Actor, *, now: datetime) -> Shared | None:
    """Return whether the actor shares where they are; None: they don't. One query."""
    if by.user_id is None:
        return None
    mine = LivePosition.objects.of(by.tenant_id).filter(technician__user_id=by.user_id, until_at__gt=now)
    row = mine.values_list("since_at", "until_at", "at").first()
    return Shared(*row) if row else None


def positions_seen(by: Actor, *, now: datetime, branch_id: UUID | None = None) -> dict[UUID, SeenAt]:
    """Return the positions that are shared now at the actor's branches, or at one, by technician. One query."""
    rows = LivePosition.objects.visible_to(by)
    return _seen(rows if branch_id is None else rows.filter(technician__branch_id=branch_id), now)


def positions_to_plan_from(tenant_id: UUID, branch_id: UUID, *, now: datetime) -> dict[UUID, SeenAt]:
    """Return the positions of a branch that are fresh enough to plan from, by technician. One query."""
    seen = _seen(LivePosition.objects.of(tenant_id).filter(technician__branch_id=branch_id), now)
    return {technician_id: each for technician_id, each in seen.items() if each.is_fresh}


def _seen(rows: QuerySet[LivePosition, LivePosition], now: datetime) -> dict[UUID, SeenAt]:
    known = rows.filter(until_at__gt=now, at__isnull=False)
    columns = ("id", "technician_id", "at", "latitude", "longitude", "metres")
    return {
        technician_id: SeenAt(row_id, technician_id, at, latitude, longitude, metres, is_fresh(at, now=now))
        for row_id, technician_id, at, latitude, longitude, metres in known.values_list(*columns)
    }
