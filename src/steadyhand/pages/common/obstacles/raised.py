"""What I raised, and what became of each."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.followups.actions.see_news import see_news
from steadyhand.business.followups.queries.files import files_of
from steadyhand.business.obstacles.queries.raised import raised_by
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.followups.files import files_said
from steadyhand.pages.common.followups.standing import standing_said
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for


@open_to(EVERYBODY)
@require_GET
def raised(request: SignedInRequest) -> HttpResponse:
    saying, by = saying_for(request), request.actor
    obstacles = raised_by(by)
    files = files_of(by, [each.line.id for each in obstacles])
    rows = [
        {
            "raised": each,
            "when": saying.when(each.raised_at),
            "is_open": each.line.state == "open",
            "is_ended": each.line.state == "ended",
            "files": files_said(files.get(each.line.id, ()), saying, by=by, followup_id=each.line.id),
            **standing_said(each.line, saying),
        }
        for each in obstacles
    ]
    # How each stands is read here: nobody needs to be told of it once more.
    see_news(by=by, followup_ids=[each.line.id for each in obstacles], now=saying.now)
    return shown(request, "obstacles/raised.html", {"rows": rows})
