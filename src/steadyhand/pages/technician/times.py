"""When was it really? The times of a visit, put right by whoever was there."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.calls.actions.correct_times import StatedTimes
from steadyhand.business.calls.queries.day import DayVisit, is_for
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit
from steadyhand.flows.visit.correct_times import correct_times
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.saying import Saying, SkippedHour, saying_for
from steadyhand.pages.technician.cards import card_of
from steadyhand.pages.technician.leaving import visit_or_404
from steadyhand.pages.technician.steps import FIELD
from steadyhand.shared.once import do_once

LABELS = {"on_the_way_at": "Set out", "arrived_at": "Arrived", "finished_at": "Finished"}


class TimesForm(forms.Form):
    """The times that a visit has, by the clock on the wall of its day."""

    use_required_attribute = False

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, visit: DayVisit, saying: Saying, *, is_mine: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.saying = saying
        known = [at for at in (visit.on_the_way_at, visit.arrived_at, visit.finished_at, visit.planned_for) if at]
        self.on = saying.on(known[0]) if known else saying.today
        for name in _known_steps(visit):
            at = getattr(visit, name)
            self.fields[name] = forms.TimeField(
                label=LABELS[name],
                required=False,
                initial=saying.local(at).time().replace(second=0, microsecond=0) if at else None,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )
        self.before = {name: getattr(visit, name) for name in _known_steps(visit)}
        if not is_mine:
            self.fields["why"] = forms.CharField(
                label="Why?", max_length=500, error_messages={"required": "Write why: it isn't your visit."}
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.before:
            if cleaned.get(name) is not None:
                try:
                    self.saying.moment(self.on, cleaned[name])
                except SkippedHour as skipped:
                    self.add_error(name, str(skipped))
        return cleaned

    def stated(self) -> StatedTimes:
        """Return the times that were changed; a field shows minutes, so one left alone keeps its seconds."""
        changed = [name for name in self.before if name in self.changed_data and self.cleaned_data.get(name)]
        return StatedTimes(**{name: self.saying.moment(self.on, self.cleaned_data[name]) for name in changed})


@open_to(FIELD)
@require_http_methods(["GET", "POST"])
def times(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    visit, saying = visit_or_404(request, visit_id), saying_for(request)
    initial = {"version": visit.version, "form_key": new_key()}
    data = request.POST if request.method == "POST" else None
    form = TimesForm(visit, saying, is_mine=is_for(request.actor, visit_id), data=data, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _correct_once(request, form, visit_id)
        except CannotMoveVisit as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The times are corrected.")
            return see_other(reverse("visit-brief", args=[visit_id]))
    shown = {"form": form, "card": card_of(visit, saying), "day_said": saying.day(form.on), "has_times": form.before}
    return render(request, "technician/times.html", shown, status=422 if form.errors else 200)


def _correct_once(request: SignedInRequest, form: TimesForm, visit_id: UUID) -> None:
    facts, now = form.cleaned_data, form.saying.now

    def do() -> dict[str, Any]:
        correct_times(
            by=request.actor,
            visit_id=visit_id,
            version=facts["version"],
            times=form.stated(),
            why=facts.get("why", ""),
            now=now,
        )
        return {}

    do_once(tenant_id=request.actor.tenant_id, form_key=str(facts["form_key"]), now=now, do=do)


def _known_steps(visit: DayVisit) -> list[str]:
    """Return the steps that have happened, so have a time to state."""
    steps = ["on_the_way_at", "arrived_at", "finished_at"]
    if visit.state.is_over:
        return steps
    return {"on_the_way": steps[:1], "on_site": steps[:2]}.get(visit.state.value, [])
