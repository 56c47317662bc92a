"""How long may we take where nothing better is known? Norms of ours, in one place; no customer is told less."""

from collections.abc import Mapping
from types import MappingProxyType

from steadyhand.business.calls.rules import VisitState

# Working days within which a customer whose machine isn't finished gets a call with the day we come back. Nobody's
# history is in it: a supplier who is asked today says by tomorrow whether the part is there, and the day after leaves
# room to be early. The IT team hears at once.
CALL_BACK_WORKING_DAYS: Mapping[VisitState, int] = MappingProxyType({
    VisitState.PARTS: 2,
    VisitState.IT: 1,
    VisitState.HANDS: 2,
})  # fmt: skip
# Where a calendar can't be counted by: a week holds every norm above, whatever its holidays.
WITHOUT_CALENDAR_DAYS = 7
