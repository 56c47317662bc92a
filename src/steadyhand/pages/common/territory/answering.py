"""The desk's side: which visits do technicians propose? Each is taken on, or declined with the reason."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.calls.actions.decline_proposed import decline_proposed
from steadyhand.business.calls.proposals.keeping import CannotAnswer
from steadyhand.business.calls.proposals.queries import Proposed, proposal_called, proposals_answered, proposals_waiting
from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.flows.visit.take_on_proposed import take_on_proposed
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.territory.page import proposal_said
from steadyhand.pages.common.territory.proposing import is_own
from steadyhand.shared.once import do_once

READERS = DESK | {Role.PRINCIPAL}
UNPROCESSABLE, FORBIDDEN = 422, 403
LONGEST = 500
# Answers of the last two weeks are shown below what waits.
ANSWERED_FOR = timedelta(days=14)


class AnswerProposalForm(OnceForm):
    """Yes needs nothing more; no needs the reason."""

    use_required_attribute = False

    do = forms.ChoiceField(choices=[("take_on", "Take it on"), ("decline", "Decline")], widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why not now?",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
        help_text="The technician reads it.",
        error_messages={"required": "Why not? The technician reads it, and knows what to do instead."},
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if data is not None and data.get("do") == "take_on":
            self.fields["why"].required = False


@open_to(READERS)
@require_safe
def proposed_visits(request: SignedInRequest) -> HttpResponse:
    """Show what waits for an answer, the soonest wish first, and what was answered lately."""
    by, saying = request.actor, saying_for(request)
    may_answer = by.is_one_of(*DESK)
    waiting = [_asked(each, saying, may_answer=may_answer) for each in proposals_waiting(by)]
    answered = [proposal_said(each, saying) for each in proposals_answered(by, since=saying.now - ANSWERED_FOR)]
    return shown(request, "territory/proposed_visits.html", {"waiting": waiting, "answered": answered})


@open_to(READERS | {Role.TECHNICIAN})
@require_http_methods(["GET", "POST"])
def proposed_visit(request: SignedInRequest, proposal_id: UUID) -> HttpResponse:
    """Show one, to whoever answers it and to whoever proposed it; take it on, or decline it."""
    by, saying = request.actor, saying_for(request)
    found = proposal_called(by, proposal_id)
    if found is None or not (by.is_one_of(*READERS) or is_own(request, found)):
        raise Http404
    may_answer = by.is_one_of(*DESK)
    form: AnswerProposalForm | None = None
    status = 200
    if request.method == "POST":
        form = AnswerProposalForm(request.POST)
        if not may_answer:
            form.is_valid()
            form.add_error(None, "Only the desk answers proposals; say it to them.")
            status = FORBIDDEN
        elif (said := _answered(request, found, form, saying)) is not None:
            messages.success(request, said)
            return see_other(reverse("proposed-visits"))
        else:
            status = UNPROCESSABLE
    asked = _asked(found, saying, may_answer=may_answer and found.is_waiting, form=form)
    context = {"asked": asked, "is_own": is_own(request, found)}
    return shown(request, "territory/proposed_visit.html", context, status=status)


def _answered(request: SignedInRequest, found: Proposed, form: AnswerProposalForm, saying: Saying) -> str | None:
    """Do what was sent, once, and say so; None where the form then says why not."""
    if not form.is_valid():
        return None
    by, is_yes = request.actor, form.cleaned_data["do"] == "take_on"

    def do() -> dict[str, Any]:
        if is_yes:
            return {"number": take_on_proposed(by=by, proposal_id=found.id, now=saying.now).number}
        decline_proposed(by=by, proposal_id=found.id, why=form.cleaned_data["why"], now=saying.now)
        return {}

    try:
        done = do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
    except CannotAnswer as refused:
        form.add_error(None if is_yes else "why", str(refused))
        return None
    if is_yes:
        return f"Call {done['number']} is taken; it is planned where a day has room, and {found.technician} knows."
    return f"Declined; {found.technician} reads why."


def _asked(
    each: Proposed, saying: Saying, *, may_answer: bool, form: AnswerProposalForm | None = None
) -> dict[str, Any]:
    said = proposal_said(each, saying)
    if not may_answer:
        return said | {"form": form}
    return said | {
        "may_answer": True,
        "form": form or AnswerProposalForm(auto_id=f"a-{each.id.hex}-%s"),
        "yes_key": said["form_key"],
        "is_open": form is not None,
    }
