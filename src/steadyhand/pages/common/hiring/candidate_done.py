"""What a button on a candidate's page does: one action each, and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from steadyhand.business.learning.actions.hiring.ask_rater import ask_rater
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.move_interview import move_interview
from steadyhand.business.learning.actions.hiring.take_up_again import take_up_again
from steadyhand.business.learning.actions.hiring.unask_rater import unask_rater
from steadyhand.business.learning.actions.hiring.undo_begin import undo_begin
from steadyhand.business.learning.actions.hiring.withdraw_candidate import withdraw_candidate
from steadyhand.business.learning.actions.watch_hiring import erase_candidate
from steadyhand.business.learning.queries.hiring import CandidateFacts
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.hiring.candidate_forms import (
    AskForm,
    BeganForm,
    Choices,
    MeetingForm,
    MoveForm,
    OfRaterForm,
    WithdrawForm,
)
from steadyhand.pages.common.hiring.keeping import TapForm, done_once
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm
from steadyhand.pages.common.saying import saying_for

WELCOME = "Welcome. A week before each line of the path is due, you are reminded to check it."


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a candidate's page; what was sent stands in the one it was sent with."""

    ask: AskForm
    move: MoveForm
    unask: OfRaterForm
    began: BeganForm
    undo: TapForm
    withdraw: WithdrawForm
    again: TapForm
    erase: TapForm

    def sent(self, do: str) -> OnceForm:
        """Return the form that was sent; the first one where nothing known was."""
        return getattr(self, do) if do in self.__slots__ else self.ask


def forms_of(request: SignedInRequest, raters: Choices, technicians: Choices, began_on: date) -> Forms:
    """Return all forms, the one that was sent with its data; `began_on` is the first day that is likely."""
    do = request.POST.get("do", "")

    def data(name: str) -> Any:
        return request.POST if do == name else None

    return Forms(
        ask=AskForm(raters, data("ask"), auto_id="ask_%s"),
        move=MoveForm(data("move"), auto_id="move_%s"),
        unask=OfRaterForm(data("unask"), auto_id="unask_%s"),
        began=BeganForm(technicians, began_on, data("began"), auto_id="began_%s"),
        undo=TapForm(data("undo"), auto_id="undo_%s"),
        withdraw=WithdrawForm(data("withdraw"), auto_id="withdraw_%s"),
        again=TapForm(data("again"), auto_id="again_%s"),
        erase=TapForm(data("erase"), auto_id="erase_%s"),
    )


def done(request: SignedInRequest, forms: Forms, found: CandidateFacts) -> HttpResponse | None:
    """Do what was sent, once, and go on; None: its form says why not."""
    do = request.POST.get("do", "")
    form = forms.sent(do)
    # What an action says of itself; a second press of the same button has only the general words.
    own: list[str] = []
    said, change = _changes(request, forms, found)[do] if do in forms.__slots__ else ("", None)
    if change is None or not form.is_valid():
        return None
    if isinstance(form, MeetingForm) and not form.knows_the_hour(saying_for(request)):
        return None
    if not done_once(request, form, lambda: own.append(str(change() or ""))):
        return None
    messages.success(request, " ".join(each for each in (said, *own) if each))
    if do == "erase":
        return see_other(reverse("hiring-opening", args=[found.opening_id]))
    return see_other(reverse("hiring-candidate", args=[found.id]))


def _changes(request: SignedInRequest, forms: Forms, found: CandidateFacts) -> dict[str, tuple[str, Callable[[], Any]]]:
    saying = saying_for(request)
    who: dict[str, Any] = {"by": request.actor, "candidate_id": found.id, "now": saying.now}
    ask, move, unask = forms.ask, forms.move, forms.unask
    return {
        "ask": (
            "Asked: it stands in their inbox, with the kit.",
            lambda: ask_rater(user_id=ask.rater_id(), meeting=ask.meeting(saying), **who),
        ),
        "move": (
            "Kept: it stands in their inbox, and the scorecard is asked for afterwards.",
            lambda: move_interview(user_id=move.cleaned_data["rater"], meeting=move.meeting(saying), **who),
        ),
        "unask": ("They needn't look any more.", lambda: unask_rater(user_id=unask.cleaned_data["rater"], **who)),
        "began": (WELCOME, lambda: _begin(forms.began, who)),
        "undo": ("Taken back, with all that followed from it.", lambda: undo_begin(**who)),
        "withdraw": (
            "Kept. Nobody is asked for a scorecard any more.",
            lambda: withdraw_candidate(why=forms.withdraw.cleaned_data["why"], **who),
        ),
        "again": ("Taken up again, where they stood.", lambda: take_up_again(**who)),
        "erase": (
            "Erased: name, scorecards, notes and reasons are gone for good.",
            lambda: erase_candidate(**who),
        ),
    }


def _begin(form: BeganForm, who: dict[str, Any]) -> str:
    return begin_work(technician_id=form.technician_id(), began_on=form.cleaned_data["began_on"], **who)
