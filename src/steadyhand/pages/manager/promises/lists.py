"""The promises behind a number, and those that are open: what is at risk on top."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.rules import OFFICE
from steadyhand.business.insight.kept.rows import MOST_OPEN, PromiseRow, Which, open_promises, rows_page
from steadyhand.business.insight.saying import share_said
from steadyhand.business.promises.rules import Cause
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.promises.one import STATE_KINDS
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.manager.promises.asking import key_of, place_of, rows_wanted, wanted_of
from steadyhand.pages.manager.promises.overview import READERS
from steadyhand.pages.manager.promises.saying import rows_url


@open_to(READERS)
@require_safe
def rows(request: SignedInRequest) -> HttpResponse:
    """Show a page of the promises behind a number."""
    wanted = wanted_of(request)
    asked = rows_wanted(request, wanted)
    page = rows_page(
        request.actor,
        asked,
        before=place_of(request.GET.get("before", "")),
        after=place_of(request.GET.get("after", "")),
    )
    more = wanted.kept(which=asked.which.value, cause=asked.cause.value if asked.cause else "", segment=asked.segment)
    context = {
        "bar": wanted.asking.bar("promise-rows"),
        "wanted": wanted,
        "asked": asked,
        "choices": [(each.value, each.label) for each in Which],
        "causes": [(each.value, each.label) for each in Cause],
        "hidden": [(key, value) for key, value in more.items() if value and key not in ("which", "cause")],
        "lines": [line_of(row, wanted.asking.saying) for row in page.rows],
        "previous_url": rows_url(**more, after=key_of(page.newer)) if page.newer else "",
        "next_url": rows_url(**more, before=key_of(page.older)) if page.older else "",
        "back_url": wanted.asking.url("promises"),
    }
    return render(request, "manager/promises/rows.html", context)


@open_to(OFFICE)
@require_safe
def open_ones(request: SignedInRequest) -> HttpResponse:
    """Show what is promised and not over, at risk first."""
    saying = saying_for(request)
    found = open_promises(request.actor)
    context = {
        "lines": [line_of(row, saying) for row in found],
        "at_risk": sum(row.state.value == "at_risk" for row in found),
        "has_more": len(found) >= MOST_OPEN,
        "is_reader": request.actor.is_one_of(*READERS),
        "as_of": saying.hour(saying.now),
    }
    template = "manager/promises/_open.html" if request.headers.get("HX-Request") else "manager/promises/open.html"
    return render(request, template, context)


def line_of(row: PromiseRow, saying: Saying) -> dict[str, Any]:
    """Return a promise as a list shows it."""
    odds = row.odds_now if row.state.is_open else row.odds_share
    return {
        "row": row,
        "kind": STATE_KINDS[row.state],
        "due": saying.when(row.by_at),
        "given": saying.when(row.given_at),
        "happened": saying.when(row.happened_at),
        "odds": share_said(odds) if odds is not None else "",
        "told": saying.when(row.told_early_at),
    }
