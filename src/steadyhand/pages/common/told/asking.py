"""Who told you? Asked once after something was sent, on the next page; nothing waits for the answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from steadyhand.business.conversations.queries.asked import asked_of
from steadyhand.pages.common.doors import SignedInRequest

# What is still asked, as (id of the fact, its words); the newest first.
_ASKED = "who-told-you"
MOST = 5
# What one tap says.
SUPPLIER, SAW = "supplier", "saw"
ONE_TAP = {SUPPLIER: "the supplier's confirmation", SAW: "I saw it"}


def ask_who_told(request: SignedInRequest, *, at: datetime) -> None:
    """Let the next page ask where what was told at this moment comes from, if no record knows. One query."""
    new = [[str(each.id), each.words] for each in asked_of(request.actor, at=at)]
    if new:
        request.session[_ASKED] = [*new, *request.session.get(_ASKED, [])][:MOST]


def asked_no_more(request: SignedInRequest, fact_id: UUID) -> None:
    """Forget a question: it is answered, or whoever was asked doesn't want to say."""
    before = request.session.get(_ASKED, [])
    left = [each for each in before if each[0] != str(fact_id)]
    if left != before:
        request.session[_ASKED] = left


def who_told(request: HttpRequest) -> dict[str, Any] | None:
    """Return the question that a page asks: the first of those that are open. None: there is none."""
    open_ones = request.session.get(_ASKED, []) if hasattr(request, "session") else []
    return {"id": open_ones[0][0], "words": open_ones[0][1]} if open_ones else None
