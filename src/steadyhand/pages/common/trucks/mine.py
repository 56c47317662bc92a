"""What is aboard my truck, in which bin, how sure is that, and what does the book ask me?"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.machines.queries import find_parts, part_numbered
from steadyhand.business.stock.actions.take_back_entry import take_back_entry
from steadyhand.business.stock.queries.audits import audit_of_month
from steadyhand.business.stock.queries.handovers import open_handovers
from steadyhand.business.stock.queries.truck import AboardRow, aboard, counts_due, own_truck
from steadyhand.business.stock.trucks.rules import month_of
from steadyhand.business.stock.trucks.settings import COUNTS_A_DAY
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.trucks.doing import answered, truck_or_404, undo_offered
from steadyhand.pages.common.trucks.roles import TECHNICIAN
from steadyhand.pages.common.trucks.wording import aboard_said, handover_said
from steadyhand.pages.common.without_signal import readable_today

NO_BIN = "In no bin"


@open_to(TECHNICIAN)
@require_safe
@readable_today
def my_truck(request: SignedInRequest) -> HttpResponse:
    """Show what is aboard by bin; a number that only one part has leads to that part."""
    by, saying = request.actor, saying_for(request)
    truck = own_truck(by)
    if truck is None:
        return shown(request, "trucks/mine.html", {"truck": None})
    typed = request.GET.get("q", "").strip()
    if typed and (part := part_numbered(by, typed)):
        # A scanner types the number and presses Enter: that is enough.
        return see_other(reverse("my-truck-part", args=[part.id]))
    rows = aboard(by, truck.id, now=saying.now)
    words = typed.casefold().split()
    found = [row for row in rows if all(word in f"{row.number} {row.name} {row.bin}".casefold() for word in words)]
    most = value_of(by.tenant_id, COUNTS_A_DAY)
    since, _ = saying.starts_and_ends(saying.today)
    look = audit_of_month(by, truck.id, month_of(saying.today))
    handing = [row for row in open_handovers(by) if row.mine is not None]
    context: dict[str, Any] = {
        "truck": truck,
        "typed": typed,
        "bins": _by_bin(found, saying),
        "items": sum(row.on_hand > 0 for row in rows),
        "pieces": sum(max(0, row.on_hand) for row in rows),
        "asked": [aboard_said(row, saying) for row in rows if row.on_hand < 0],
        "elsewhere": _elsewhere(find_parts(by, typed), found) if typed else [],
        "due": len(counts_due(by, truck.id, most=most, since=since, now=saying.now)),
        "handing": [handover_said(row, saying) for row in handing],
        "is_looked_at": bool(look and look.is_answered),
        "undo": undo_offered(request),
    }
    return shown(request, "trucks/mine.html", context)


def _by_bin(rows: list[AboardRow], saying: Saying) -> list[tuple[str, list[dict[str, Any]]]]:
    bins: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        bins.setdefault(row.bin or NO_BIN, []).append(aboard_said(row, saying))
    return list(bins.items())


def _elsewhere(parts: Any, found: list[AboardRow]) -> list[Any]:
    """Return parts of the catalogue that were looked for and aren't aboard."""
    here = {row.part_id for row in found}
    return [part for part in parts if part.id not in here]


class TakeBackForm(OnceForm):
    entry = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": "There is nothing to take back."})


@open_to(TECHNICIAN)
@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Take back what was just written about the own truck."""
    truck, saying, form = truck_or_404(request), saying_for(request), TakeBackForm(request.POST)

    def do() -> dict[str, Any]:
        entry: UUID = form.cleaned_data["entry"]
        take_back_entry(by=request.actor, place_id=truck.id, entry=entry, now=saying.now)
        return {"said": "Taken back: the book is as it was, and says so."}

    return answered(request, form, do, to=reverse("my-truck"))
