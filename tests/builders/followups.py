"""A kind of follow-up, working hours, and follow-ups that something has happened to."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.kinds import Alarm, Clock, ClockName, Kind, Outcome, Whose
from steadyhand.business.followups.rules.standing import FollowUp, stands_after
from steadyhand.shared.working_hours.calendars import Span, WorkingCalendar

BRUNO, ELENA, RUTH, WALT = (UUID(int=number) for number in range(1, 5))
# Monday 9 March 2026, nine in the morning in Columbus.
MONDAY = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
EIGHT_TO_FIVE = WorkingCalendar("America/New_York", dict.fromkeys(range(5), (Span.between(time(8), time(17)),)))
TEN_TO_SIX = WorkingCalendar("America/New_York", dict.fromkeys(range(6), (Span.between(time(10), time(18)),)))
CALENDARS = {Whose.OWNER: EIGHT_TO_FIVE, Whose.CUSTOMER: TEN_TO_SIX}
NEED = Kind(
    name="need",
    label="need",
    clocks=(
        Clock(ClockName.ACKNOWLEDGE, timedelta(hours=2), Whose.OWNER),
        Clock(ClockName.CONTACT, timedelta(hours=4), Whose.CUSTOMER),
        Clock(ClockName.RESOLUTION, timedelta(hours=40), Whose.OWNER),
    ),
    outcomes=(
        Outcome("solved", "solved"),
        Outcome("later", "not now", comes_back=True),
        Outcome("unreached", "could not be reached", is_unreached=True),
    ),
    alarm=Alarm.CLIMBS,
)


def opened(*, at: datetime = MONDAY, owner: UUID = ELENA, listeners: tuple[UUID, ...] = (BRUNO,)) -> e.Opened:
    return e.Opened(at=at, by=BRUNO, words="It is slow", kind="need", owner=owner, listeners=frozenset(listeners))


def a_followup(*happened: e.Event) -> FollowUp:
    """Return Bruno's need at Elena's, after what has happened since."""
    return stands_after((opened(), *happened), NEED)
