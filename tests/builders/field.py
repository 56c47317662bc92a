"""A technician's side of the record: who goes, how far they are, how a visit ends."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.builders.record import MONDAY, a_visit

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.actions.close_visit import VisitClosed, close_visit
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.queries import actor_for
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import read_clock


def today_at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """Return a moment by the clock on the dealership's wall, so many days from today: pages ask the real clock."""
    here = ZoneInfo("America/New_York")
    day = read_clock().astimezone(here).date() + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), tzinfo=here)


def its_technician(visit: Visit) -> Actor:
    """Return the actor who goes on this visit."""
    assert visit.technician is not None
    assert visit.technician.user_id is not None
    return actor_for(visit.technician.user_id)


def fresh(visit: Visit) -> Visit:
    """Return the visit as it is now."""
    return Visit.objects.of(visit.tenant_id).select_related("call", "technician").get(id=visit.id)


def a_visit_under_way(*, at: datetime = MONDAY, **facts: Any) -> Visit:
    """Return a visit whose technician has set out."""
    visit = a_visit(**facts)
    start_travel(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=at)
    return fresh(visit)


def a_visit_on_site(*, at: datetime = MONDAY, **facts: Any) -> Visit:
    """Return a visit whose technician arrived half an hour after setting out."""
    visit = a_visit_under_way(at=at, **facts)
    arrive(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=at + timedelta(minutes=30))
    return fresh(visit)


def a_closing(outcome: VisitState = VisitState.DONE, **facts: Any) -> Closing:
    """Return a closing with all that is required of it."""
    facts = {"told_customer": "The rollers were worn; I put in new ones.", "next_step": "We come on Thursday."} | facts
    return Closing(outcome=outcome, **facts)


def closed(visit: Visit, closing: Closing | None = None, *, at: datetime | None = None) -> VisitClosed:
    """Close a visit as its technician, an hour after it was planned."""
    at = at or MONDAY + timedelta(hours=1)
    by = its_technician(visit)
    return close_visit(by=by, visit_id=visit.id, version=fresh(visit).version, closing=closing or a_closing(), now=at)
