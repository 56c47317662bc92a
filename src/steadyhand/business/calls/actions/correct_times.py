"""Put right when a visit set out, arrived and finished."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit, change_visit, visit_in_hand
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# In the order in which they happen.
TIMES = {"on_the_way_at": "setting out", "arrived_at": "arriving", "finished_at": "finishing"}
_ORDER = (VisitState.PLANNED, VisitState.ON_THE_WAY, VisitState.ON_SITE)
# A visit that is planned has no times yet, and one on the way hasn't arrived; only one that is over has finished.
_KNOWN_FROM = {"on_the_way_at": VisitState.ON_THE_WAY, "arrived_at": VisitState.ON_SITE}


class TimesOutOfOrder(CannotMoveVisit):
    """These times can't all be true."""


@dataclass(frozen=True, slots=True)
class StatedTimes:
    """What somebody says the times were; None leaves one as it is known."""

    on_the_way_at: datetime | None = None
    arrived_at: datetime | None = None
    finished_at: datetime | None = None


@transaction.atomic
def correct_times(*, by: Actor, visit_id: UUID, version: int, times: StatedTimes, now: datetime, why: str = "") -> None:
    """Keep stated times as entered; a time that isn't stated stays as it was, and how it is known too.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, or nothing is different.
        TimesOutOfOrder: one is in the future, before the one before it, or of a step that hasn't happened.
    """
    visit = visit_in_hand(visit_id, by=by, version=version, why=why)
    stated = entered(visit, times, now=now)
    if not stated:
        raise CannotMoveVisit("Nothing is different: change a time, or go back.")
    change_visit(visit, by=by, now=now, verb="corrected the times", why=why, becomes=stated)


def entered(visit: Visit, times: StatedTimes, *, now: datetime) -> dict[str, Any]:
    """Return the columns to write for stated times.

    Raises:
        TimesOutOfOrder: they can't all be true.
    """
    becomes: dict[str, Any] = {}
    for name in TIMES:
        at = getattr(times, name)
        if at is not None and at != getattr(visit, name):
            _check_has_happened(visit, name)
            becomes |= {name: at, f"{name}_how": How.ENTERED}
    if becomes:
        _check_order({name: becomes.get(name, getattr(visit, name)) for name in TIMES}, now)
    return becomes


def _check_has_happened(visit: Visit, name: str) -> None:
    state = VisitState(visit.state)
    known_from = _KNOWN_FROM.get(name)
    if state.is_over or (known_from is not None and _ORDER.index(state) >= _ORDER.index(known_from)):
        return
    raise TimesOutOfOrder(f"This visit is {state.label}: there is no time of {TIMES[name]} to correct yet.")


def _check_order(times: dict[str, datetime | None], now: datetime) -> None:
    known = [(name, at) for name, at in times.items() if at is not None]
    for name, at in known:
        if at > now:
            raise TimesOutOfOrder(f"The time of {TIMES[name]} is in the future; type when it was.")
    for (earlier, earlier_at), (later, later_at) in pairwise(known):
        if later_at < earlier_at:
            raise TimesOutOfOrder(
                f"The time of {TIMES[later]} is before that of {TIMES[earlier]}; one of them is wrong."
            )
