"""What was missing on a visit that ended unfinished: one tap, where no row says it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.calls.queries.closing import closing_of
from steadyhand.business.calls.queries.day import is_for
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.rules import DESK
from steadyhand.business.stock.actions.say_lacked import say_lacked
from steadyhand.business.stock.queries.requests import lacked_on
from steadyhand.business.stock.requests.rules import Lacked
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.technician.steps import FIELD

# A part is named instead; what was cancelled lacked nothing.
ASKED_OF = frozenset({VisitState.HANDS, VisitState.IT})


def lacked_said(request: SignedInRequest, visit_id: UUID, state: VisitState) -> list[tuple[str, str, bool]] | None:
    """Return what can be tapped, and which was; None where it isn't asked."""
    if state not in ASKED_OF:
        return None
    said = lacked_on(request.actor.tenant_id, visit_id)
    return [(each.value, each.label, each is said) for each in Lacked]


@open_to(FIELD)
@require_POST
def lacked(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Keep what was tapped; said twice it is the same."""
    facts = closing_of(request.actor, visit_id, with_fixes=False)
    if facts is None:
        raise Http404
    back = reverse("visit-closed", args=[visit_id])
    if not is_for(request.actor, visit_id) and not request.actor.is_one_of(*DESK):
        return turn_back(request, back, said="This is a colleague's visit; they know what was missing.")
    said = request.POST.get("lacked", "")
    if facts.state not in ASKED_OF or said not in set(Lacked):
        return turn_back(request, back, said="Press one of the buttons, on a visit that ended unfinished.")
    say_lacked(by=request.actor, visit_id=visit_id, lacked=Lacked(said), now=saying_for(request).now)
    messages.success(request, f"Kept: {Lacked(said).label} was missing.")
    return see_other(back)
