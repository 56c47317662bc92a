"""They'd like to hear about something: what was asked on the phone, or on a customer's page, goes to who answers it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.calls.actions.answer_message import CannotAnswer
from steadyhand.business.calls.queries.call import CallFacts, call_facts
from steadyhand.business.calls.queries.messages import Message
from steadyhand.business.dealership.rules import DESK
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.needs.actions.note_need import CannotNote
from steadyhand.business.needs.queries.passed_on import asked_on_call
from steadyhand.business.needs.rules import Sort
from steadyhand.flows.need.pass_on import AskedFor, pass_on
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, turn_back
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.dispatcher.forms import AskedForForm
from steadyhand.pages.dispatcher.leaving import leave
from steadyhand.pages.dispatcher.steps import once

PLEASE_CALL = "please_call"
SORTS = tuple((sort.value, sort.label) for sort in Sort)


@open_to(DESK)
@require_POST
def asked_for(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Pass on what the customer asked for, once; what was typed stays as a draft until it was."""
    by, saying = request.actor, saying_for(request)
    if call_facts(by, call_id) is None:
        raise Http404
    back, form = reverse("call", args=[call_id]), AskedForForm(request.POST)
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return turn_back(request, back, said=f"Not passed on. {said}")
    facts = form.cleaned_data
    asked = AskedFor(
        call_id=call_id,
        sort=Sort(facts["sort"]),
        words=facts["words"],
        message_id=facts["message"],
        is_answer=facts["is_answer"],
    )

    def do() -> dict[str, Any]:
        done = pass_on(by=by, asked=asked, now=saying.now)
        return {"owner": done.owner, "was_known": done.was_known}

    try:
        done = once(request, saying, form, do)
    except (CannotNote, CannotAnswer, CannotHappen) as refused:
        return turn_back(request, back, said=str(refused))
    known = "had the same already, and knows that they asked" if done["was_known"] else "has it now"
    return leave(request, back, said=f"{done['owner']} {known}.", draft=draft_of(call_id, asked.message_id))


def draft_of(call_id: UUID, message_id: UUID | None) -> str:
    """Return under which name a form's words are kept until they have been passed on."""
    return f"asked-{message_id or call_id}"


def asking_of(call: CallFacts, *, message: Message | None = None) -> dict[str, Any]:
    """Return what the form needs: one for the call, and one for each message."""
    message_id = message.id if message else None
    return {
        "key": new_key(),
        "sorts": SORTS,
        "draft": draft_of(call.id, message_id),
        "message_id": message_id or "",
        # Whoever wants another time still waits for one.
        "is_answer": message is not None and message.kind == PLEASE_CALL,
    }


def passed_on_said(tenant_id: UUID, call: CallFacts, saying: Saying) -> list[dict[str, Any]]:
    """Return what was passed on from a call, in words."""
    return [
        {
            "what": each.sort.label,
            "owner": each.owner,
            "when": saying.when(each.at),
            "is_open": each.is_open,
            "url": reverse("followup", args=[each.followup_id]),
        }
        for each in asked_on_call(tenant_id, call.id)
    ]
