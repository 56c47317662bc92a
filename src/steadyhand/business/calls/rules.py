"""What may happen to a call and its visits, in which order? Values in, values out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Self
from zoneinfo import ZoneInfo


class Choice(StrEnum):
    """A fixed set of words, each with the one way it is said on screens."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        # `label` may be left out only so that looking a member up, as in CallState("closed"), is well typed.
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (value, label) pairs, as form and table fields want them."""
        return [(member.value, member.label) for member in cls]


class CallType(Choice):
    CORRECTIVE = "corrective", "corrective"
    PHONE_FIX = "phone_fix", "phone fix"
    PREVENTIVE = "preventive", "preventive"
    INSTALL = "install", "install"
    PICKUP_MOVE = "pickup_move", "pickup or move"
    NETWORK = "network", "network or IT"
    SUPPLIES = "supplies", "supplies (toner)"
    TRAINING = "training", "user training"
    SHOP = "shop", "shop"
    COURTESY = "courtesy", "courtesy"


class CallState(Choice):
    TO_PLAN = "to_plan", "to plan"
    PLANNED = "planned", "planned"
    UNDER_WAY = "under_way", "under way"
    WAITING = "waiting", "waiting"
    CLOSED = "closed", "closed"
    CANCELLED = "cancelled", "cancelled"

    @property
    def is_open(self) -> bool:
        return self not in (CallState.CLOSED, CallState.CANCELLED)


class CausedBy(Choice):
    """What a problem or cause code says about whose doing it was. A code may say nothing."""

    MACHINE = "machine", "the machine"
    NETWORK = "network", "the network or a program"
    OPERATOR = "operator", "how it was used"
    SUPPLIES = "supplies", "paper or toner"
    ELSE = "else", "something else"


class WaitingFor(Choice):
    PARTS = "parts", "a part"
    IT = "it", "the IT team"
    HANDS = "hands", "a second pair of hands"


class Urgency(Choice):
    """How badly it hurts the customer, in words rather than numbers."""

    STANDSTILL = "standstill", "standstill: they can't work"
    URGENT = "urgent", "urgent: badly hampered"
    NORMAL = "normal", "normal"
    CAN_WAIT = "can_wait", "can wait"


class VisitState(Choice):
    PLANNED = "planned", "planned"
    ON_THE_WAY = "on_the_way", "on the way"
    ON_SITE = "on_site", "on site"
    DONE = "done", "done"
    PARTS = "parts", "hold for parts"
    IT = "it", "handed to IT"
    HANDS = "hands", "second pair of hands needed"
    CANCELLED = "cancelled", "cancelled"

    @property
    def is_over(self) -> bool:
        return self not in (VisitState.PLANNED, VisitState.ON_THE_WAY, VisitState.ON_SITE)


# From a state to those that may follow. A technician who forgot to tap "on the way" may still arrive; one who
# forgot both may still close: the times nobody tapped are then entered or left out, never made up.
_MAY_FOLLOW: Mapping[VisitState, frozenset[VisitState]] = MappingProxyType({
    VisitState.PLANNED: frozenset({
        VisitState.ON_THE_WAY, VisitState.ON_SITE, VisitState.CANCELLED,
    }),
    VisitState.ON_THE_WAY: frozenset({VisitState.PLANNED, VisitState.ON_SITE, VisitState.CANCELLED}),
    VisitState.ON_SITE: frozenset({
        VisitState.DONE, VisitState.PARTS, VisitState.IT, VisitState.HANDS, VisitState.CANCELLED,
    }),
})  # fmt: skip

# How a visit may end, apart from being cancelled.
OUTCOMES = (VisitState.DONE, VisitState.PARTS, VisitState.IT, VisitState.HANDS)

_WAITS_FOR = MappingProxyType({
    VisitState.PARTS: WaitingFor.PARTS,
    VisitState.IT: WaitingFor.IT,
    VisitState.HANDS: WaitingFor.HANDS,
})  # fmt: skip


def may_become(now: VisitState, then: VisitState) -> bool:
    return then in _MAY_FOLLOW.get(now, frozenset())


@dataclass(frozen=True, slots=True)
class CallStanding:
    """Where a call stands, given its visits."""

    state: CallState
    waiting_for: WaitingFor | None = None


def standing_of(visits: Sequence[VisitState]) -> CallStanding:
    """Return where an open call stands, from the states of its visits, oldest first.

    Cancelled visits count for nothing. A call whose last visit ended unfinished waits until a new one is planned.
    """
    counted = [state for state in visits if state is not VisitState.CANCELLED]
    if not counted:
        return CallStanding(CallState.TO_PLAN)
    last = counted[-1]
    if last is VisitState.DONE:
        return CallStanding(CallState.CLOSED)
    if last in _WAITS_FOR:
        return CallStanding(CallState.WAITING, _WAITS_FOR[last])
    if last is VisitState.PLANNED:
        return CallStanding(CallState.PLANNED)
    return CallStanding(CallState.UNDER_WAY)


# Who works through midnight still has to get out of the door; a visit that nobody closed opens none the day after.
LONGEST_NIGHT = timedelta(hours=12)


def is_day_of_visit(
    state: VisitState, *, planned_for: datetime | None, began_at: datetime | None, zone: str, now: datetime
) -> bool:
    """Tell whether door and alarm codes may be shown: it is the visit's day where the door is, and it isn't over."""
    if state.is_over:
        return False
    here = ZoneInfo(zone)
    days = {at.astimezone(here).date() for at in (planned_for, began_at) if at is not None}
    if now.astimezone(here).date() in days:
        return True
    return state is not VisitState.PLANNED and began_at is not None and now - began_at < LONGEST_NIGHT
