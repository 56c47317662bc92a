"""What I noticed, and what became of each: the whole story, at every step."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.followups.actions.see_news import see_news
from steadyhand.business.followups.queries.files import files_of
from steadyhand.business.needs.queries.noticed import noticed_by
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.followups.files import files_said
from steadyhand.pages.common.followups.standing import standing_said
from steadyhand.pages.common.record.editing import date_said, shown
from steadyhand.pages.common.saying import saying_for


@open_to(EVERYBODY)
@require_GET
def noticed(request: SignedInRequest) -> HttpResponse:
    saying, by = saying_for(request), request.actor
    needs = noticed_by(by)
    files = files_of(by, [need.line.id for need in needs])
    rows = [
        {
            "need": need,
            "when": saying.when(need.noticed_at),
            "by": date_said(need.by_on),
            "is_open": need.line.state == "open",
            "is_ended": need.line.state == "ended",
            "files": files_said(files.get(need.line.id, ()), saying, by=by, followup_id=need.line.id),
            **standing_said(need.line, saying),
        }
        for need in needs
    ]
    # How each stands is read here: nobody needs to be told of it once more.
    see_news(by=by, followup_ids=[need.line.id for need in needs], now=saying.now)
    return shown(request, "needs/noticed.html", {"rows": rows})
