"""What may a technician wish for, and what may become of it? Values in, values out."""

from datetime import date, timedelta

from steadyhand.business.calls.rules import CallType, Choice

# What is further away is proposed when it is nearer: plans are made for days, and a follow-up waits 45 at most.
FARTHEST = timedelta(days=42)
# A week as the technician means it: the working days from the one named.
WEEK = timedelta(days=6)
LEAST_MINUTES, MOST_MINUTES = 10, 480
# Where nobody says how long. Ours: a word with people and a look at the machine.
USUAL_MINUTES = 30
# Nobody proposes more in a day; more is a form that a script sends.
MOST_OPEN = 100


class ProposalState(Choice):
    """Where a proposed visit stands."""

    PROPOSED = "proposed", "proposed"
    TAKEN_ON = "taken_on", "taken on"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn"


class Reason(Choice):
    """Which list of the territory it came from; it is shown beside the words."""

    NOT_KEPT = "not_kept", "promised, and nobody came"
    TROUBLE = "trouble", "trouble again and again"
    UNHAPPY = "unhappy", "not happy with us"
    MAINTENANCE = "maintenance", "maintenance due"
    SILENT = "silent", "a meter nobody has read"
    UNVISITED = "unvisited", "not seen for long"
    OWN = "own", "the technician's own idea"


# What a technician may propose: a repair is a call that the customer makes.
PROPOSED_TYPES = (CallType.PREVENTIVE, CallType.COURTESY)


def trouble_with(*, from_on: date, until_on: date, minutes: int, why: str, today: date) -> str:
    """Return what is wrong with a wish, in a sentence for the technician; empty: nothing."""
    if not why.strip():
        return "Why? A word is enough: the desk decides by it, and whoever goes reads it."
    if until_on < today:
        return f"{_said(until_on)} has passed; wish for a day to come."
    if until_on < from_on:
        return f"The week would end on {_said(until_on)}, before it begins; choose the day again."
    if until_on > today + FARTHEST:
        return f"{_said(until_on)} is more than six weeks away; propose it when it is nearer."
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        return f"{minutes} minutes can't be planned; write between {LEAST_MINUTES} and {MOST_MINUTES}."
    return ""


def _said(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
