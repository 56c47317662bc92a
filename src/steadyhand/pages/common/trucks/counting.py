"""Three minutes a day: the parts worth a count, one tap each."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.calls.tapped import time_of_tap
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.stock.actions.count_part import count_part
from steadyhand.business.stock.ledger.rules import MOST_AT_ONCE
from steadyhand.business.stock.queries.truck import counted_since, counts_due, own_truck
from steadyhand.business.stock.trucks.settings import COUNTS_A_DAY
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kept import tapped_at
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.wording import plain
from steadyhand.pages.common.trucks.doing import answered, part_or_404, truck_or_404, undo_offered
from steadyhand.pages.common.trucks.roles import TECHNICIAN
from steadyhand.pages.common.trucks.wording import aboard_said, many, why_counted
from steadyhand.pages.common.without_signal import readable_today

# Numbers under the thumb; more of one part is typed.
ONE_TAP = tuple(range(8))
SECONDS_EACH = 20


class CountForm(OnceForm):
    """How many there are: tapped as a number, or typed."""

    found_there = forms.IntegerField(
        min_value=0,
        max_value=MOST_AT_ONCE,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"How many are there? Tap or type a whole number from 0 to {MOST_AT_ONCE:,}.",
        ),
    )
    back = forms.CharField(required=False, max_length=20)


@open_to(TECHNICIAN)
@require_safe
@readable_today
def counts(request: SignedInRequest) -> HttpResponse:
    """Show the parts to count today. The book's number isn't shown: who knows it finds it."""
    truck, by, saying = own_truck(request.actor), request.actor, saying_for(request)
    if truck is None:
        # It says whom to ask.
        return see_other(reverse("my-truck"))
    since, _ = saying.starts_and_ends(saying.today)
    most = value_of(by.tenant_id, COUNTS_A_DAY)
    due = counts_due(by, truck.id, most=most, since=since, now=saying.now)
    context = {
        "truck": truck,
        "due": [
            {"each": each, "said": aboard_said(each.row, saying), "why": why_counted(each, saying), "key": new_key()}
            for each in due
        ],
        "minutes": max(1, round(len(due) * SECONDS_EACH / 60)),
        "done": counted_since(by, truck.id, since),
        "numbers": ONE_TAP,
        "undo": undo_offered(request),
    }
    return shown(request, "trucks/counts.html", context)


@open_to(TECHNICIAN)
@require_POST
def count(request: SignedInRequest, part_id: UUID) -> HttpResponse:
    """Keep how many somebody found of one part of their truck."""
    truck, by, saying = truck_or_404(request), request.actor, saying_for(request)
    form = CountForm(request.POST)
    name = part_or_404(request, part_id).name

    def do() -> dict[str, Any]:
        found = form.cleaned_data["found_there"]
        looked_at, _ = time_of_tap(tapped_at(request, saying.now), now=saying.now)
        difference = count_part(
            by=by, place_id=truck.id, part_id=part_id, found=found, looked_at=looked_at, now=saying.now
        )
        if difference:
            had = plain(found - difference)
            return {"said": f"Counted: {many(found, name)}. The book had {had}, and follows. It is nobody’s fault."}
        return {"said": f"Counted: {many(found, name)}, as the book had it."}

    to = reverse("my-truck-counts")
    if request.POST.get("back") == "part":
        to = reverse("my-truck-part", args=[part_id])
    return answered(request, form, do, to=to)
