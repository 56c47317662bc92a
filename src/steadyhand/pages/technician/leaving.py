"""What does the next page say of the step just done? A sentence, and ten seconds to take it back."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from steadyhand.business.calls.queries.day import DayVisit, visit_shown
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.kept import is_ahead
from steadyhand.pages.common.leaving import new_key

_KEPT = "technician-undo"


def offer_undo(request: SignedInRequest, *, said: str, url: str, version: int, back: str) -> None:
    fields = {"version": version, "form_key": new_key(), "back": back}
    request.session[_KEPT] = {"said": said, "url": url, "fields": fields}


def undo_offered(request: SignedInRequest) -> dict[str, Any] | None:
    """Return, once, what the step before may take back."""
    if is_ahead(request):
        return None
    offered: dict[str, Any] | None = request.session.pop(_KEPT, None)
    return offered


def way_back(request: SignedInRequest, visit_id: UUID) -> str:
    """Return the page the form stood on: the brief or the closing if it says so, else the day."""
    page = {"brief": "visit-brief", "close": "visit-close"}.get(request.POST.get("back", ""))
    if page:
        return reverse(page, args=[visit_id])
    return reverse("technician-day")


def visit_or_404(request: SignedInRequest, visit_id: UUID) -> DayVisit:
    visit = visit_shown(request.actor, visit_id)
    if visit is None:
        raise Http404
    return visit
