"""What I raised, and what became of each."""

from django.http import HttpResponse
from django.utils.text import Truncator
from django.views.decorators.http import require_GET

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.obstacles.queries.raised import raised_by
from steadyhand.pages.common.became import Said, became_page
from steadyhand.pages.common.doors import SignedInRequest, open_to

# As much of a call as one recognises it by.
LONGEST = 140


@open_to(EVERYBODY)
@require_GET
def raised(request: SignedInRequest) -> HttpResponse:
    said = [
        Said(
            line=each.line,
            title=each.sort.label,
            at=each.raised_at,
            about=tuple(
                line
                for line in (
                    " · ".join(part for part in (each.customer, each.effect.label) if part),
                    Truncator(each.call).chars(LONGEST),
                )
                if line
            ),
            words=each.words,
        )
        for each in raised_by(request.actor)
    ]
    return became_page(request, "obstacles/raised.html", said)
