"""What waits for whoever asks: theirs, their team's, and what they wait to hear of."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.followups.queries.inbox import PAGE, Inbox, Line, Which, inbox, one
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.followups.one import answer_context
from steadyhand.pages.common.followups.standing import standing_said
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for

TABS = {Which.MINE: "Mine", Which.TEAM: "My team's", Which.TO_HEAR: "Waiting to hear"}
MOST_DIGITS = 9
EMPTY = {
    Which.MINE: (
        "Nothing waits for you",
        "What is yours stands here with its clock, what runs out first on top.",
    ),
    Which.TEAM: ("Nothing waits for your team", "What your colleagues have stands here; you can take it over."),
    Which.TO_HEAR: ("No news", "What you noticed or asked for stands here until it has ended and you have read how."),
}


@open_to(EVERYBODY)
@require_GET
def followups(request: SignedInRequest) -> HttpResponse:
    """Show one of the three lists; the first of one's own stands there with all that can be done."""
    saying = saying_for(request)
    asked = request.GET.get("of", "")
    which = Which(asked) if asked in set(Which) else Which.MINE
    typed = request.GET.get("skip", "")
    # Nine digits are more than anybody has; a longer number is nonsense that no database takes.
    skip = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS else 0
    found = inbox(request.actor, which, skip=skip)
    lines = [said_of(line, saying, request) for line in found.lines]
    context = {
        "which": which,
        "tabs": [
            {"of": tab, "label": label, "how_many": found.counts[tab], "is_current": tab is which}
            for tab, label in TABS.items()
        ],
        "lines": lines,
        "empty": EMPTY[which],
        "pager": _pager(found, which),
        "top": _top(request, found, which, saying),
    }
    return shown(request, "followups/inbox.html", context)


def _top(request: SignedInRequest, found: Inbox, which: Which, saying: Saying) -> dict[str, Any] | None:
    """Return what the page needs to answer the one that runs out first, without opening it."""
    if which is not Which.MINE or not found.lines or found.skipped:
        return None
    line = one(request.actor, found.lines[0].id)
    return answer_context(request.actor, line, saying) if line else None


def _pager(found: Inbox, which: Which) -> dict[str, str]:
    return {
        "newer": f"?of={which}&skip={max(found.skipped - PAGE, 0)}" if found.skipped else "",
        "older": f"?of={which}&skip={found.skipped + PAGE}" if found.has_more else "",
    }


def said_of(line: Line, saying: Saying, request: SignedInRequest) -> dict[str, Any]:
    """Return a line in words."""
    return {"line": line, **standing_said(line, saying), "is_mine": line.owner_id == request.actor.user_id}
