"""In which zone, by which clock and for which country is something said on the dispatcher's pages?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from steadyhand.business.calls.answering import AnswerBy, answer_by
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.shared.clock import read_clock
from steadyhand.shared.words import Clock, ago_said, phone_shown, time_said, when_said

ONE_DAY = timedelta(days=1)


class NoSuchTime(ValueError):
    """Clocks skip this hour on that day."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How this dealership says times and phone numbers, at one moment."""

    now: datetime
    zone: str
    clock: Clock
    country: str

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))

    def when(self, at: datetime) -> str:
        return when_said(at, self.now, self.zone, clock=self.clock)

    def hour(self, at: datetime) -> str:
        return time_said(self.local(at), clock=self.clock)

    def ago(self, at: datetime) -> str:
        return ago_said(at, self.now)

    def phone(self, text: str) -> str:
        return phone_shown(text, self.country) if text else ""

    def answer(self, respond_by: datetime | None) -> AnswerBy:
        return answer_by(respond_by, self.now, self.zone, clock=self.clock)

    def day(self, on: date) -> str:
        """Return `Today`, `Tomorrow`, `Yesterday` or `Thursday, 12 March`."""
        near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}
        said = f"{on:%A}, {on.day} {on:%B}"
        named = near.get((on - self.today).days)
        if named:
            return f"{named}, {on.day} {on:%B}"
        return said if on.year == self.today.year else f"{said} {on.year}"

    def starts_and_ends(self, on: date) -> tuple[datetime, datetime]:
        """Return when a day begins and ends here, which is 23 or 25 hours apart when clocks change."""
        zone = ZoneInfo(self.zone)
        begins, ends = (datetime.combine(day, time(), tzinfo=zone) for day in (on, on + ONE_DAY))
        return begins.astimezone(UTC), ends.astimezone(UTC)

    def moment(self, on: date, at: time) -> datetime:
        """Return the moment at which clocks here show this; of two, the first.

        Raises:
            NoSuchTime: clocks go forward over it.
        """
        zone = ZoneInfo(self.zone)
        shown = datetime.combine(on, at)
        found = shown.replace(tzinfo=zone).astimezone(UTC)
        if found.astimezone(zone).replace(tzinfo=None) != shown:
            raise NoSuchTime("Clocks go forward over that hour on that day. Choose an hour later.")
        return found


def voice_for(request: SignedInRequest) -> Voice:
    """Return the voice of the actor's dealership, at this moment: a page asks the clock once."""
    firm = the_dealership(request.actor.tenant_id)
    clock: Clock = 12 if firm.clock == "12" else 24
    return Voice(now=read_clock(), zone=firm.zone, clock=clock, country=firm.country)
