"""Customers who have agreed to it hear where their call stands, a few minutes after it has come so far."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings

from steadyhand.business.dealership.running import all_firms
from steadyhand.flows.visit.customer_link import link_to_send
from steadyhand.flows.word.watch_moments import watch_moments
from steadyhand.shared.actor import Actor, the_system

WHO = "Steadyhand"


def tell_all_customers(now: datetime) -> int:
    """Look at what has just happened at each dealership; return how many moments were decided on."""
    changed = 0
    for firm in all_firms():
        by = the_system(firm.id, WHO)
        # A link to this machine itself would open nothing on a customer's phone.
        is_reached = settings.IS_REACHED_FROM_OUTSIDE or firm.is_demo
        changed += watch_moments(by=by, link_for=partial(_link, by, now) if is_reached else _no_link, now=now).changed
    return changed


def _link(by: Actor, now: datetime, call_id: UUID) -> UUID:
    return link_to_send(by=by, call_id=call_id, now=now)


def _no_link(_call_id: UUID) -> None:
    return None
