"""When does an interview take place, and what does a rater's follow-up say of it?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import firm_of
from steadyhand.business.followups.actions.move_day import move_day
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.words import time_said

LONGEST = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Meeting:
    """When a rater and a candidate meet."""

    begins_at: datetime
    lasts: timedelta

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + self.lasts


def check_meeting(meeting: Meeting | None, *, now: datetime) -> None:
    """Refuse a meeting that can't take place.

    Raises:
        CannotHire: it is over, or lasts no time or more than a day's work.
    """
    if meeting is None:
        return
    if meeting.begins_at <= now:
        raise CannotHire("That time is over: choose one to come, or leave the day and the time empty.")
    if not timedelta(0) < meeting.lasts <= LONGEST:
        minutes = round(meeting.lasts.total_seconds() / 60)
        raise CannotHire(f"An interview of {minutes} minutes can't be: it lasts a minute at least and 8 hours at most.")


def title_of(by: Actor, opening: str, meeting: Meeting | None) -> str:
    """Return the title under which it stands in a rater's inbox; no name, for titles outlive candidates' data."""
    if meeting is None:
        return f"Interview: {opening}"[:200]
    firm = firm_of(by)
    local = meeting.begins_at.astimezone(ZoneInfo(firm.zone))
    hour = time_said(local, clock=12 if firm.clock == "12" else 24)
    return f"Interview on {local:%A} {local.day} {local:%B}, {hour}: {opening}"[:200]


def wait_for(by: Actor, followup_id: UUID, opening: str, meeting: Meeting | None, *, now: datetime) -> None:
    """Let a rater's follow-up wait until they have met. Call it last: it opens the book.

    Raises:
        CannotHire: so far ahead that nothing can wait for it.
    """
    title = title_of(by, opening, meeting)
    try:
        move_day(
            by=the_system(by.tenant_id, by.name),
            followup_id=followup_id,
            title=title,
            words=f"{title}. The scorecard is asked for afterwards." if meeting else "No day is agreed any more.",
            until=meeting.ends_at if meeting else None,
            now=now,
        )
    except CannotHappen as problem:
        raise CannotHire(
            "That is too far ahead: an interview can wait for six weeks in all. Ask them again when the day is nearer."
        ) from problem
