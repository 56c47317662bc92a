"""A customer says by one tap whether somebody reached them; nothing else is shown, and nothing internal ever."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.followups.keeping.book import NoSuchFollowUp
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.flows.need.answer_need import REACHED, follow_reached_link, say_whether_reached
from steadyhand.pages.common.doors import open_by_link
from steadyhand.pages.common.saying import saying_of
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused

GONE = 404
ANSWERS = {"yes": True, "no": False}


@open_by_link(REACHED)
@require_http_methods(["GET", "POST"])
def reached(request: HttpRequest, token: str) -> HttpResponse:
    """Ask; only a button answers, for mail programs open links by themselves."""
    now = read_clock()
    try:
        asked = follow_reached_link(token, now=now)
    except LinkRefused:
        return _private(render(request, "followups/reached_over.html", {"actor": None}, status=GONE))
    firm = the_dealership(asked.tenant_id)
    answer = ANSWERS.get(request.POST.get("reached", ""))
    if request.method == "POST" and answer is not None:
        try:
            say_whether_reached(token, was_reached=answer, now=now)
        except (CannotHappen, NoSuchFollowUp, LinkRefused):
            # It was joined with another request, or answered a moment ago: their answer changes nothing there.
            answer = True
    context = {
        "dealership": {"name": firm.name, "phone": saying_of(firm).phone(firm.phone), "clock": firm.clock},
        "actor": None,
        "answer": answer if request.method == "POST" else None,
    }
    return _private(render(request, "followups/reached.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
