"""What did I ask for, and where does each stand? And what are colleagues to get from my truck?"""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.people.queries import technician_of_user
from steadyhand.business.stock.queries.requests import lent_by, my_requests
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.parts.roles import ASKERS
from steadyhand.pages.common.parts.undoing import undo_offered
from steadyhand.pages.common.parts.wording import request_said
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.without_signal import readable_today


@open_to(ASKERS)
@require_safe
@readable_today
def mine(request: SignedInRequest) -> HttpResponse:
    """Show what the reader asked for or gets, every step of it, and what others get from their truck."""
    by, saying = request.actor, saying_for(request)
    own = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    rows = [request_said(row, saying) for row in my_requests(by, technician_id=own, now=saying.now)]
    lent = lent_by(by, technician_id=own, now=saying.now) if own else ()
    return shown(
        request,
        "parts_desk/mine.html",
        {
            "open_ones": [each for each in rows if each["row"].state.is_open],
            "over": [each for each in rows if not each["row"].state.is_open],
            "lent": [request_said(row, saying) for row in lent],
            "undo": undo_offered(request),
        },
    )
