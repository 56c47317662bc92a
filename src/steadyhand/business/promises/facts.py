"""What does the engine look at? Only what is known at opening, alike when it learns and when it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.promises.forecasting.cases import Value
from steadyhand.business.promises.rules import PromiseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be given a time: only what is known when it is asked for."""

    branch_id: UUID
    # From when the hours count: the call was taken, the part was asked for.
    opened_at: datetime
    urgency: str = ""
    call_type: str = ""
    family: str = ""
    problem_code: str = ""
    site_calendar_id: UUID | None = None
    maker: str = ""
    # It waits for a part that was promised for then.
    part_by_at: datetime | None = None
    # When the plan has somebody there, if it does.
    planned_for: datetime | None = None
    # Calls of the branch at which nobody has been yet, for each technician who works there.
    waiting_each: float | None = None


def segment_of(kind: PromiseKind, work: Work) -> str:
    """Return what work is held to be alike: its branch, and how badly it hurts, which decides who is visited first."""
    return f"{work.branch_id.hex[-6:]} {work.urgency}" if kind is not PromiseKind.PART else work.branch_id.hex[-6:]


def features_of(
    kind: PromiseKind, work: Work, *, zone: ZoneInfo, cut_off: time, begins_at: datetime | None = None
) -> Mapping[str, Value]:
    """Return what the engine is told about some work.

    `begins_at` is when somebody can first begin with it, for what came in at night.
    """
    local = work.opened_at.astimezone(zone)
    begins = begins_at.astimezone(zone) if begins_at else local
    common: dict[str, Value] = {
        "branch": work.branch_id.hex,
        "urgency": work.urgency or None,
        "family": work.family or None,
        "weekday": float(begins.weekday()),
        "hour": begins.hour + begins.minute / 60,
    }
    if kind is PromiseKind.PART:
        # An order after the cut-off is tomorrow's order.
        return common | {"is_after_cut_off": float(local.time() > cut_off)}
    return common | {
        "call_type": work.call_type or None,
        "problem": work.problem_code or None,
        "waiting_each": work.waiting_each,
    }


def time_of(minutes: int) -> time:
    """Return minutes after midnight as a time of the day."""
    return time(*divmod(minutes, 60))
