"""Are all groups of candidates served alike? What frozen counts say of each step; the principal's page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.choose_fairness_questions import choose_fairness_questions
from steadyhand.business.learning.fairness.questions import LONGEST_QUESTION, RATHER_NOT, Asked, shipped_questions
from steadyhand.business.learning.fairness.reading import ENOUGH, Group, Says, StepRead
from steadyhand.business.learning.fairness.releasing import (
    FEWEST_ANSWERED,
    FEWEST_HIDDEN,
    FEWEST_IN_GROUP,
    POOLED,
)
from steadyhand.business.learning.queries.fairness import QuestionRead, fairness_read, questions_asked
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import UNPROCESSABLE, done_once
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import date_said, saying_for

# Whoever rates or decides would look for what one person answered. The principal answers for how the house hires.
MAY_SEE = frozenset({Role.PRINCIPAL})
SAYS_LOOKS = {Says.TOO_FEW: "waiting", Says.CHANCE: "done", Says.LOOK: "risk"}


class QuestionsForm(OnceForm):
    """Each question that may be asked: whether it is, and in which words."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None, asked: dict[str, Asked]) -> None:
        super().__init__(data)
        for each in shipped_questions():
            words = asked.get(each.code, each)
            self.fields[f"on_{each.code}"] = forms.BooleanField(
                label=f"Ask about {each.code}", required=False, initial=each.code in asked
            )
            self.fields[f"asks_{each.code}"] = forms.CharField(
                label="The question", required=False, max_length=LONGEST_QUESTION, initial=words.asks
            )
            self.fields[f"answers_{each.code}"] = forms.CharField(
                label="Its answers",
                required=False,
                initial="\n".join(words.answers),
                widget=forms.Textarea({"rows": 4}),
                help_text=f"A line each. “{RATHER_NOT}” is offered by itself.",
            )

    def groups(self) -> list[list[Any]]:
        """Return the three fields of each question."""
        return [[self[f"{part}_{each.code}"] for part in ("on", "asks", "answers")] for each in shipped_questions()]

    def asked(self) -> list[Asked]:
        """Return what is to be asked, once the form is valid."""
        facts = self.cleaned_data
        return [
            Asked(each.code, facts[f"asks_{each.code}"], tuple(facts[f"answers_{each.code}"].splitlines()))
            for each in shipped_questions()
            if facts[f"on_{each.code}"]
        ]


@open_to(MAY_SEE)
@require_http_methods(["GET", "POST"])
def fairness(request: SignedInRequest) -> HttpResponse:
    """Show what the releases of each question say; POST chooses the questions."""
    saying, by = saying_for(request), request.actor
    asked = {each.asked.code: each.asked for each in questions_asked(by.tenant_id)}
    form = QuestionsForm(request.POST or None, asked)

    def choose() -> None:
        choose_fairness_questions(by=by, asked=form.asked(), now=saying.now)

    if request.method == "POST" and done_once(request, form, choose):
        is_on = bool(form.asked())
        messages.success(request, "Kept. Candidates can be asked from now on." if is_on else "Nothing is asked now.")
        return see_other(reverse("hiring-fairness"))
    read = fairness_read(by)
    context = {
        "is_on": bool(asked),
        "read": [_question_said(each) for each in read if each.steps],
        "waiting": [each.asked.asks for each in read if not each.steps],
        "form": form,
        "fewest": {
            "answered": FEWEST_ANSWERED,
            "in_group": FEWEST_IN_GROUP,
            "hidden": FEWEST_HIDDEN,
            "one_in": round(1 / ENOUGH),
        },
    }
    return shown(request, "hiring/fairness.html", context, status=UNPROCESSABLE if form.errors else 200)


def _question_said(read: QuestionRead) -> dict[str, Any]:
    return {
        "id": read.id,
        "asks": read.asked.asks,
        "is_asked": read.is_asked,
        "days": [date_said(day) for day in read.releases],
        "steps": [_step_said(each, read.asked.answers) for each in read.steps],
    }


def _step_said(read: StepRead, answers: tuple[str, ...]) -> dict[str, Any]:
    return {
        "title": read.step.value.capitalize(),
        "word": read.says.value,
        "kind": SAYS_LOOKS[read.says],
        # The rule alone speaks where chance explains as much: said, and not made more of.
        "only_four_fifths": read.is_below_four_fifths and read.says is not Says.LOOK,
        "groups": [_group_said(each, answers) for each in read.groups],
    }


def _group_said(group: Group, answers: tuple[str, ...]) -> dict[str, Any]:
    share = group.interval
    return {
        "name": "Smaller groups together" if group.group == POOLED else answers[int(group.group)],
        "passed": group.passed,
        "n": group.n,
        "interval": f"{share.low:.0%} to {share.high:.0%}" if share else "",
        "ratio": f"{group.ratio:.0%}" if group.ratio is not None else "",
        "is_below": group.is_below_four_fifths,
        "chance": _chance_said(group.chance),
        "marked": ("less often than the others" if group.is_less else "more often") if group.is_marked else "",
    }


def _chance_said(chance: float | None) -> str:
    if chance is None:
        return ""
    return f"{chance:.0%}" if chance >= 0.01 else f"{chance:.1%}" if chance >= 0.001 else "less than 0.1%"  # noqa: PLR2004 - as many digits as say something
