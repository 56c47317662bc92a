"""How does a dealership say times and phone numbers to technicians and customers? In its zone, by its clock."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.shared.clock import read_clock
from steadyhand.shared.words import Clock, phone_shown, time_said, when_said

NOON = time(12)
LATE_AFTERNOON = time(15)
EVENING = time(17, 30)


class SkippedHour(ValueError):
    """Clocks go forward over this time on that day."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The words for times and numbers at one moment: a page asks the clock once."""

    now: datetime
    zone: str
    clock: Clock
    country: str

    @property
    def today(self) -> date:
        return self.on(self.now)

    def on(self, at: datetime) -> date:
        return self.local(at).date()

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))

    def when(self, at: datetime | None) -> str:
        return when_said(at, self.now, self.zone, clock=self.clock) if at else ""

    def hour(self, at: datetime | None) -> str:
        return time_said(self.local(at), clock=self.clock) if at else ""

    def day(self, on: date) -> str:
        """Return `today`, `tomorrow`, `yesterday`, `Thursday 12 March`, or with its year where it is another."""
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((on - self.today).days)
        if near:
            return near
        said = f"{on:%A} {on.day} {on:%B}"
        return said if on.year == self.today.year else f"{said} {on.year}"

    def part_of_day(self, at: datetime) -> str:
        """Return `in the morning` and so on: as much as a plan can say."""
        hour = self.local(at).time()
        if hour < NOON:
            return "in the morning"
        if hour < LATE_AFTERNOON:
            return "in the early afternoon"
        return "in the late afternoon" if hour < EVENING else "in the evening"

    def phone(self, text: str) -> str:
        return phone_shown(text, self.country) if text else ""

    def moment(self, on: date, at: time) -> datetime:
        """Return the moment at which clocks here show this; of two, the first.

        Raises:
            SkippedHour: clocks go forward over it.
        """
        shown = datetime.combine(on, at)
        found = shown.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
        if self.local(found).replace(tzinfo=None) != shown:
            raise SkippedHour(f"Clocks go forward over {at:%H:%M} on that day; type an hour later.")
        return found


def saying_for(request: SignedInRequest) -> Saying:
    """Return how the actor's dealership says things, now."""
    firm = the_dealership(request.actor.tenant_id)
    return Saying(read_clock(), firm.zone, 12 if firm.clock == "12" else 24, firm.country)


def to_dial(text: str) -> str:
    """Return the address that makes a phone ring a number: `tel:+16145550148`; empty without digits.

    An extension is left for the person to dial.
    """
    number = re.split(r"(?i)\s*(?:ext\.?|x|#)\s*\d*\s*$", text)[0]
    digits = re.sub(r"[^\d+]", "", number)
    return f"tel:{digits}" if re.search(r"\d", digits) else ""
