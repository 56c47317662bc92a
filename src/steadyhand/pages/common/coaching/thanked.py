"""Thanks that somebody said, on the first page of whom they are for, until read."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.thank import read_thanks
from steadyhand.business.learning.queries.cards import thanks_for
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.actor import Actor


def thanks_said(by: Actor, saying: Saying) -> list[dict[str, object]]:
    """Return unread thanks in words. One query."""
    return [
        {"id": key, "who": who, "what": what, "words": words, "when": saying.when(at)}
        for key, who, what, words, at in thanks_for(by)
    ]


@open_to(EVERYBODY)
@require_POST
def read(request: SignedInRequest, thanks_id: UUID) -> HttpResponse:
    """Mark thanks as read by whom they were for."""
    if not read_thanks(by=request.actor, thanks_id=thanks_id, now=saying_for(request).now):
        raise Http404
    return see_other(reverse("home"))
