"""What does a message to somebody who must act say? The thing, why they hear of it, and that the link answers it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import Firm
from steadyhand.business.followups import models
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.events import Moved
from steadyhand.business.followups.rules.kinds import LAST, Kind
from steadyhand.shared.words import Clock, time_said, when_said

_WHY = {
    Moved.GIVEN: "was given to you",
    Moved.TAKEN: "is yours now",
    Moved.LEFT: "came to you: whoever had it works here no longer",
    Moved.ON_LEAVE: "came to you: whoever had it is on leave",
    Moved.LOST_ROLE: "came to you: whoever had it does other work now",
    Moved.CAME: "came to you: nobody else could have it until now",
}


def subject_of(row: models.FollowUp, event: e.Event, kind: Kind) -> str:
    """Return a subject of one line: what happened, to what."""
    return f"{_what_happened(event, kind)}: {row.title}"[:200]


def text_of(row: models.FollowUp, event: e.Event, kind: Kind) -> str:
    """Return what a message says, before its link; short enough for a text message where the words are."""
    said = f" “{event.words.strip()[:200]}”" if event.words.strip() else ""
    return f"{_what_happened(event, kind)}: {row.title}.{said} Answer here, without signing in:"


def discreet(row: models.FollowUp, firm: Firm, *, now: datetime) -> str:
    """Return what a locked screen may show to anybody: that something waits, and until when."""
    if row.due_at is None:
        return "A follow-up needs you"
    if row.due_at <= now:
        return "A follow-up is overdue and needs you"
    due = row.due_at.astimezone(ZoneInfo(firm.zone))
    clock: Clock = 12 if firm.clock == "12" else 24
    is_today = due.date() == now.astimezone(ZoneInfo(firm.zone)).date()
    by = time_said(due, clock=clock) if is_today else when_said(row.due_at, now, firm.zone, clock=clock)
    return f"A follow-up needs you by {by}"


def _what_happened(event: e.Event, kind: Kind) -> str:
    label = kind.label[:1].upper() + kind.label[1:]
    if isinstance(event, e.Escalated):
        return f"{label} waits: {event.clock.label} {_how_far(event.percent)}"
    if isinstance(event, e.OwnerChanged):
        return f"{label} {_WHY[event.why]}"
    if isinstance(event, e.Denied):
        return f"{label}: the customer says nobody reached them"
    if isinstance(event, e.Reopened):
        return f"{label} is open again"
    if isinstance(event, e.Reminded):
        return f"{label} comes nearer"
    return f"New {kind.label} for you"


def _how_far(percent: int) -> str:
    if percent < 100:  # noqa: PLR2004  # per cent
        return "is due soon"
    return "is overdue" if percent < LAST else "is long overdue"
