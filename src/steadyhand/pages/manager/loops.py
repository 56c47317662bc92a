"""What is open, how old, what is about to break, by kind; and a button to take one over. Fresh every few seconds."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.queries.confirmed import answers_since
from steadyhand.business.followups.queries.inbox import open_loops, soonest
from steadyhand.business.followups.registry import kinds
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.followups.inbox import said_of
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for

MOST = 25
# A quarter of answers says something; fewer are chance.
ANSWERS_SHOWN = timedelta(days=90)


@open_to({Role.SERVICE_MANAGER, Role.PRINCIPAL})
@require_GET
def loops(request: SignedInRequest) -> HttpResponse:
    """Show open loops by kind, then those that run out first."""
    saying = saying_for(request)
    asked = request.GET.get("kind", "")
    kind = asked if asked in {each.name for each in kinds()} else ""
    found = open_loops(request.actor, now=saying.now)
    context = {
        "kind": kind,
        "loops": [{"loop": each, "oldest": saying.ago(each.oldest_at)} for each in found],
        "how_many": sum(each.how_many for each in found),
        "overdue": sum(each.overdue for each in found),
        "soon": sum(each.soon for each in found),
        "unattended": sum(each.unattended for each in found),
        "lines": [
            said_of(line, saying, request) | {"take_key": new_key()}
            for line in soonest(request.actor, kind=kind, most=MOST)
        ],
        "answers": answers_since(request.actor, saying.now - ANSWERS_SHOWN),
        "as_of": saying.hour(saying.now),
    }
    if request.headers.get("HX-Request"):
        return render(request, "manager/_loops.html", context)
    return shown(request, "manager/loops.html", context)
