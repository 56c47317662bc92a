"""A roll-out: planned, drawn and frozen before it starts, then read as it is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.rollouts import (
    MOST_WEEKS,
    CannotRollOut,
    Planned,
    freeze_rollout,
    plan_rollout,
    throw_rollout_away,
)
from steadyhand.business.learning.coaching.cadence import WEEK, Sort, monday_of
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.queries.coaching import held_since
from steadyhand.business.learning.queries.rollouts import (
    Outcome,
    RolloutRow,
    Verdict,
    outcome_of,
    rollout_called,
    waves_of,
)
from steadyhand.business.people.queries import technicians_of
from steadyhand.pages.common.coaching.roles import LEADS, UNPROCESSABLE
from steadyhand.pages.common.coaching.wording import counted_said, label_of, week_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.record.editing import DayInput, OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import Saying, date_said, saying_for
from steadyhand.shared.once import do_once

_LOOKS = {
    Verdict.NOT_FROZEN: "waiting",
    Verdict.TOO_EARLY: "waiting",
    Verdict.TOO_FEW: "held",
    Verdict.MOVED: "done",
    Verdict.NOT_MOVED: "moving",
}


def _weeks(label: str, initial: int, *, least: int, help_text: str) -> forms.IntegerField:
    problem = f"Type a whole number from {least} to {MOST_WEEKS}."
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=MOST_WEEKS,
        initial=initial,
        help_text=help_text,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), problem),
    )


class RolloutForm(OnceForm):
    use_required_attribute = False

    title = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Give it a name by which you will know it."}
    )
    behaviours = forms.MultipleChoiceField(
        label="What is to be seen more often",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one behaviour at least."},
    )
    technicians = forms.MultipleChoiceField(
        label="Who takes part",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who takes part: six or more, or nothing can be told from it."},
    )
    starts_on = forms.DateField(
        label="Counting begins in the week of",
        widget=DayInput,
        error_messages={"required": "Say in which week counting begins."},
    )
    baseline_weeks = _weeks(
        "Weeks before the first training", 4, least=2, help_text="How it is now. Four are better than two."
    )
    waves = _weeks("Waves", 3, least=2, help_text="Each begins later than the one before; who is in which is drawn.")
    weeks_a_wave = _weeks(
        "Weeks from one wave to the next", 4, least=1, help_text="Coaching of a wave has begun by then."
    )

    def __init__(self, technicians: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technicians"].choices = technicians  # type: ignore[attr-defined]  # a choice field
        codes = [(each.code, each.label) for each in behaviours()]
        self.fields["behaviours"].choices = codes  # type: ignore[attr-defined]  # likewise

    def planned(self) -> Planned:
        facts = self.cleaned_data
        taught = {each.code: each.module for each in behaviours()}
        return Planned(
            title=facts["title"],
            module=taught[facts["behaviours"][0]],
            behaviours=facts["behaviours"],
            technicians=[UUID(each) for each in facts["technicians"]],
            starts_on=facts["starts_on"],
            baseline_weeks=facts["baseline_weeks"],
            waves=facts["waves"],
            weeks_a_wave=facts["weeks_a_wave"],
        )


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """Show the form, or keep a plan that isn't drawn yet."""
    saying, by = saying_for(request), request.actor
    people = [(str(each.id), each.name) for each in technicians_of(by, on=saying.today)]
    initial = {"starts_on": monday_of(saying.today) + WEEK, "technicians": [key for key, _ in people]}
    form = RolloutForm(people, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():

        def do() -> dict[str, Any]:
            return {"rollout": plan_rollout(by=by, planned=form.planned(), now=saying.now).hex}

        try:
            key = str(form.cleaned_data["form_key"])
            answer = do_once(tenant_id=by.tenant_id, form_key=key, now=saying.now, do=do)
        except CannotRollOut as refused:
            form.add_error(None, str(refused))
        else:
            forget_draft(request)
            return see_other(reverse("rollout", args=[UUID(answer["rollout"])]))
    fields = [form[name] for name in form.fields if name != "form_key"]
    return shown(
        request,
        "coaching/rollout_plan.html",
        {"form": form, "fields": fields},
        status=UNPROCESSABLE if form.errors else 200,
    )


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def rollout(request: SignedInRequest, rollout_id: UUID) -> HttpResponse:
    """Show a roll-out and what it says; POST draws and freezes it, or throws a plan away."""
    saying, by = saying_for(request), request.actor
    row = rollout_called(by, rollout_id)
    if row is None:
        raise Http404
    if request.method == "POST":
        return _changed(request, row, saying)
    wave_of = waves_of(by, row.id)
    starts_at, _ = saying.starts_and_ends(row.starts_on)
    outcome = outcome_of(by, row, wave_of, today=saying.today, start_of=starts_at)
    verdict = outcome.verdict if row.frozen_at else Verdict.NOT_FROZEN
    held = held_since(by, row.starts_on, now=saying.now, technicians=[key for key, _ in row.people])
    context = {
        "row": row,
        "behaviours": [label_of(code) for code in row.behaviours],
        "starts": date_said(row.starts_on),
        "ends": date_said(row.ends_on - timedelta(days=1)),
        "frozen": saying.when(row.frozen_at) if row.frozen_at else "",
        "verdict": verdict.value,
        "verdict_kind": _LOOKS[verdict],
        "said": _outcome_said(row, outcome, verdict),
        "outcome": outcome,
        "waves": [
            {
                "wave": wave,
                "trained": week_said(wave.trained_on, saying),
                "before": counted_said(wave.before),
                "since": counted_said(wave.since),
                "is_trained": wave.trained_on <= saying.today,
            }
            for wave in outcome.waves
        ]
        if row.frozen_at
        else [],
        "orders": f"{row.orders:,}",
        "held": [{"label": f"{sort.label.capitalize()}s", "held": held[sort]} for sort in Sort],
        "form_key": new_key(),
    }
    return shown(request, "coaching/rollout.html", context)


def _changed(request: SignedInRequest, row: RolloutRow, saying: Saying) -> HttpResponse:
    by = request.actor
    here = reverse("rollout", args=[row.id])
    try:
        if request.POST.get("do") == "throw-away":
            throw_rollout_away(by=by, rollout_id=row.id, now=saying.now)
            messages.success(request, "Thrown away: nobody had been drawn.")
            return see_other(reverse("adoption"))
        freeze_rollout(by=by, rollout_id=row.id, now=saying.now)
    except CannotRollOut as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Drawn and frozen. From now on nothing of it can be changed.")
    return see_other(here)


def _outcome_said(row: RolloutRow, outcome: Outcome, verdict: Verdict) -> str:
    """Return in a sentence what the counts say, and how sure that is."""
    if verdict is Verdict.NOT_FROZEN:
        return "Nothing is drawn yet. Freeze it before its first week; a plan that changes afterwards proves nothing."
    return _nothing_yet(row, outcome) or _moved_said(row, outcome, verdict)


def _nothing_yet(row: RolloutRow, outcome: Outcome) -> str:
    if outcome.n == 0:
        return "Nobody has seen or missed any of it on a visit yet: ride along in the weeks before the training, too."
    if outcome.weeks <= row.baseline_weeks:
        return f"{outcome.n} opportunities so far, all before the first training. That is how it is today."
    if outcome.moved.difference is None:
        return "No week has both trained and untrained technicians with an opportunity yet."
    return ""


def _moved_said(row: RolloutRow, outcome: Outcome, verdict: Verdict) -> str:
    difference = outcome.moved.difference or 0.0
    points = f"{abs(round(difference * 100))} points"
    way = "more often" if difference >= 0 else "less often"
    if outcome.moved.chance is None:
        return (
            f"Trained technicians did it {points} {way} in the same weeks. With {row.orders:,} possible orders of the "
            "waves even the clearest effect couldn't be told from chance."
        )
    if verdict is Verdict.TOO_EARLY:
        return (
            f"So far, in the same weeks, trained technicians did it {points} {way} than those still to come. It is "
            "judged once, after its last week: who looks every week and stops at a good one always finds something."
        )
    chance = f"{max(1, round(outcome.moved.chance * 100))} of 100"
    return (
        f"In the same weeks, trained technicians did it {points} {way} than those still to come. Of orders that could "
        f"have been drawn instead, {chance} would have shown as much by themselves."
    )
