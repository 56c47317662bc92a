"""How does a call that waits for somebody look in their inbox?"""

from collections.abc import Iterable
from typing import Any

from steadyhand.business.calls.queries.waiting import WaitingCall
from steadyhand.pages.common.saying import Saying


def rows_of(calls: Iterable[WaitingCall], saying: Saying) -> list[dict[str, Any]]:
    """Return what the inbox shows of each call: itself, and since when it waits."""
    return [
        {
            "call": call,
            "taken": saying.when(call.taken_at),
            "since": saying.when(call.waits_since),
        }
        for call in calls
    ]
