"""Which questions help technicians to see a need? The shipped library in the dealership's own words, and its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.needs.actions.set_questions import (
    CannotAsk,
    add_question,
    hide_question,
    reword_question,
    take_back_change,
)
from steadyhand.business.needs.queries.questions import Asked, all_questions, changes_made
from steadyhand.business.needs.rules import Sort
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.needs.routing import ROUTERS
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422
LONGEST_TYPED = 200


class AddForm(OnceForm):
    """A question of their own."""

    use_required_attribute = False

    sort = forms.ChoiceField(label="Helps to see", choices=[(sort.value, sort.label) for sort in Sort])
    words = forms.CharField(
        label="The question",
        max_length=LONGEST_TYPED,
        help_text="About how the customer's own work goes. It names no price and sells nothing.",
        error_messages={"required": "Write the question."},
    )


class RewordForm(OnceForm):
    """A question in other words."""

    use_required_attribute = False

    words = forms.CharField(
        label="In other words", max_length=LONGEST_TYPED, error_messages={"required": "Write the question, or hide it."}
    )
    read = forms.CharField(required=False, max_length=LONGEST_TYPED, widget=forms.HiddenInput)


@open_to(ROUTERS)
@require_http_methods(["GET", "POST"])
def questions(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, saying_for(request))
    do = request.POST.get("do", "")
    if do == "add":
        return _add(request)
    return _reword(request) if do == "reword" else _change(request, do)


def _add(request: SignedInRequest) -> HttpResponse:
    form, saying = AddForm(request.POST), saying_for(request)

    def add() -> None:
        facts = form.cleaned_data
        add_question(by=request.actor, sort=Sort(facts["sort"]), words=facts["words"], now=saying.now)

    if form.is_valid() and _done(request, form, saying, add):
        messages.success(request, "It is asked from now on.")
        return see_other(f"{reverse('need-questions')}#{form.cleaned_data['sort']}")
    return _page(request, saying, adding=form)


def _reword(request: SignedInRequest) -> HttpResponse:
    key, saying = request.POST.get("question", ""), saying_for(request)
    form = RewordForm(request.POST, prefix="reword")

    def reword() -> None:
        facts = form.cleaned_data
        reword_question(by=request.actor, key=key, words=facts["words"], opened=facts["read"], now=saying.now)

    if form.is_valid() and _done(request, form, saying, reword):
        messages.success(request, "Technicians read it in these words now.")
        return see_other(f"{reverse('need-questions')}#{key}")
    return _page(request, saying, rewording=(key, form))


def _change(request: SignedInRequest, do: str) -> HttpResponse:
    """Hide or show one, put its shipped words back, or undo the last change of one."""
    key, saying = request.POST.get("question", ""), saying_for(request)
    back = f"{reverse('need-questions')}#{key}"
    steps = {"hide": _hide, "show": _hide, "restore": _restore, "undo": _undo}
    if do not in steps:
        return turn_back(request, back, said="Nothing was changed: choose what to do with one of the questions.")
    try:
        said = steps[do](request, key, saying)
    except CannotAsk as refused:
        return turn_back(request, back, said=str(refused))
    messages.success(request, said)
    return see_other(back)


def _hide(request: SignedInRequest, key: str, saying: Saying) -> str:
    is_hidden = request.POST["do"] == "hide"
    hide_question(by=request.actor, key=key, is_hidden=is_hidden, now=saying.now)
    return "It is no longer asked." if is_hidden else "It is asked again."


def _restore(request: SignedInRequest, key: str, saying: Saying) -> str:
    every = all_questions(request.actor.tenant_id).values()
    asked = next((each for of_a_kind in every for each in of_a_kind if each.key == key), None)
    if asked is None or asked.is_own:
        raise CannotAsk("This question has no other words to go back to; look at the list anew.")
    reword_question(by=request.actor, key=key, words=asked.shipped_words, opened=asked.words, now=saying.now)
    return "It is asked as it was shipped."


def _undo(request: SignedInRequest, _key: str, saying: Saying) -> str:
    try:
        question_id, change_id = (UUID(request.POST.get(name, "")) for name in ("of", "change"))
    except ValueError:
        raise CannotAsk("Nothing was undone: look at the list anew.") from None
    take_back_change(by=request.actor, question_id=question_id, change_id=change_id, now=saying.now)
    return "Undone."


def _done(request: SignedInRequest, form: OnceForm, saying: Saying, act: Callable[[], None]) -> bool:
    """Do it once, and tell whether it was done; else the form says why not."""

    def do() -> dict[str, Any]:
        act()
        return {}

    try:
        do_once(tenant_id=request.actor.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
    except CannotAsk as refused:
        form.add_error("words", str(refused))
        return False
    return True


def _page(
    request: SignedInRequest,
    saying: Saying,
    *,
    adding: AddForm | None = None,
    rewording: tuple[str, RewordForm] | None = None,
) -> HttpResponse:
    key, refused = rewording or ("", None)
    every = all_questions(request.actor.tenant_id)
    known = {each.key for asked in every.values() for each in asked}
    context = {
        "kinds": [
            (sort, sort.label, [_said(each, refused if each.key == key else None) for each in asked])
            for sort, asked in every.items()
        ],
        # Above the list where what was to be reworded has gone: what was typed stays to be copied.
        "lost": refused if refused is not None and key not in known else None,
        "form": adding or AddForm(auto_id="add-%s"),
        "changes": [(each, saying.when(each.at)) for each in changes_made(request.actor.tenant_id)],
    }
    is_refused = adding is not None or rewording is not None
    return shown(request, "needs/questions.html", context, status=UNPROCESSABLE if is_refused else 200)


def _said(asked: Asked, refused: RewordForm | None) -> dict[str, Any]:
    return {"asked": asked, "reword": refused, "form_key": new_key()}
