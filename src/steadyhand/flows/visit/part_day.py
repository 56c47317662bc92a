"""It waits for a part: which day do we name for it, and which one has the technician promised?"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.promised import call_of_visit, call_to_promise
from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.actions.renegotiate import Agreed, renegotiate
from steadyhand.business.promises.hours import hours_of
from steadyhand.business.promises.keeping import PromiseGiven
from steadyhand.business.promises.queries.promises import open_promise_of
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.business.promises.slots import end_of_day
from steadyhand.flows.visit.offer_time import offer_for_call
from steadyhand.shared.actor import Actor

# In these words the closing names the day; the technician may name another one in them.
PART_IS_HERE = "The part will be here by {}"
DAY = timedelta(days=1)
# Further ahead nobody names a day at a customer's counter.
LOOKED_AHEAD = 120


def day_in_full(on: date) -> str:
    """Return `Thursday 12 March`: it is read again on other days, when "tomorrow" would be wrong."""
    return f"{on:%A} {on.day} {on:%B}"


def part_day(*, by: Actor, visit_id: UUID, now: datetime) -> date | None:
    """Return by the end of which day a part that is asked for now is here; None while only a norm is known."""
    call_id = call_of_visit(by.tenant_id, visit_id)
    offered = offer_for_call(by=by, call_id=call_id, kind=PromiseKind.PART, now=now) if call_id else None
    if offered is None or offered.is_norm or offered.earliest_at is None:
        return None
    earliest = offered.earliest_at.astimezone(ZoneInfo(offered.hours.zone)).date()
    for on in _days(earliest):
        closing = end_of_day(on, hours=offered.hours)
        if closing is not None and closing >= offered.earliest_at:
            return on
    return None


def promise_part_as_said(*, by: Actor, call_id: UUID, said: str, now: datetime) -> PromiseGiven | None:
    """Keep the day that the technician has named to the customer, if the words name one: given in person, by them.

    A day of their own that is sooner than the engine's is counted as such: it has been said.
    """
    call = call_to_promise(by, call_id)
    if call is None or by.user_id is None or PART_IS_HERE.format("") not in said:
        return None
    hours = hours_of(by.tenant_id, call.branch_id, call.site_calendar_id, around=now)
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    on = next((day for day in _days(today) if PART_IS_HERE.format(day_in_full(day)) in said), None)
    by_at = end_of_day(on, hours=hours) if on else None
    before = open_promise_of(by, call_id, PromiseKind.PART)
    if by_at is None or by_at <= now or (before is not None and before.by_at == by_at):
        return None
    why = "Named to the customer when the visit was closed"
    if before is not None and before.by_at > now:
        agreed = Agreed(
            by_at=by_at, with_whom=call.who or call.customer, channel=Channel.IN_PERSON, why=why, sooner_because=why
        )
        return renegotiate(by=by, promise_id=before.id, version=before.version, agreed=agreed, now=now)
    given = Given(kind=PromiseKind.PART, by_at=by_at, channel=Channel.IN_PERSON, call_id=call_id, sooner_because=why)
    return give_promise(by=by, given=given, now=now)


def _days(first: date) -> Iterator[date]:
    return (first + DAY * ahead for ahead in range(LOOKED_AHEAD))
