"""All technicians' mornings on one page: what the parts desk can set out before they drive."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.people.queries import technicians_of
from steadyhand.business.stock.actions.begin_handover import begin_handover
from steadyhand.business.stock.morning.rules import Where
from steadyhand.business.stock.queries.shelves import places
from steadyhand.flows.visit.check_before_driving import check_before_driving
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.roles import READERS, WRITERS
from steadyhand.pages.common.trucks.doing import answered
from steadyhand.pages.common.trucks.morning import morning_said
from steadyhand.pages.common.trucks.wording import many


@open_to(READERS)
@require_safe
def mornings(request: SignedInRequest) -> HttpResponse:
    """Show who drives today, with what is missing from each truck and where it is."""
    by, saying = request.actor, saying_for(request)
    starts_at, until = saying.starts_and_ends(saying.today)
    names = {each.id: each.name for each in technicians_of(by, on=saying.today)}
    found = check_before_driving(by, starts_at=starts_at, until=until, zone=saying.zone, now=saying.now)
    rows: list[dict[str, Any]] = []
    for morning in found:
        said = morning_said(morning, saying)
        lines = [
            {**line, "visit": visit}
            for visit in said["visits"]
            for line in visit["lines"]
            if line["line"].where is not Where.ABOARD
        ]
        name = names.get(morning.technician_id, "")
        rows.append({**said, "name": name, "missing": lines})
    rows.sort(key=lambda row: (not row["missing"], row["name"]))
    return shown(
        request,
        "trucks/mornings.html",
        {"rows": rows, "may_write": by.is_one_of(*WRITERS), "today": saying.day_headed(saying.today)},
    )


class SetOutForm(OnceForm):
    """Which part, for whose truck, for which call."""

    part = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.UUIDField(widget=forms.HiddenInput)
    truck = forms.UUIDField(widget=forms.HiddenInput)
    call = forms.UUIDField(widget=forms.HiddenInput)


@open_to(WRITERS)
@require_POST
def set_out(request: SignedInRequest) -> HttpResponse:
    """Set a part out for a truck: it is spoken for, and its technician says how many they took."""
    by, saying, form = request.actor, saying_for(request), SetOutForm(request.POST)

    def do() -> dict[str, Any]:
        facts = form.cleaned_data
        part_id: UUID = facts["part"]
        begin_handover(
            by=by,
            from_id=facts["place"],
            to_id=facts["truck"],
            part_id=part_id,
            quantity=1,
            call_id=facts["call"],
            only_spare=True,
            why="Set out for a call of today.",
            now=saying.now,
        )
        name = parts_named(by, [part_id])[part_id].name
        truck = next(each.name for each in places(by) if each.id == facts["truck"])
        return {"said": f"Set out: {many(1, name)} for {truck}. They are told."}

    return answered(request, form, do, to=reverse("mornings"))
