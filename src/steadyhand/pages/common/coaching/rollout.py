"""One roll-out: frozen before it starts, its waves as drawn and as they came, then read as it is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.learning.actions.rollouts import (
    CannotRollOut,
    freeze_rollout,
    put_wave_off,
    throw_rollout_away,
    training_of,
)
from steadyhand.business.learning.coaching.cadence import Sort
from steadyhand.business.learning.queries.coaching import held_since, share_held
from steadyhand.business.learning.queries.rollout_outcomes import Verdict, Wave, outcome_of
from steadyhand.business.learning.queries.rollouts import Member, RolloutRow, rollout_called
from steadyhand.business.learning.settings import TEAM_ONLY
from steadyhand.business.learning.statistics.adoption import FEWEST
from steadyhand.pages.common.coaching.roles import LEADS, UNPROCESSABLE
from steadyhand.pages.common.coaching.rollout_said import outcome_said
from steadyhand.pages.common.coaching.wording import counted_said, label_of, week_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import DayInput, OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import Saying, date_said, saying_for
from steadyhand.shared.once import do_once

_LOOKS = {
    Verdict.NOT_FROZEN: "waiting",
    Verdict.TOO_EARLY: "waiting",
    Verdict.TOO_FEW: "held",
    Verdict.MOVED: "done",
    Verdict.WORSE: "risk",
    Verdict.OWN_WORD: "held",
    Verdict.NOT_MOVED: "moving",
    Verdict.UNTRIED: "held",
}


class LaterForm(OnceForm):
    """A wave whose training is in a later week than was drawn."""

    use_required_attribute = False

    wave = forms.TypedChoiceField(
        label="Which wave",
        coerce=int,
        error_messages={"required": "Choose the wave.", "invalid_choice": "Choose one that is still to come."},
    )
    trained_on = forms.DateField(
        label="Trained in the week of", widget=DayInput, error_messages={"required": "Say in which week it is."}
    )
    because = forms.CharField(
        label="Why it is later", max_length=300, error_messages={"required": "Say why it begins later."}
    )

    def __init__(self, waves: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wave"].choices = [(each, f"Wave {each}") for each in waves]  # type: ignore[attr-defined]  # a choice


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def rollout(request: SignedInRequest, rollout_id: UUID) -> HttpResponse:
    """Show a roll-out and what it says; POST freezes it, throws a plan away, or puts a wave off."""
    saying, by = saying_for(request), request.actor
    row = rollout_called(by, rollout_id)
    if row is None:
        raise Http404
    to_come = [number for number in range(1, row.waves + 1) if row.frozen_at and row.began_on(number) > saying.today]
    do = request.POST.get("do", "")
    later = LaterForm(to_come, request.POST if do == "later" else None, auto_id="later_%s")
    if do == "later":
        if later.is_valid() and _is_put_off(request, row, later):
            forget_draft(request)
            return see_other(reverse("rollout", args=[row.id]))
    elif request.method == "POST":
        return _changed(request, row, saying)
    held = held_since(by, row.starts_on, now=saying.now, training=training_of(row.id))
    outcome = outcome_of(by, row, today=saying.today, held_share=share_held(held.values()))
    is_team_only = bool(value_of(by.tenant_id, TEAM_ONLY))
    verdict = outcome.verdict if row.frozen_at else Verdict.NOT_FROZEN
    context = {
        "row": row,
        "behaviours": [label_of(code) for code in row.behaviours],
        "starts": date_said(row.starts_on),
        "ends": date_said(row.ends_on - timedelta(days=1)),
        "frozen": saying.when(row.frozen_at) if row.frozen_at else "",
        "verdict": verdict.value,
        "verdict_kind": _LOOKS[verdict],
        "said": outcome_said(row, outcome, verdict),
        "outcome": outcome,
        "waves": [_wave_said(wave, row, saying, is_team_only=is_team_only) for wave in outcome.waves]
        if row.frozen_at
        else [],
        "orders": f"{row.orders:,}",
        "held": [{"label": f"{sort.label.capitalize()}s", "held": held[sort]} for sort in Sort],
        "later": later if to_come else None,
        "form": later,
        "form_key": later["form_key"].value(),
    }
    return shown(request, "coaching/rollout.html", context, status=UNPROCESSABLE if later.errors else 200)


def _wave_said(wave: Wave, row: RolloutRow, saying: Saying, *, is_team_only: bool) -> dict[str, Any]:
    began_on, changed = row.began_on(wave.number), row.changes.get(wave.number)
    return {
        "wave": wave,
        "people": ", ".join(_member_said(each, saying) for each in wave.members),
        "trained": week_said(began_on, saying),
        "is_trained": began_on <= saying.today,
        "drawn": week_said(wave.trained_on, saying) if changed else "",
        "because": changed.because if changed else "",
        "who": changed.who if changed else "",
        # A wave of a few is no team: its counts would be theirs.
        "is_hidden": is_team_only and len(wave.members) < FEWEST,
        "before": counted_said(wave.before),
        "since": counted_said(wave.since),
    }


def _member_said(member: Member, saying: Saying) -> str:
    if member.left_on is None or member.left_on > saying.today:
        return member.name
    return f"{member.name} (left {date_said(member.left_on)}; counted until then)"


def _is_put_off(request: SignedInRequest, row: RolloutRow, form: LaterForm) -> bool:
    """Put a wave off; false where the form then says why not."""
    by, now, facts = request.actor, saying_for(request).now, form.cleaned_data

    def do() -> dict[str, Any]:
        put_wave_off(
            by=by,
            rollout_id=row.id,
            wave=facts["wave"],
            trained_on=facts["trained_on"],
            because=facts["because"],
            now=now,
        )
        return {"done": True}

    try:
        do_once(tenant_id=by.tenant_id, form_key=str(facts["form_key"]), now=now, do=do)
    except CannotRollOut as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Kept. Its coaching opens then; what was drawn stays, and is counted as drawn.")
    return True


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
