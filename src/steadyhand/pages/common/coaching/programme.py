"""How do we see the programme? Twenty sentences a quarter, and where those who lead and those who drive differ."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.self_assess import (
    FEWEST_ANSWERED,
    CannotAssess,
    close_views,
    self_assess,
    side_of,
)
from steadyhand.business.learning.queries.self_assessment import closed, has_answered, quarter_at, quarters_at
from steadyhand.business.learning.self_assessment.rules import (
    FEWEST,
    GAP,
    SCALE,
    Finding,
    Side,
    closes_on,
    quarter_of,
    quarter_said,
    questions,
    what_next,
)
from steadyhand.pages.common.coaching.roles import LEADS, UNPROCESSABLE
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import date_said, saying_for
from steadyhand.shared.once import do_once

CANNOT_SAY = "0"


class ProgrammeForm(OnceForm):
    """One field a sentence, each as the reader's side reads it."""

    use_required_attribute = False

    def __init__(self, side: Side, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*((str(value), f"{value} · {words}") for value, words in SCALE.items()), (CANNOT_SAY, "I can't say")]
        for each in questions():
            self.fields[each.key] = forms.ChoiceField(
                label=each.words[side], choices=[("", "Choose"), *choices], required=False
            )

    def answers(self) -> dict[str, int | None]:
        """Return what was said; what was left open is left out."""
        said = {each.key: self.cleaned_data.get(each.key, "") for each in questions()}
        return {key: None if value == CANNOT_SAY else int(value) for key, value in said.items() if value}


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def programme(request: SignedInRequest) -> HttpResponse:
    """Show this quarter's sentences, or keep the answers without a name."""
    saying, by = saying_for(request), request.actor
    side, quarter_on = side_of(by), quarter_of(saying.today)
    is_over = closed(by.tenant_id, quarter_on, today=saying.today)
    if request.method == "GET" and (is_over or has_answered(by, quarter_on)):
        return see_other(reverse("programme-seen"))
    form = ProgrammeForm(side, request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> dict[str, Any]:
            self_assess(by=by, answers=form.answers(), now=saying.now)
            return {"done": True}

        try:
            do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
        except CannotAssess as refused:
            form.add_error(None, str(refused))
        else:
            forget_draft(request)
            messages.success(request, "Thank you. Your answers stand without your name.")
            return see_other(reverse("programme-seen"))
    subjects: dict[str, list[Any]] = {}
    for each in questions():
        subjects.setdefault(each.subject, []).append(form[each.key])
    context = {
        "form": form,
        "subjects": list(subjects.items()),
        "quarter": quarter_said(quarter_on),
        "side": side.label,
        "fewest": FEWEST_ANSWERED,
        "fewest_shown": FEWEST,
        "closes": date_said(closes_on(quarter_on)),
    }
    return shown(request, "coaching/programme.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(EVERYBODY)
@require_safe
def programme_seen(request: SignedInRequest) -> HttpResponse:
    """Show how both sides see it, to everybody who was asked; by itself the newest quarter that is closed."""
    saying, by = saying_for(request), request.actor
    now_on = quarter_of(saying.today)
    is_open = not closed(by.tenant_id, now_on, today=saying.today)
    known = quarters_at(by)
    shown_ones = [each for each in known if each != now_on or not is_open]
    asked = request.GET.get("quarter", "")
    quarter_on = next((each for each in shown_ones if each.isoformat() == asked), next(iter(shown_ones), now_on))
    quarter = quarter_at(by, quarter_on, today=saying.today)
    going_on = quarter_at(by, now_on, today=saying.today) if is_open else None
    context = {
        "quarter": quarter_said(quarter_on),
        "answered": [(side.label, quarter.answered[side], side.fewest) for side in Side] if quarter.is_closed else [],
        "findings": [_finding_said(each) for each in quarter.findings],
        "next": [_finding_said(each) for each in what_next(quarter.findings)],
        "is_shown": quarter.is_closed and any(quarter.answered[side] >= side.fewest for side in Side),
        "others": [(each.isoformat(), quarter_said(each)) for each in shown_ones if each != quarter_on],
        "going_on": [(side.label, going_on.answered[side]) for side in Side] if going_on else [],
        "now_said": quarter_said(now_on),
        "closes": date_said(closes_on(now_on)),
        "is_to_answer": is_open and not has_answered(by, now_on),
        "can_close": by.is_one_of(*LEADS) and going_on is not None and going_on.answered[Side.DRIVES] >= FEWEST,
        "sides": [side.label for side in Side],
        "gap": f"{GAP:g}",
        "fewest": FEWEST,
    }
    return shown(request, "coaching/programme_seen.html", context)


@open_to(LEADS)
@require_POST
def programme_close(request: SignedInRequest) -> HttpResponse:
    """Close this quarter's answers, so that they are shown."""
    try:
        close_views(by=request.actor, now=saying_for(request).now)
    except CannotAssess as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Closed. Everybody who was asked reads now what came out.")
    return see_other(reverse("programme-seen"))


def _finding_said(found: Finding) -> dict[str, Any]:
    gap = found.gap
    way = ""
    if gap is not None and abs(gap) >= GAP:
        way = "managers see it more rosily" if gap > 0 else "technicians see it more rosily"
    return {
        "subject": found.question.subject,
        "words": found.question.words[Side.DRIVES],
        "leads_words": found.question.words[Side.LEADS],
        "means": [f"{seen.mean:.1f}" if seen.mean is not None else "too few" for seen in _in_order(found)],
        "said": ", ".join(
            f"{side.label} {seen.mean:.1f}" for side in Side if (seen := found.seen[side]).mean is not None
        ),
        "gap": f"{round(gap, 1) or 0:+.1f}".replace("-", "−").replace("+0.0", "0") if gap is not None else "",
        "way": way,
        "next_step": found.question.next_step,
    }


def _in_order(found: Finding) -> list[Any]:
    return [found.seen[side] for side in Side]
