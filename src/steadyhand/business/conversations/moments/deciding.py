"""Which moment goes now, which waits, and which stands on the customer's page only? Values in, values out.

Whatever the answer, it says why in words that a page can show.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from steadyhand.business.conversations.moments.moment import Group, Moment
from steadyhand.business.conversations.moments.quiet import Quiet

# So shortly before somebody is at their door a customer would rather be woken than not know.
SOON = timedelta(hours=1)
GROUPS = {Group.PROMISE: "the time we gave them", Group.CHANGE: "a change", Group.DONE: "the end of the work"}

# They know, for they have just rung; the technician is there in a moment; and it is asked with the end of the work.
PAGE_ONLY = frozenset({Moment.TAKEN, Moment.EN_ROUTE, Moment.SURVEY})


class Goes(StrEnum):
    """What becomes of a moment."""

    NOW = "now"
    LATER = "later"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody has agreed to be written to: `sms` or `email`, and where."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the dealership has set: whether customers are written to, how often on a call, and of what."""

    is_on: bool = True
    most_a_call: int = 3
    # The moments that get a message of their own; the others stand on the page.
    of_their_own: frozenset[Moment] = field(default_factory=lambda: frozenset(Moment) - PAGE_ONLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A moment of a call, with what it is decided by.

    `told`: which moments messages of this call were about already (None: words that belong to none). `visit_at`: when
    somebody is to be there, by what they were told or by the plan. `ways`: those agreed to, the preferred one first.
    """

    moment: Moment
    to_whom: str = ""
    has_contact: bool = True
    ways: tuple[Way, ...] = ()
    told: tuple[Moment | None, ...] = ()
    visit_at: datetime | None = None
    # Why an address that they agreed to can't be used, in words: letters to it come back.
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of a moment, why, and when and how where it goes."""

    goes: Goes
    because: str
    at: datetime | None = None
    way: Way | None = None
    # It matters, and no message tells them: somebody should ring.
    needs_a_call: bool = False


def decide(occasion: Occasion, policy: Policy, quiet: Quiet, *, now: datetime) -> Decided:
    """Return what becomes of a moment."""
    if why_not := _why_not(occasion, policy):
        return Decided(Goes.PAGE, why_not, needs_a_call=occasion.moment.is_urgent and policy.is_on)
    way = occasion.ways[0]
    if not quiet.holds(now):
        return Decided(Goes.NOW, "They have agreed to hear it this way.", now, way)
    if _is_soon(occasion, now):
        return Decided(Goes.NOW, "Somebody is with them within the hour, so it goes in spite of the hour.", now, way)
    at = quiet.ends(now)
    before_visit = occasion.visit_at - SOON if occasion.visit_at and occasion.moment.is_urgent else None
    if before_visit and now < before_visit < at:
        waits = "It waits: nobody is disturbed now. An hour before the visit it goes."
        return Decided(Goes.LATER, waits, before_visit, way)
    return Decided(Goes.LATER, "It waits until the morning: nobody is disturbed now.", at, way)


def _why_not(occasion: Occasion, policy: Policy) -> str:
    """Return why no message goes of it; empty: one does."""
    if not policy.is_on:
        return "Messages to customers are switched off in the settings."
    if occasion.moment not in policy.of_their_own:
        return f"“{occasion.moment.label}” stands on their page only; the settings can give it a message."
    if not occasion.has_contact:
        return "Nobody is named on the call to whom we could write."
    if not occasion.ways:
        who = occasion.to_whom or "Whoever it is"
        return occasion.trouble or f"{who} hasn't agreed to be written to."
    return _enough(occasion, policy)


def _enough(occasion: Occasion, policy: Policy) -> str:
    """Return why they have had enough messages on this call; empty: one more is fine."""
    moment, told = occasion.moment, occasion.told
    if len(told) >= policy.most_a_call:
        many = f"{len(told)} messages have" if len(told) != 1 else "One message has"
        return f"{many} gone on this call already; this one stands on their page."
    if moment.is_urgent:
        return ""
    if any(each is not None and each.group is moment.group for each in told):
        return f"A message about {GROUPS[moment.group]} has gone already; this one stands on their page."
    # The last one is kept for the end of the work, unless somebody would stand at the door in vain.
    is_last = len(told) == policy.most_a_call - 1
    if is_last and policy.most_a_call > 1 and moment.group is not Group.DONE:
        return "The last message of this call is kept for when it works again; this one stands on their page."
    return ""


def _is_soon(occasion: Occasion, now: datetime) -> bool:
    return occasion.visit_at is not None and occasion.moment.is_urgent and now <= occasion.visit_at <= now + SOON
