"""One field that finds anything, as you type or as a page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from steadyhand.business.dealership.rules import EVERYBODY, OFFICE
from steadyhand.flows.visit.find_caller import CallerFound, find_caller
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown

ICONS = {"customer": "home", "site": "place", "contact": "person", "machine": "machine", "call": "phone"}
# More than anybody reads; a further word narrows it sooner.
MOST_ON_A_PAGE = 40
MOST_WHILE_TYPING = 12


@open_to(EVERYBODY)
@require_GET
def find(request: SignedInRequest) -> HttpResponse:
    """Answer htmx with results for the field, and everybody else with a page; a single hit is opened at once."""
    typed = request.GET.get("q", "").strip()
    is_fragment = "HX-Request" in request.headers
    most = MOST_WHILE_TYPING if is_fragment else MOST_ON_A_PAGE
    found = find_caller(by=request.actor, typed=typed, most=most)
    if not request.actor.is_one_of(*OFFICE):
        # Technicians reach calls through their visits; a call's page is the office's.
        found = [row for row in found if row.kind != "call"]
    rows = [{"row": row, "url": where_to(row), "icon": ICONS[row.kind]} for row in found]
    context = {"rows": rows, "find_query": typed}
    if is_fragment:
        return render(request, "record/_found.html", context)
    if len(rows) == 1:
        return redirect(where_to(found[0]))
    return shown(request, "record/find.html", {**context, "has_more": len(rows) == most})


def where_to(row: CallerFound) -> str:
    """Return the page on which somebody sees what they found."""
    if row.kind == "call":
        return reverse("call", args=[row.id])
    if row.kind == "machine":
        return reverse("machine", args=[row.id])
    fragment = {"site": "#sites", "contact": "#people"}.get(row.kind, "")
    return reverse("customer", args=[row.customer_id]) + fragment
