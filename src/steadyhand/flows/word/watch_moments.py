"""Every minute: which calls have come to a moment that their customer may hear of, and whose message may go now?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from steadyhand.business.calls.queries.moments import calls_moved_since, calls_to_tell
from steadyhand.business.calls.settings import REOPEN_VISIT_MINUTES
from steadyhand.business.conversations.actions.keep_moment import end_moment
from steadyhand.business.conversations.moments.moment import MomentState
from steadyhand.business.conversations.queries.moments import moments_due, moments_known
from steadyhand.business.conversations.settings import SETTINGS, TELLS_CUSTOMERS
from steadyhand.business.dealership.settings.values import Values, values_of
from steadyhand.business.promises.queries.customers_word import calls_promised_since, promises_seen_of
from steadyhand.flows.word.noticing_moments import NEWS_FOR, moments_of
from steadyhand.flows.word.tell_customer import Case, LinkFor, tell_customer
from steadyhand.shared.actor import Actor

# More go a minute later; one look stays short.
MOST = 200
NO_NEWS = "It waited for the morning, and isn't so any more."


@dataclass
class Told:
    """What one look changed."""

    told: int = 0
    waiting: int = 0
    on_page: int = 0

    @property
    def changed(self) -> int:
        return self.told + self.waiting + self.on_page

    def count(self, state: MomentState | None) -> None:
        self.told += state is MomentState.TOLD
        self.waiting += state is MomentState.WAITING
        self.on_page += state is MomentState.PAGE


def watch_moments(*, by: Actor, link_for: LinkFor, now: datetime) -> Told:
    """Tell of what has just happened, and of what has waited long enough; return what changed.

    Ten queries where nothing has happened, however many calls are open. Nothing is looked at while it is switched off:
    nobody gets a week's news when it is switched on.
    """
    values, done = values_of(by.tenant_id, (*SETTINGS, REOPEN_VISIT_MINUTES)), Told()
    _tell_due(by, values, link_for, done, now)
    if values[TELLS_CUSTOMERS]:
        _tell_new(by, values, link_for, done, now)
    return done


def _tell_new(by: Actor, values: Values, link_for: LinkFor, done: Told, now: datetime) -> None:
    since = now - NEWS_FOR
    call_ids = calls_moved_since(by.tenant_id, since, now=now) | calls_promised_since(by.tenant_id, since)
    calls, promises = calls_to_tell(by.tenant_id, call_ids), promises_seen_of(by.tenant_id, call_ids)
    take_back = timedelta(minutes=values[REOPEN_VISIT_MINUTES])
    found = [
        (call, happened)
        for call in calls.values()
        for happened in moments_of(call, promises.get(call.id, ()), take_back=take_back, now=now)
    ]
    known = moments_known(by.tenant_id, {happened.key for _, happened in found})
    fresh = [(call, happened) for call, happened in found if happened.key not in known]
    # Of one call in the order in which it came.
    for call, happened in sorted(fresh, key=lambda each: (each[1].at, each[1].key))[:MOST]:
        case = Case(call, promises.get(call.id, ()), values, link_for)
        done.count(tell_customer(by=by, case=case, happened=happened, now=now))


def _tell_due(by: Actor, values: Values, link_for: LinkFor, done: Told, now: datetime) -> None:
    """Tell of what has waited, in the words of how it stands now; what isn't so any more is told to nobody."""
    due = moments_due(by.tenant_id, now=now, most=MOST)
    call_ids = {each.call_id for each in due}
    calls, promises = calls_to_tell(by.tenant_id, call_ids), promises_seen_of(by.tenant_id, call_ids)
    take_back = timedelta(minutes=values[REOPEN_VISIT_MINUTES])
    for each in due:
        call, given = calls[each.call_id], promises.get(each.call_id, ())
        still = moments_of(call, given, take_back=take_back, now=now, is_new=False)
        happened = next((one for one in still if one.key == each.key), None)
        if happened is None:
            end_moment(by=by, moment_id=each.id, because=NO_NEWS, now=now)
        else:
            done.count(tell_customer(by=by, case=Case(call, given, values, link_for), happened=happened, now=now))
