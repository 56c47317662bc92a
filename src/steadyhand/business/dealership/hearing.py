"""Who must know at once that somebody left, is away or lost a role, or that hours changed? Joined by config/wiring.py.

Parts above keep things that must be somebody's; they are told inside the transaction that makes the change, so that
there is no moment at which something is a leaver's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """Somebody came, left, is or will be away, or holds other roles."""

    user_id: UUID
    by: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class HoursChanged:
    """A calendar has other hours or closed days, or a branch another calendar."""

    by: Actor
    at: datetime


_of_presence: list[Callable[[PresenceChanged], None]] = []
_of_hours: list[Callable[[HoursChanged], None]] = []


def hear_of_presence(listener: Callable[[PresenceChanged], None]) -> None:
    if listener not in _of_presence:
        _of_presence.append(listener)


def hear_of_hours(listener: Callable[[HoursChanged], None]) -> None:
    if listener not in _of_hours:
        _of_hours.append(listener)


def presence_changed(*, by: Actor, user_id: UUID, now: datetime) -> None:
    """Tell whoever keeps things that must be somebody's. Last in the transaction: they lock rows of their own.

    A person or branch that is locked until then is locked `no_key`: whoever holds those rows may be naming them.
    """
    for listener in _of_presence:
        listener(PresenceChanged(user_id, by, now))


def hours_changed(*, by: Actor, now: datetime) -> None:
    """Tell whoever counts by hours. Last in the transaction, as above."""
    for listener in _of_hours:
        listener(HoursChanged(by, now))
