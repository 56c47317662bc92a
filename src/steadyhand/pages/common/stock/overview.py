"""Where do parts lie, what are they worth, how sure is that, and what does the ledger ask?"""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.machines.queries import find_parts
from steadyhand.business.stock.queries.shelves import ShelfRow, questions, where_is
from steadyhand.business.stock.queries.summing import PlaceSum, last_taken, places_summed
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.stock.opening import to_open
from steadyhand.pages.common.stock.roles import LOOKERS, READERS, WRITERS
from steadyhand.pages.common.stock.wording import counted_said, money, plain, question_said, sureness_said
from steadyhand.shared.actor import Actor


@open_to(READERS)
@require_safe
def stock(request: SignedInRequest) -> HttpResponse:
    """Show the places with what lies there, the open questions, and where a part is that somebody looks for."""
    by, saying = request.actor, saying_for(request)
    may_write = by.is_one_of(*WRITERS)
    summed = places_summed(by, now=saying.now)
    typed = request.GET.get("q", "").strip()
    context: dict[str, Any] = {
        "rows": [_place(each) for each in summed],
        "columns": [
            ("Place", ""),
            ("Items", "number"),
            ("Pieces", "number"),
            ("Worth at cost", "number"),
            ("How sure", ""),
            ("Questions", "number"),
        ],
        "total": money(sum(each.cents for each in summed)),
        "unpriced": sum(each.unpriced for each in summed),
        "asked": _asked(by, saying, may_write=may_write),
        "typed": typed,
        "found": _found(by, typed, saying),
        "may_write": may_write,
        "may_see_looks": by.is_one_of(*LOOKERS),
        "open_form": to_open(by, {each.place for each in summed}, saying.today) if may_write else None,
    }
    return shown(request, "stock/stock.html", context)


def _place(each: PlaceSum) -> dict[str, Any]:
    sure = f"right about some {each.right:.0f} of {each.items}" if each.items else ""
    return {
        "url": reverse("stock-place", args=[each.place.id]),
        "name": each.place.name,
        "cells": [
            (f"{each.items:,}", "number"),
            (f"{each.pieces:,}", "number"),
            (money(each.cents), "number"),
            (sure, ""),
            (each.asked or "", "number"),
        ],
    }


def _asked(by: Actor, saying: Saying, *, may_write: bool) -> list[dict[str, Any]]:
    rows = questions(by, now=saying.now)
    if not rows:
        return []
    last, elsewhere = last_taken(by, rows), where_is(by, {row.part_id for row in rows}, now=saying.now)
    return [
        question_said(row, last.get((row.place_id, row.part_id)), elsewhere[row.part_id], may_write=may_write)
        for row in rows
    ]


def _found(by: Actor, typed: str, saying: Saying) -> list[dict[str, Any]]:
    """Return the parts that were looked for, each with the places that have some."""
    parts = find_parts(by, typed)
    places = where_is(by, [part.id for part in parts], now=saying.now) if parts else {}
    return [{"part": part, "places": [shelf_said(row, saying) for row in places[part.id]]} for part in parts]


def shelf_said(row: ShelfRow, saying: Saying) -> dict[str, Any]:
    """Return a shelf's number, how sure it is, and when somebody last looked."""
    return {
        "row": row,
        "on_hand": plain(row.on_hand),
        "sure": sureness_said(row),
        "counted": counted_said(row, saying),
        "worth": money(max(0, row.on_hand) * row.cost_cents) if row.cost_cents is not None else "",
    }
