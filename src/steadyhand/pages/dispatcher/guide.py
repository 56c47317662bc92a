"""The phone guide: what the desk asks and tries, to read and to change."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.calls.actions.change_phone_steps import CannotChangeSteps, change_phone_steps
from steadyhand.business.calls.actions.change_question import CannotAsk, change_question
from steadyhand.business.calls.phone.guide import FIRST_TOPIC, LAST_TOPIC, Question, code_in_use
from steadyhand.business.calls.queries.call import CodeChoice, problem_codes
from steadyhand.business.calls.queries.phone_fixes import phone_figures
from steadyhand.business.calls.queries.phone_guide import QuestionKept, questions_kept, shipped_for, steps_kept
from steadyhand.business.dealership.rules import DESK, STEWARDS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.dispatcher.asking import COUNTED
from steadyhand.pages.dispatcher.guide_forms import QuestionForm, StepsForm
from steadyhand.pages.dispatcher.leaving import just_left, leave
from steadyhand.pages.dispatcher.steps import once

KEEPERS = DESK | STEWARDS
NEW = Question(key="", topic="", words="", answers=())


@open_to(KEEPERS)
@require_safe
def guide(request: SignedInRequest) -> HttpResponse:
    """Show every question and every problem's steps, and how the phone has helped."""
    saying = saying_for(request)
    codes = problem_codes(request.actor)
    own = steps_kept(request.actor)
    kept = questions_kept(request.actor)
    context = {
        "saying": saying,
        "questions": [_line(each, kept, codes) for each in kept],
        "problems": [
            (code, own[code.code] if code.code in own else shipped_for(code.code), code.code in own) for code in codes
        ],
        "figures": phone_figures(request.actor, since=saying.now - COUNTED, until=saying.now),
    }
    return render(request, "dispatcher/guide.html", context | just_left(request, now=saying.now))


@open_to(KEEPERS)
@require_http_methods(["GET", "POST"])
def guide_question(request: SignedInRequest) -> HttpResponse:
    """Change one question, or add one."""
    saying = saying_for(request)
    kept = questions_kept(request.actor)
    key = request.GET.get("key", "")
    found = next((each for each in kept if each.question.key == key), None)
    if key and found is None:
        raise Http404
    question = found.question if found else NEW
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        question=question,
        is_retired=found is not None and found.is_retired,
        topics=_topics(kept),
        codes=problem_codes(request.actor),
    )
    title = "Change a question" if found else "Add a question"
    if request.method == "GET" or not form.is_valid():
        return _form_page(request, saying, form, title)
    changed = form.question(question.key or f"own-{uuid4().hex[:12]}")

    def keep() -> dict[str, Any]:
        is_retired = form.cleaned_data["is_retired"]
        change_question(by=request.actor, question=changed, is_retired=is_retired, now=saying.now)
        return {"key": changed.key}

    try:
        once(request, saying, form, keep)
    except CannotAsk as reason:
        form.add_error(None, str(reason))
        return _form_page(request, saying, form, title)
    said = f"“{changed.words}” is kept; the next call asks it so."
    return leave(request, reverse("phone-guide"), said=said, draft=form.draft)


@open_to(KEEPERS)
@require_http_methods(["GET", "POST"])
def guide_steps(request: SignedInRequest) -> HttpResponse:
    """Change what is tried for one problem code."""
    saying = saying_for(request)
    wanted = request.GET.get("code", "")
    if not wanted:
        return see_other(reverse("phone-guide"))
    code = next((each for each in problem_codes(request.actor) if each.code == wanted), None)
    if code is None:
        raise Http404
    own = steps_kept(request.actor)
    steps = own.get(code.code, shipped_for(code.code))
    form = StepsForm(request.POST if request.method == "POST" else None, code=code, steps=steps)
    title = f"What is tried for “{code.name}”"
    if request.method == "GET" or not form.is_valid():
        return _form_page(request, saying, form, title)

    def keep() -> dict[str, Any]:
        change_phone_steps(by=request.actor, code=code.code, steps=form.steps, now=saying.now)
        return {"code": code.code}

    try:
        once(request, saying, form, keep)
    except CannotChangeSteps as reason:
        form.add_error(None, str(reason))
        return _form_page(request, saying, form, title)
    said = f"The steps for “{code.name}” are kept."
    return leave(request, reverse("phone-guide"), said=said, draft=form.draft)


def _form_page(request: SignedInRequest, saying: Saying, form: QuestionForm | StepsForm, title: str) -> HttpResponse:
    if not form.errors:
        form.begin_at("words" if isinstance(form, QuestionForm) else "lines")
    context = {"form": form, "title": title, "saying": saying}
    return render(request, "dispatcher/guide_form.html", context, status=422 if form.errors else 200)


def _line(kept: QuestionKept, others: tuple[QuestionKept, ...], codes: tuple[CodeChoice, ...]) -> dict[str, Any]:
    """Return a question as the list shows it: each answer with what it suggests and what it leads to."""
    in_use = [code.code for code in codes]
    names = {code.code: code.name for code in codes}
    first_of = {each.question.topic: each.question.words for each in reversed(others) if not each.is_retired}
    answers = []
    for answer in kept.question.answers:
        code = code_in_use(answer.codes, in_use)
        suggests = [names.get(code, ""), answer.urgency.label if answer.urgency else ""]
        suggests.append(answer.call_type.label if answer.call_type else "")
        answers.append((answer.words, [each for each in suggests if each], first_of.get(answer.then, "")))
    return {"kept": kept, "answers": answers}


def _topics(kept: tuple[QuestionKept, ...]) -> list[tuple[str, str]]:
    """Return the topics to choose from, each by its first question."""
    said: dict[str, str] = {}
    for each in kept:
        said.setdefault(each.question.topic, each.question.words)
    return [(topic, words) for topic, words in said.items() if topic not in (FIRST_TOPIC, LAST_TOPIC)]
