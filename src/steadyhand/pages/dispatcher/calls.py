"""The list of calls, newest first, by key and never by counting."""

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.calls.queries.calls_list import CallsPage, Place, calls_page
from steadyhand.business.calls.rules import CallState, CallType
from steadyhand.business.customers.queries.callers import customer_of
from steadyhand.business.dealership.rules import OFFICE
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.dispatcher.choosing import uuid_or_none

OPEN = "open"
FILTERS = ("state", "type", "customer")


@open_to(OFFICE)
@require_safe
def calls(request: SignedInRequest) -> HttpResponse:
    """Show a page of calls, narrowed by state, type and customer as the address says."""
    saying = saying_for(request)
    customer_id = uuid_or_none(request.GET.get("customer", ""))
    customer = customer_of(request.actor, customer_id) if customer_id else None
    page = calls_page(
        request.actor,
        states=_states(request.GET.get("state", "")),
        call_type=next((kind for kind in CallType if kind == request.GET.get("type")), None),
        customer_id=customer.id if customer else None,
        before=_place(request.GET.get("before", "")),
        after=_place(request.GET.get("after", "")),
    )
    context = {
        "saying": saying,
        "calls": page.calls,
        "states": [("", "All"), (OPEN, "open"), *CallState.choices()],
        "types": [("", "All"), *CallType.choices()],
        "state": request.GET.get("state", ""),
        "type": request.GET.get("type", ""),
        "customer": customer,
        "is_narrowed": any(request.GET.get(name) for name in FILTERS),
        **_pages(request, page),
    }
    return render(request, "dispatcher/calls.html", context)


def _states(asked: str) -> list[CallState]:
    if asked == OPEN:
        return [state for state in CallState if state.is_open]
    return [state for state in CallState if state == asked]


def _pages(request: SignedInRequest, page: CallsPage) -> dict[str, str]:
    return {
        "previous_url": _url(request, "after", page.newer) if page.newer else "",
        "next_url": _url(request, "before", page.older) if page.older else "",
    }


def _url(request: SignedInRequest, way: str, place: Place) -> str:
    asked = QueryDict(mutable=True)
    asked.update({name: request.GET[name] for name in FILTERS if request.GET.get(name)})
    asked[way] = f"{place.taken_at.timestamp():.6f}~{place.id.hex}"
    return f"{reverse('calls')}?{asked.urlencode()}"


def _place(said: str) -> Place | None:
    """Read a place from the address; what can't be read means the first page."""
    at, _, row_id = said.partition("~")
    try:
        return Place(datetime.fromtimestamp(float(at), tz=UTC), UUID(hex=row_id))
    except (ValueError, OverflowError, OSError):
        return None
