"""One candidate: who was asked to look, what they saw by criterion, what was decided and what follows from it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.present import working_here
from steadyhand.business.learning.actions.hiring.ask_rater import ask_rater
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.watch_hiring import erase_candidate
from steadyhand.business.learning.hiring.rules import Verdict, findings, leaning
from steadyhand.business.learning.queries.decided import Decision, decision_on
from steadyhand.business.learning.queries.hiring import (
    Asked,
    CandidateFacts,
    asked_for,
    candidate_called,
    cards_shown,
)
from steadyhand.business.people.queries import technicians_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import ALL, LEADS, UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.hiring.wording import VERDICT_LOOKS, finding_said, leaning_said
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import Saying, date_said, saying_for


class AskForm(OnceForm):
    use_required_attribute = False

    rater = forms.ChoiceField(label="Who else looks?", error_messages={"required": "Choose somebody."})

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rater"].choices = people  # type: ignore[attr-defined]  # a choice field


class BeganForm(OnceForm):
    use_required_attribute = False

    technician = forms.ChoiceField(
        label="They work here now, as", error_messages={"required": "Choose which technician they have become."}
    )

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technician"].choices = people  # type: ignore[attr-defined]  # a choice field


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def candidate(request: SignedInRequest, candidate_id: UUID) -> HttpResponse:
    """Show a candidate; POST asks a rater, says that they work here, or erases them."""
    saying, by = saying_for(request), request.actor
    found = candidate_called(by, candidate_id)
    if found is None:
        raise Http404
    asked, decision = asked_for(by, candidate_id), decision_on(by, candidate_id)
    do = request.POST.get("do", "")
    ask = AskForm(_raters(request, found, asked), request.POST if do == "ask" else None, auto_id="ask_%s")
    is_hired = decision is not None and decision.verdict in (Verdict.HIRE, Verdict.PATH)
    people = technicians_of(by.within(LEADS), on=saying.today, branch_id=found.branch_id) if is_hired else ()
    began = BeganForm(
        [(str(each.id), each.name) for each in people], request.POST if do == "began" else None, auto_id="began_%s"
    )
    erase = TapForm(request.POST if do == "erase" else None, auto_id="erase_%s")
    if request.method == "POST" and (answer := _done(request, do, ask, began, erase, found)):
        return answer
    form: OnceForm = {"began": began, "erase": erase}.get(do, ask)
    context = {
        "candidate": found,
        "until": date_said(found.keep_until),
        "asked": asked,
        "is_own_waiting": any(each.user_id == by.user_id and not each.is_in for each in asked),
        "is_asked": any(each.user_id == by.user_id for each in asked),
        "decision": _decision_said(decision, found, saying) if decision else None,
        "ask": ask,
        "began": began,
        "is_hired": is_hired and people and not found.technician_id,
        "needs_technician": is_hired and not people,
        "erase": erase,
        "form": form,
        **_seen(request, found, asked),
    }
    return shown(request, "hiring/candidate.html", context, status=UNPROCESSABLE if form.errors else 200)


def _done(
    request: SignedInRequest, do: str, ask: AskForm, began: BeganForm, erase: TapForm, found: CandidateFacts
) -> HttpResponse | None:
    by, now = request.actor, saying_for(request).now
    here = reverse("hiring-candidate", args=[found.id])

    def asks() -> None:
        ask_rater(by=by, candidate_id=found.id, user_id=UUID(ask.cleaned_data["rater"]), now=now)

    def begins() -> None:
        technician_id = UUID(began.cleaned_data["technician"])
        begin_work(by=by, candidate_id=found.id, technician_id=technician_id, now=now)

    if do == "ask" and done_once(request, ask, asks):
        messages.success(request, "Asked: it stands in their inbox, with the kit.")
        return see_other(here)
    if do == "began" and done_once(request, began, begins):
        messages.success(request, "Welcome. A week before each line of the path is due, you are reminded to check it.")
        return see_other(here)
    if do == "erase" and done_once(request, erase, lambda: erase_candidate(by=by, candidate_id=found.id, now=now)):
        messages.success(request, "Erased: name, scorecards, notes and reasons are gone for good.")
        return see_other(reverse("hiring-opening", args=[found.opening_id]))
    return None


def _raters(request: SignedInRequest, found: CandidateFacts, asked: tuple[Asked, ...]) -> list[tuple[str, str]]:
    known = {each.user_id for each in asked}
    people = working_here(request.actor.tenant_id, branch_id=found.branch_id, roles=ALL, at=saying_for(request).now)
    return [(str(each.id), each.name) for each in people if each.id not in known]


def _seen(request: SignedInRequest, found: CandidateFacts, asked: tuple[Asked, ...]) -> dict[str, Any]:
    """Return what raters saw, or why it isn't shown yet."""
    cards = cards_shown(request.actor, found.id)
    if cards is None:
        waiting = [each.name for each in asked if not each.is_in]
        return {"hidden": f"Not shown before it is in: {', '.join(waiting)}." if waiting else ""}
    if not cards:
        return {"findings": []}
    each = findings(found.kit, cards)
    return {
        "findings": [finding_said(one, found.kit, cards) for one in each],
        "leaning": leaning_said(leaning(each), each),
    }


def _decision_said(decision: Decision, found: CandidateFacts, saying: Saying) -> dict[str, Any]:
    titles = {each.code: each.title for each in found.kit.criteria}
    return {
        "row": decision,
        "word": decision.verdict.label,
        "kind": VERDICT_LOOKS[decision.verdict],
        "when": saying.when(decision.at),
        "reasons": [(titles.get(code, code), words) for code, words in decision.reasons.items()],
        "path": [
            {
                "step": step,
                "gap": titles.get(step.criterion, step.criterion),
                "due": date_said(step.due_on),
                "word": "checked" if step.checked_at else "to come",
                "kind": "done" if step.checked_at else "waiting",
            }
            for step in decision.path
        ],
    }
