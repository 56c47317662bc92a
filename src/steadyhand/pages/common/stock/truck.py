"""What should lie on a truck, what does it finish, and what is proposed to be changed?"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.stock.par.rules import LineState
from steadyhand.business.stock.queries.levels import LevelRow, Room, last_counts, levels_now, limits_of, on_hand
from steadyhand.business.stock.queries.loads import loads_of
from steadyhand.business.stock.queries.proposals import LineRow, TruckFigures, lines_for, newest_proposals
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.stock.place import place_or_404
from steadyhand.pages.common.stock.roles import READERS, WRITERS
from steadyhand.pages.common.stock.trucks import proposal_said
from steadyhand.pages.common.stock.wording import kilograms, litres, money, of_100

UNDO = "stock-undo"


@open_to(READERS)
@require_safe
def truck(request: SignedInRequest, place_id: UUID) -> HttpResponse:
    """Show a truck's levels and what is proposed; a parts room has a shelf only."""
    place, _ = place_or_404(request, place_id)
    if place.technician_id is None:
        return see_other(reverse("stock-place", args=[place_id]))
    by, saying = request.actor, saying_for(request)
    proposal = next((each for each in newest_proposals(by) if each.branch_id == place.branch_id), None)
    lines = lines_for(by, proposal.id, place_id) if proposal else ()
    figures = proposal.trucks.get(place_id) if proposal else None
    room = limits_of(by, [place_id]).get(place_id, Room())
    load = next(each for each in loads_of(by) if each.truck.id == place_id)
    levels, aboard = levels_now(by, [place_id]).get(place_id, ()), on_hand(by, [place_id])[place_id]
    counted = last_counts(by, [place_id]).get(place_id)
    opened = [line for line in lines if line.state is LineState.OPEN]
    context = {
        "place": place,
        "proposal": proposal_said(proposal, saying) if proposal else None,
        "figures": _figures(figures, room) if figures else [],
        "before": of_100(figures.finished_before) if figures else "",
        "after": of_100(figures.finished) if figures else "",
        "changes": [_line(line, saying) for line in opened if line.is_change],
        "stays": [line for line in opened if not line.is_change],
        "answered": [_line(line, saying) for line in lines if line.state is not LineState.OPEN and line.is_change],
        "levels": [_level(row, aboard, saying) for row in levels],
        "to_carry": len(load.carries),
        "below": load.below,
        "last_count": saying.day(saying.on(counted)) if counted else "never",
        "may_write": by.is_one_of(*WRITERS),
        "form_key": new_key(),
        "undo": request.session.pop(UNDO, None),
    }
    return shown(request, "stock/truck.html", context)


def _figures(figures: TruckFigures, room: Room) -> list[tuple[str, str, str]]:
    """Return what the proposed levels are worth and take, of what may be."""
    return [
        ("Calls a month that need parts", f"{figures.calls_a_month:.0f}", ""),
        (
            "Worth at cost",
            f"{money(figures.cents_before)} → {money(figures.cents)}",
            f"of {money(room.most_cents)} at most"
            if room.most_cents is not None
            else "shared among the branch’s trucks",
        ),
        ("Weight", kilograms(figures.weight_g), _of(room.most_weight_g and kilograms(room.most_weight_g))),
        ("Volume", litres(figures.volume_ml), _of(room.most_volume_ml and litres(room.most_volume_ml))),
        ("Slots", f"{figures.slots}", _of(room.most_slots and f"{room.most_slots}")),
        ("Restocked", "each working day" if room.restock_days == 1 else f"every {room.restock_days} working days", ""),
    ]


def _of(most: str | int | None) -> str:
    return f"of {most} at most" if most else "no limit said"


def _line(line: LineRow, saying: Saying) -> dict[str, Any]:
    more = line.level - line.was
    return {
        "line": line,
        "change": f"{line.was} → {line.level}",
        "what": f"{more} more" if more > 0 else ("off the truck" if not line.level else f"{-more} fewer"),
        "calls": f"{line.calls_a_month:.1f}" if line.calls_a_month >= 0.05 else "hardly any",  # noqa: PLR2004 - of 0.1
        "is_accepted": line.state is LineState.ACCEPTED,
        "answered": (
            f"{LineState(line.state).label} by {line.answered_by_name} {saying.when(line.answered_at)}"
            if line.answered_at
            else ""
        ),
    }


def _level(row: LevelRow, aboard: dict[UUID, int], saying: Saying) -> dict[str, Any]:
    has = aboard.get(row.part_id, 0)
    return {"row": row, "aboard": has, "is_below": has < row.level, "since": saying.day(saying.on(row.set_at))}
