"""A photo that the technician ticked for the customer, behind the customer's link and no other."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.calls.queries.attachments import photo_for_customer
from steadyhand.flows.visit.customer_link import PURPOSE, follow_customer_link
from steadyhand.pages.common.doors import open_by_link
from steadyhand.pages.common.sending import file_response
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused


@open_by_link(PURPOSE)
@require_safe
def photo(request: HttpRequest, token: str, file_id: UUID) -> HttpResponse:
    """Send a photo of the call behind the link. Every other address opens nothing, all alike."""
    try:
        seen = follow_customer_link(token, now=read_clock())
    except LinkRefused as refused:
        raise Http404 from refused
    file = photo_for_customer(seen.tenant_id, seen.call_id, file_id)
    if file is None:
        raise Http404
    response = file_response(request, file.content, file.media_type, name="from-your-visit")
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
