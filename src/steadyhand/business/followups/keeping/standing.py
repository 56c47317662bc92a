"""How does what a follow-up is stand in its row?"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.followups import models
from steadyhand.business.followups.rules.kinds import ClockName
from steadyhand.business.followups.rules.standing import FollowUp, Reached, Span, State

# Columns that say the same under the same name.
_SAME = (
    "kind", "opened_at", "last_at", "owned_since", "open_since", "acknowledged_at", "contacted_at", "waiting_since",
    "step_promised_at", "step_due_at", "outcome", "why", "comes_back_at", "is_unattended",
)  # fmt: skip


def standing_of(row: models.FollowUp, listeners: Collection[UUID]) -> FollowUp:
    """Return what a row says, with who listens, as the rules see it."""
    return FollowUp(
        state=State(row.state),
        owner=row.owner_id,
        listeners=frozenset(listeners),
        merged_into=row.merged_into_id,
        pauses=tuple(Span(_moment(starts_at), _moment(until)) for starts_at, until in row.pauses),
        reached=frozenset(Reached(ClockName(clock), percent) for clock, percent in row.reached),
        **{name: getattr(row, name) for name in _SAME},
    )


def columns_of(now: FollowUp) -> dict[str, Any]:
    """Return the columns that say what it is."""
    return {
        "state": now.state,
        "owner_id": now.owner,
        "merged_into_id": now.merged_into,
        "pauses": [[span.starts_at.isoformat(), span.until.isoformat()] for span in now.pauses],
        "reached": sorted([each.clock.value, each.percent] for each in now.reached),
        **{name: getattr(now, name) for name in _SAME},
    }


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
