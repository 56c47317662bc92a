"""How much waits for each technician of a branch: now, and when each call of the past was taken."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from heapq import heappop, heappush
from uuid import UUID

from steadyhand.business.calls.queries.how_long import CallTook, waiting_at
from steadyhand.business.dealership.present import today_at
from steadyhand.business.people.queries import Employed, employed_at


def waiting_each(tenant_id: UUID, branch_id: UUID, *, now: datetime) -> float:
    """Return how many calls wait for a first visit, for each technician who works there. Three queries."""
    people = People(employed_at(tenant_id))
    return waiting_at(tenant_id, branch_id) / people.at(branch_id, today_at(tenant_id, now))


class People:
    """How many technicians work at a branch on a day; never fewer than one."""

    def __init__(self, employed: Iterable[Employed]) -> None:
        self._of: dict[UUID, list[Employed]] = {}
        for each in employed:
            self._of.setdefault(each.branch_id, []).append(each)
        self._known: dict[tuple[UUID, date], int] = {}

    def at(self, branch_id: UUID, on: date) -> int:
        key = (branch_id, on)
        if key not in self._known:
            self._known[key] = max(1, sum(each.works_on(on) for each in self._of.get(branch_id, ())))
        return self._known[key]


def waited_each(calls: Iterable[CallTook], people: People, *, now: datetime) -> Iterator[tuple[CallTook, float]]:
    """Yield each call, the oldest first, with how many waited for each technician of its branch when it was taken."""
    waiting: dict[UUID, list[datetime]] = {}
    for call in calls:
        heap = waiting.setdefault(call.branch_id, [])
        while heap and heap[0] <= call.taken_at:
            heappop(heap)
        yield call, len(heap) / people.at(call.branch_id, call.taken_at.date())
        heappush(heap, _over_at(call, now))


def _over_at(call: CallTook, now: datetime) -> datetime:
    """Return when a call waited no more: somebody came, or it was over without."""
    return call.first_arrived_at or (now if call.is_open else call.closed_at or call.taken_at)
