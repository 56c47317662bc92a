"""What I noticed, and what became of each: the whole story, at every step."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.needs.queries.noticed import noticed_by
from steadyhand.pages.common.became import Said, became_page
from steadyhand.pages.common.doors import SignedInRequest, open_to


@open_to(EVERYBODY)
@require_GET
def noticed(request: SignedInRequest) -> HttpResponse:
    said = [
        Said(line=need.line, title=need.sort.label, at=need.noticed_at, about=(need.customer,), words=need.words)
        for need in noticed_by(request.actor)
    ]
    return became_page(request, "needs/noticed.html", said)
