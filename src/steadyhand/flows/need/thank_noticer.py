"""Whoever noticed something hears how it ended, and a thank-you, before somebody is there again and is asked."""

from datetime import datetime, timedelta

from steadyhand.business.calls.queries.coming import Coming, visits_coming
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.followups.actions.tell_ended import tell_ended
from steadyhand.business.needs.queries.noticers import NoticedThere, ended_needs_at
from steadyhand.business.needs.settings import THANKED_AHEAD_MINUTES
from steadyhand.shared.actor import Actor
from steadyhand.shared.words import Clock, when_said

# What was noticed longer ago, nobody on the spot remembers as news.
NOTICED_WITHIN = timedelta(days=365)


def thank_noticers(*, by: Actor, now: datetime) -> int:
    """Thank those who noticed something where somebody will be soon, and who haven't seen how it ended.

    It looks at the visits that begin soon, so that one that was moved, or planned a moment ago, counts as it stands.
    Return how many were thanked. Three queries at a dealership where nothing is to be told.
    """
    ahead = timedelta(minutes=value_of(by.tenant_id, THANKED_AHEAD_MINUTES))
    coming = visits_coming(by.tenant_id, since=now, until=now + ahead)
    if not coming:
        return 0
    customers = {visit.customer_id for visit in coming}
    thanked = 0
    clock: Clock = 12 if the_dealership(by.tenant_id).clock == "12" else 24
    for need in ended_needs_at(by.tenant_id, customers, since=now - NOTICED_WITHIN):
        visit = next((each for each in coming if _is_there(need, each)), None)
        if visit is None:
            continue
        when = when_said(visit.starts_at, now, visit.zone, clock=clock)
        thanked += tell_ended(
            by=by,
            followup_id=need.followup_id,
            user_id=need.noticed_by_id,
            words=f"Thank you for noticing it. Before the next visit there, {when}:",
            useful_until=visit.starts_at,
            now=now,
        )
    return thanked


def _is_there(need: NoticedThere, visit: Coming) -> bool:
    """Tell whether a visit goes where it was noticed: to that site, or anywhere at the customer where none is known."""
    if need.customer_id != visit.customer_id:
        return False
    return need.site_id is None or visit.site_id is None or need.site_id == visit.site_id
