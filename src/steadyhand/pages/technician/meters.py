"""Could the meter show that? Asked while it is typed."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.machines.queries import check_reading
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.technician.closing_form import MeterField
from steadyhand.pages.technician.leaving import visit_or_404
from steadyhand.pages.technician.steps import FIELD
from steadyhand.shared.clock import read_clock


@open_to(FIELD)
@require_safe
def check(request: SignedInRequest, visit_id: UUID, meter_id: UUID) -> HttpResponse:
    """Answer with a line under the field: how many pages since, or what looks wrong. Keeps nothing."""
    visit_or_404(request, visit_id)
    typed = request.GET.get(f"meter-{meter_id}", "")
    is_new = f"exchanged-{meter_id}" in request.GET
    try:
        shown = MeterField(required=False).clean(typed)
    except forms.ValidationError as wrong:
        return render(request, "technician/_meter_check.html", {"problem": " ".join(wrong.messages)})
    if shown is None:
        return render(request, "technician/_meter_check.html", {})
    judged = check_reading(
        request.actor, meter_id=meter_id, shown=shown, read_at=read_clock(), is_new_counter=is_new, visit_id=visit_id
    )
    if judged is None:
        raise Http404
    since = "" if judged.pages_since is None else f"{judged.pages_since:,}"
    return render(request, "technician/_meter_check.html", {"judged": judged, "since": since})
