"""Behind the link at the foot of our e-mails: one tap, and no more of them come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.flows.word.opt_out import PURPOSE, follow_opt_out
from steadyhand.flows.word.opt_out import no_more_email as end_email
from steadyhand.pages.common.doors import open_by_link
from steadyhand.pages.common.saying import saying_of, to_dial
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused


# Mail programs post here by themselves (RFC 8058), from no page of ours: the signed link is the only proof there is,
# and all that it can do is what its holder may do anyway.
@csrf_exempt
@open_by_link(PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def no_more_email(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once on opening, for programs open links to look at them; end e-mails on the tap."""
    now = read_clock()
    try:
        out = end_email(token, now=now) if request.method == "POST" else follow_opt_out(token, now=now)
    except LinkRefused:
        return _unseen_by_others(render(request, "customer/gone.html", {"actor": None}, status=404))
    firm = the_dealership(out.tenant_id)
    is_over = request.method == "POST" or not out.person.has_agreed_to_email
    context = {
        "dealership": {"name": firm.name, "phone": saying_of(firm).phone(firm.phone), "clock": firm.clock},
        "actor": None,
        "dial": to_dial(firm.phone),
        "email": out.person.email,
        "is_over": is_over,
    }
    return _unseen_by_others(render(request, "customer/no_more_email.html", context))


def _unseen_by_others(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
