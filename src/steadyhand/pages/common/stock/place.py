"""What lies at one place, how sure is that, and which lines made it so?"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.stock.queries.levels import levels_now
from steadyhand.business.stock.queries.shelves import PlaceRow, movements_at, on_shelf, places
from steadyhand.business.stock.queries.summing import shelf_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.overview import shelf_said
from steadyhand.pages.common.stock.roles import READERS, WRITERS
from steadyhand.pages.common.stock.wording import line_said, money

# So many lines fit below a shelf; a part's own page has all of its newest hundred.
NEWEST = 30


def place_or_404(request: SignedInRequest, place_id: UUID) -> tuple[PlaceRow, tuple[PlaceRow, ...]]:
    """Return an open place of the reader's branches, and all of them."""
    known = places(request.actor)
    found = next((place for place in known if place.id == place_id), None)
    if found is None:
        raise Http404
    return found, known


@open_to(READERS)
@require_safe
def place(request: SignedInRequest, place_id: UUID) -> HttpResponse:
    """Show a place's shelf, narrowed to what was typed, and the newest lines."""
    found, _ = place_or_404(request, place_id)
    by, saying = request.actor, saying_for(request)
    every = on_shelf(by, place_id, now=saying.now)
    typed = request.GET.get("q", "").strip()
    words = typed.casefold().split()
    rows = [row for row in every if all(word in f"{row.part_number} {row.part_name}".casefold() for word in words)]
    levels = {level.part_id: level.level for level in levels_now(by, [place_id]).get(place_id, ())}
    there = {row.part_id: row.on_hand for row in every}
    context = {
        "place": found,
        "typed": typed,
        "shelf": [shelf_said(row, saying) | {"level": levels.get(row.part_id)} for row in rows],
        "has_levels": bool(levels),
        "below": sum(there.get(part_id, 0) < level for part_id, level in levels.items()),
        "items": sum(row.on_hand > 0 for row in every),
        "worth": money(sum(max(0, row.on_hand) * (row.cost_cents or 0) for row in every)),
        "unpriced": sum(row.on_hand > 0 and row.cost_cents is None for row in every),
        "lines": [line_said(line, saying) for line in movements_at(by, place_id, most=NEWEST)],
        "may_write": by.is_one_of(*WRITERS),
    }
    return shown(request, "stock/place.html", context)


@open_to(READERS)
@require_safe
def history(request: SignedInRequest, place_id: UUID) -> HttpResponse:
    """Show the newest lines of a place, or of the one part that `?part=` names."""
    found, _ = place_or_404(request, place_id)
    by, saying = request.actor, saying_for(request)
    part_id = uuid_or_none(request.GET.get("part", ""))
    row = shelf_of(by, place_id, part_id, now=saying.now) if part_id else None
    if part_id and row is None:
        raise Http404
    context = {
        "place": found,
        "shelf": shelf_said(row, saying) if row else None,
        "lines": [line_said(line, saying) for line in movements_at(by, place_id, part_id=part_id)],
        "may_write": by.is_one_of(*WRITERS),
    }
    return shown(request, "stock/history.html", context)
