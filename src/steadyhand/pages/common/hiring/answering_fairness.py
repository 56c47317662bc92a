"""Where answers about oneself come in: the candidate's own page behind their link, and an administrator's for papers.

Both only take: neither ever shows what was answered, or whether anything was.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.answer_fairness import answer_by_link, type_in_paper
from steadyhand.business.learning.actions.ask_about_fairness import PURPOSE
from steadyhand.business.learning.fairness.questions import RATHER_NOT
from steadyhand.business.learning.queries.fairness import QuestionAsked, questions_asked, tenant_asked_by
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.pages.common.doors import SignedInRequest, open_by_link, open_to
from steadyhand.pages.common.hiring.keeping import UNPROCESSABLE
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for, saying_of
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused

# Who types papers in; of them, whoever hires is refused.
TYPISTS = frozenset({Role.ADMINISTRATOR})


class AboutYouForm(forms.Form):
    """The questions, each with its answers and a way not to say; nothing has to be chosen."""

    use_required_attribute = False

    def __init__(self, questions: tuple[QuestionAsked, ...], data: QueryDict | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._questions = questions
        for each in questions:
            offered = [(str(place), words) for place, words in enumerate(each.asked.answers)]
            self.fields[f"q_{each.id}"] = forms.ChoiceField(
                label=each.asked.asks,
                required=False,
                choices=[*offered, ("", RATHER_NOT)],
                widget=forms.RadioSelect,
                initial="",
            )

    def answers(self) -> dict[UUID, int | None]:
        """Return each answer's place, once the form is valid."""
        given = {each.id: self.cleaned_data[f"q_{each.id}"] for each in self._questions}
        return {question_id: int(place) if place else None for question_id, place in given.items()}

    def questions(self) -> list[Any]:
        return [self[f"q_{each.id}"] for each in self._questions]


class PaperForm(AboutYouForm):
    """The same from a paper, with its code."""

    code = forms.CharField(
        label="Code on the paper", max_length=20, error_messages={"required": "Type the code that stands at the top."}
    )


@open_by_link(PURPOSE)
@require_http_methods(["GET", "POST"])
def about_you(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a candidate about themselves; POST keeps what they say, in place of what they said before."""
    now = read_clock()
    try:
        tenant_id = tenant_asked_by(token, now=now)
        questions = questions_asked(tenant_id)
        form = AboutYouForm(questions, request.POST if request.method == "POST" else None)
        is_kept = request.method == "POST" and form.is_valid() and bool(questions)
        if is_kept:
            answer_by_link(token, answers=form.answers(), now=now)
    except LinkRefused:
        return _private(render(request, "customer/gone.html", {"actor": None}, status=404))
    except CannotHire as refused:
        form.add_error(None, str(refused))
        is_kept = False
    firm = the_dealership(tenant_id)
    context = {
        "dealership": {"name": firm.name, "phone": saying_of(firm).phone(firm.phone), "clock": firm.clock},
        "actor": None,
        "form": form,
        "is_on": bool(questions),
        "is_kept": is_kept,
    }
    return _private(render(request, "hiring/about_you.html", context, status=UNPROCESSABLE if form.errors else 200))


@open_to(TYPISTS)
@require_http_methods(["GET", "POST"])
def papers(request: SignedInRequest) -> HttpResponse:
    """Show an empty paper; POST takes one in. Nothing that was typed in before is ever shown."""
    saying, by = saying_for(request), request.actor
    questions = questions_asked(by.tenant_id)
    form = PaperForm(questions, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            type_in_paper(by=by, code=form.cleaned_data["code"], answers=form.answers(), now=saying.now)
        except CannotHire as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, "Taken in. Shred the paper; it has no name and isn't needed any more.")
            return see_other(reverse("hiring-fairness-papers"))
    context = {"form": form, "is_on": bool(questions)}
    return shown(request, "hiring/fairness_papers.html", context, status=UNPROCESSABLE if form.errors else 200)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
