"""Calls that technicians handed to the IT team."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from steadyhand.business.calls.queries.waiting import calls_waiting
from steadyhand.business.calls.rules import WaitingFor
from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.inbox.waiting import rows_of


@open_to({Role.IT_SPECIALIST} | DESK)
@require_GET
def for_it(request: SignedInRequest) -> HttpResponse:
    """Show what waits for IT, longest first."""
    calls = calls_waiting(request.actor, waiting_for=WaitingFor.IT)
    return shown(request, "inbox/it.html", {"rows": rows_of(calls, saying_for(request))})
