"""Looks at trucks as dates and photos: what was seen, never a score and no truck beside another."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.stock.queries.audits import AuditRow, audit_photo, audits_since
from steadyhand.business.stock.queries.shelves import places
from steadyhand.business.stock.queries.truck import own_truck
from steadyhand.business.stock.trucks.rules import month_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.sending import file_response
from steadyhand.pages.common.stock.roles import LOOKERS
from steadyhand.pages.common.trucks.roles import TECHNICIAN

MONTHS_BACK = 3


@open_to(LOOKERS)
@require_safe
def audits(request: SignedInRequest) -> HttpResponse:
    """Show the looks of this month and the three before, truck by truck."""
    by, saying = request.actor, saying_for(request)
    this_month = month_of(saying.today)
    rows = audits_since(by, _months_back(this_month, MONTHS_BACK))
    looked = {row.place_id for row in rows if row.month == this_month and row.is_answered}
    trucks = [place for place in places(by) if place.technician_id]
    context = {
        "month": f"{this_month:%B}",
        "trucks": [
            {
                "place": truck,
                "is_looked_at": truck.id in looked,
                "looks": [_said(row, saying) for row in rows if row.place_id == truck.id],
            }
            for truck in trucks
        ],
    }
    return shown(request, "trucks/audits.html", context)


@open_to(LOOKERS | TECHNICIAN)
@require_safe
def photo(request: SignedInRequest, audit_id: UUID, audit_photo_id: UUID) -> HttpResponse:
    """Send one photo to whoever looks after trucks, or whose truck it shows."""
    found = audit_photo(request.actor, audit_id, audit_photo_id)
    if found is None:
        raise Http404
    place_id, file = found
    if not request.actor.is_one_of(*LOOKERS):
        truck = own_truck(request.actor)
        if truck is None or truck.id != place_id:
            raise Http404
    return file_response(request, file.content, file.media_type, name="truck")


def _said(row: AuditRow, saying: Saying) -> dict[str, Any]:
    return {"row": row, "month": f"{row.month:%B %Y}", "looked": f"{row.looked_by}, {saying.when(row.looked_at)}"}


def _months_back(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)
