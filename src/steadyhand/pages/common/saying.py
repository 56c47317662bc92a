"""How does a dealership say times, terms and phone numbers, to its people and its customers? By its own clock."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from steadyhand.business.calls.answering import AnswerBy, answer_by
from steadyhand.business.dealership.queries import Firm, firm_of
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.shared.clock import read_clock
from steadyhand.shared.words import Clock, ago_said, phone_shown, time_said, when_said

ONE_DAY = timedelta(days=1)
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

    def there(self, zone: str) -> "Saying":
        """Return the same words by the clock of another place."""
        return replace(self, zone=zone)

    @property
    def zone_said(self) -> str:
        """Return what people call this clock: `EST`, or its distance from UTC where it has no name."""
        return f"{self.local(self.now):%Z}"

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

    def day_headed(self, on: date) -> str:
        """Return `Today, 12 March`, or `Thursday, 12 March`: a heading under which a day is planned."""
        near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get((on - self.today).days)
        said = f"{near or format(on, '%A')}, {on.day} {on:%B}"
        return said if near or on.year == self.today.year else f"{said} {on.year}"

    def all_day(self) -> "Saying":
        """Return the words as they are said all this day: for what must not look different every minute."""
        begins, _ = self.starts_and_ends(self.today)
        return replace(self, now=begins)

    def ago(self, at: datetime) -> str:
        return ago_said(at, self.now)

    def answer(self, respond_by: datetime | None) -> AnswerBy:
        return answer_by(respond_by, self.now, self.zone, clock=self.clock)

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

    def starts_and_ends(self, on: date) -> tuple[datetime, datetime]:
        """Return when a day begins and ends here, which is 23 or 25 hours apart when clocks change."""
        zone = ZoneInfo(self.zone)
        begins, ends = (datetime.combine(day, time(), tzinfo=zone) for day in (on, on + ONE_DAY))
        return begins.astimezone(UTC), ends.astimezone(UTC)

    def moment(self, on: date, at: time) -> datetime:
        """Return the moment at which clocks here show this; of two, the first.

        Raises:
            SkippedHour: clocks go forward over it.
        """
        shown = datetime.combine(on, at)
        found = shown.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
        if self.local(found).replace(tzinfo=None) != shown:
            skipped = time_said(shown, clock=self.clock)
            raise SkippedHour(f"Clocks go forward over {skipped} on that day. Choose an hour later.")
        return found


def saying_for(request: SignedInRequest) -> Saying:
    """Return how the actor's dealership says things, now, by the clock of the actor's branches."""
    saying: Saying | None = vars(request).get("saying")
    if saying is None:
        saying = saying_of(firm_of(request.actor))
        # A page asks the clock once, and so does what stands around it.
        vars(request)["saying"] = saying
    return saying


def saying_of(firm: Firm, *, zone: str = "") -> Saying:
    """Return how a dealership says things, now: a page asks the clock once. `zone` is the reader's, if another."""
    return Saying(read_clock(), zone or firm.zone, 12 if firm.clock == "12" else 24, firm.country)


def date_said(on: date | None) -> str:
    """Return `12 May 2027`; nothing for no date."""
    return f"{on.day} {on:%B %Y}" if on else ""


def text_said(text: str) -> str:
    """Return a kept text as people say it: a date as `12 May 2027`, anything else as it is."""
    try:
        # Only what JSON made of a date reads as one.
        return date_said(date.fromisoformat(text)) if len(text) == len("2026-01-01") else text
    except ValueError:
        return text


def to_dial(text: str) -> str:
    """Return the address that makes a phone ring a number: `tel:+16145550148`; empty without digits.

    An extension is left for the person to dial.
    """
    number = re.split(r"(?i)\s*(?:ext\.?|x|#)\s*\d*\s*$", text)[0]
    digits = re.sub(r"[^\d+]", "", number)
    return f"tel:{digits}" if re.search(r"\d", digits) else ""
