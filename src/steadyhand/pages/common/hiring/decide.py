"""Decide about a candidate: hire, hire with a dated path, keep warm or no, with reasons by criterion."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.hiring.decide import Decided, decide
from steadyhand.business.learning.hiring.kit import Criterion, Kit
from steadyhand.business.learning.hiring.rules import (
    Finding,
    PathLine,
    Seen,
    Verdict,
    due_after,
    findings,
    leaning,
)
from steadyhand.business.learning.queries.hiring import candidate_called, cards_shown
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS, UNPROCESSABLE, done_once
from steadyhand.pages.common.hiring.wording import finding_said, leaning_said
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import DayInput, OnceForm, shown
from steadyhand.pages.common.saying import saying_for

WAYS = [("module", "a module"), ("certificate", "a course or certificate"), ("mentor", "a mentor")]


class DecideForm(OnceForm):
    """A verdict and why; a reason for each criterion, and a line of a path for each that can be learnt."""

    use_required_attribute = False

    verdict = forms.ChoiceField(
        label="What is decided",
        widget=forms.RadioSelect,
        choices=[(each.value, each.label.capitalize()) for each in Verdict],
        error_messages={"required": "Choose one of the four."},
    )
    why = forms.CharField(
        label="Why, as you could say it to them",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why, in a sentence that you could say to the candidate."},
    )

    def __init__(self, kit: Kit, initials: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=initials, **kwargs)
        self._kit = kit
        for each in kit.criteria:
            self.fields[f"reason_{each.code}"] = forms.CharField(label="A reason", required=False, max_length=300)
            if each.learn_weeks:
                self._add_line(each)

    def _add_line(self, each: Criterion) -> None:
        fields: dict[str, forms.Field] = {
            "on": forms.BooleanField(label="On the path", required=False),
            "way": forms.ChoiceField(label="Learnt by", choices=WAYS, required=False),
            "with": forms.CharField(label="Which one, or with whom", required=False, max_length=200),
            "due": forms.DateField(
                label="There by", required=False, widget=DayInput, help_text=f"Usually {each.learn_weeks} weeks."
            ),
            "check": forms.CharField(label="How it will be checked", required=False, max_length=300),
        }
        for part, field in fields.items():
            self.fields[f"{part}_{each.code}"] = field

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self._kit.criteria:
            if facts.get(f"on_{each.code}") and not facts.get(f"due_{each.code}"):
                self.add_error(f"due_{each.code}", "Say by which day it will be there.")
        return facts

    def decided(self) -> Decided:
        facts = self.cleaned_data
        return Decided(
            verdict=Verdict(facts["verdict"]),
            why=facts["why"],
            reasons={each.code: facts[f"reason_{each.code}"] for each in self._kit.criteria},
            path=[
                PathLine(
                    each.code,
                    facts[f"way_{each.code}"] or WAYS[0][0],
                    facts[f"with_{each.code}"],
                    facts[f"due_{each.code}"],
                    facts[f"check_{each.code}"],
                )
                for each in self._kit.criteria
                if facts.get(f"on_{each.code}")
            ],
        )

    def lines_of(self, code: str) -> list[Any]:
        """Return the fields of a criterion's line on the path; none for what has to be brought along."""
        names = [f"{part}_{code}" for part in ("on", "way", "with", "due", "check")]
        return [self[name] for name in names if name in self.fields]


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def decide_about(request: SignedInRequest, candidate_id: UUID) -> HttpResponse:
    """Show what raters saw beside the form; POST decides."""
    saying, by = saying_for(request), request.actor
    found = candidate_called(by, candidate_id)
    if found is None:
        raise Http404
    cards = cards_shown(by, candidate_id)
    seen = findings(found.kit, cards or ())
    initials = {
        f"due_{each.criterion.code}": due_after(saying.today, each.criterion)
        for each in seen
        if each.criterion.learn_weeks
    }
    form = DecideForm(found.kit, initials, request.POST or None)

    def do() -> UUID:
        return decide(by=by, candidate_id=candidate_id, decided=form.decided(), now=saying.now)

    if request.method == "POST" and done_once(request, form, do):
        messages.success(request, "Decided. A later decision replaces this one; both stay to be read.")
        return see_other(reverse("hiring-candidate", args=[candidate_id]))
    context = {
        "candidate": found,
        "may_decide": bool(cards) and not found.technician_id and not found.erased_at,
        "leaning": leaning_said(leaning(seen), seen) if cards else "",
        "criteria": [
            {
                "said": finding_said(each, found.kit, cards or ()),
                "reason": form[f"reason_{each.criterion.code}"],
                "line": form.lines_of(each.criterion.code),
                "is_gap": _is_open(each, form),
            }
            for each in seen
        ],
        "form": form,
    }
    return shown(request, "hiring/decide.html", context, status=UNPROCESSABLE if form.errors else 200)


def _is_open(found: Finding, form: DecideForm) -> bool:
    """Tell whether a criterion's line is shown unfolded: there is a gap, or somebody has ticked it."""
    return found.seen in (Seen.GAP, Seen.APART) or bool(form.data.get(f"on_{found.criterion.code}"))
