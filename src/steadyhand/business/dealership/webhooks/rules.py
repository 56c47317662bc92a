"""Which events are there, and what is an address that they may go to? Values in, values out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Event(StrEnum):
    """What other programs may be told of. Names are for ever: programs outside compare them."""

    FOLLOWUP_OPENED = "followup.opened"
    FOLLOWUP_TAKEN_ON = "followup.taken_on"
    FOLLOWUP_ANSWERED = "followup.answered"
    FOLLOWUP_DENIED = "followup.denied"
    FOLLOWUP_OWNER_CHANGED = "followup.owner_changed"
    FOLLOWUP_ESCALATED = "followup.escalated"
    FOLLOWUP_ENDED = "followup.ended"
    FOLLOWUP_MERGED = "followup.merged"
    FOLLOWUP_REOPENED = "followup.reopened"
    FOLLOWUP_TAKEN_BACK = "followup.taken_back"
    CALL_TAKEN = "call.taken"
    CALL_CLOSED = "call.closed"
    CALL_CANCELLED = "call.cancelled"
    CALL_REOPENED = "call.reopened"
    VISIT_PLANNED = "visit.planned"
    VISIT_MOVED = "visit.moved"
    VISIT_CANCELLED = "visit.cancelled"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Event.FOLLOWUP_OPENED: "a follow-up is opened",
    Event.FOLLOWUP_TAKEN_ON: "its owner takes it on",
    Event.FOLLOWUP_ANSWERED: "whoever waits was reached",
    Event.FOLLOWUP_DENIED: "whoever waits says that nobody reached them",
    Event.FOLLOWUP_OWNER_CHANGED: "it has another owner",
    Event.FOLLOWUP_ESCALATED: "a clock ran on and the next person was told",
    Event.FOLLOWUP_ENDED: "it ends",
    Event.FOLLOWUP_MERGED: "it goes on in another one",
    Event.FOLLOWUP_REOPENED: "it is open again",
    Event.FOLLOWUP_TAKEN_BACK: "its last step was undone",
    Event.CALL_TAKEN: "a call is taken",
    Event.CALL_CLOSED: "a call is closed",
    Event.CALL_CANCELLED: "a call is cancelled",
    Event.CALL_REOPENED: "a call is open again",
    Event.VISIT_PLANNED: "a visit is planned",
    Event.VISIT_MOVED: "a planned visit is moved",
    Event.VISIT_CANCELLED: "a visit is cancelled",
}
# What the button sends; nobody chooses it, and everybody gets it.
TEST = "test.ping"

# For so long a renewed secret signs beside the new one. Ours: whoever runs the receiver comes to work once meanwhile.
SIGNS_ON_FOR = timedelta(hours=24)
LONGEST_REST = timedelta(minutes=30)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?([/?][!-~]*)?",
    re.IGNORECASE,
)


class BadAddress(Exception):
    """No webhook can go to this address; the message is for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Fared:
    """What one more attempt in vain says of an endpoint: since when, until when it rests, and whether it is over."""

    failing_since: datetime
    rests_until: datetime
    is_over: bool


def checked_address(typed: str, *, reaches_itself: bool) -> str:
    """Return an address as it is kept.

    Raises:
        BadAddress: it isn't one, or not one by https.
    """
    address = typed.strip()
    found = _ADDRESS.fullmatch(address)
    if found is None or "#" in address:
        raise BadAddress(f"“{address}” is no address that a program answers at; write https://erp.example/hooks.")
    is_here = found["host"].lower() in LOOPBACK
    if is_here and not reaches_itself:
        raise BadAddress(
            f"“{address}” is this server itself; write the address of the other program, or let whoever runs the "
            "server set STEADYHAND_REACHES_ITSELF."
        )
    if found["scheme"].lower() != "https" and not is_here:
        raise BadAddress(f"“{address}” would send everything in the clear; write https:// instead of http://.")
    return address


def fared(failing_since: datetime | None, *, patience: timedelta, now: datetime) -> Fared:
    """Return how an endpoint stands after an attempt in vain.

    It rests for a tenth of the time for which nothing has arrived: at first not at all, in the end for half an hour.
    """
    # A clock that was set back begins anew.
    since = now if failing_since is None or failing_since > now else failing_since
    rest = min((now - since) / 10, LONGEST_REST)
    return Fared(since, now + rest, is_over=now - since >= patience)


def sign_beside(earlier: Mapping[int, datetime], *, now: datetime) -> dict[int, datetime]:
    """Return which earlier secrets still sign beside the present one, each with until when, newest first."""
    return {number: until for number, until in sorted(earlier.items(), reverse=True) if now < until}


def does_rest(rests_until: datetime | None, *, now: datetime) -> bool:
    """Tell whether nothing is tried there now; a rest that ends later than any can is a clock's that was set back."""
    return rests_until is not None and now < rests_until <= now + LONGEST_REST
