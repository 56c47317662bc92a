"""Can this technician be planned for then? What planning and moving a visit have in common."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.people.queries import TechnicianFacts, technician_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# Five minutes is a toner bottle handed over; twelve hours is longer than anybody works in a day.
LEAST_MINUTES = 5
MOST_MINUTES = 720
# Earlier today is no mistake: the technician stands there already, or a move is taken back. Yesterday is one.
EARLIER_TODAY = timedelta(hours=12)
# Preventive visits are planned a year ahead; two are a slip of the keyboard.
FARTHEST = timedelta(days=730)


class PlanRefused(Exception):
    """A visit can't be planned or moved like this; the message is for the dispatcher."""


def technician_to_plan(
    *,
    by: Actor,
    technician_id: UUID,
    starts_at: datetime,
    minutes: int,
    now: datetime,
    refusal: type[PlanRefused],
) -> TechnicianFacts:
    """Return the technician, if they and the time can be planned; otherwise raise `refusal` with the reason."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise refusal(f"{minutes} minutes can't be planned: a visit takes {LEAST_MINUTES} minutes to 12 hours.")
    if starts_at < now - EARLIER_TODAY:
        raise refusal("That time has passed. Choose one that is still to come.")
    if starts_at > now + FARTHEST:
        raise refusal("That day is more than two years away. Check the year.")
    # The day on the dealership's wall: in the evening it is tomorrow already in UTC.
    on = starts_at.astimezone(ZoneInfo(the_dealership(by.tenant_id).zone)).date()
    technician = technician_of(by, technician_id, on=on)
    if technician is None:
        raise refusal("This technician doesn't work at your branches on that day. Choose somebody else.")
    return technician


def planned_facts(
    technician: str | None, technician_id: UUID | None, starts_at: datetime | None, lasts: timedelta
) -> dict[str, Any]:
    """Return what the history keeps of a plan: with the name, for people are renamed and leave."""
    return {
        "technician": technician,
        "technician_id": technician_id,
        "planned_for": starts_at,
        "planned_for_how": How.ENTERED,
        "planned_minutes": lasts // timedelta(minutes=1),
    }
