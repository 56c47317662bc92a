"""What is proposed for a truck is accepted or set aside, line by line or all at once, and taken back; reckoned anew."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.stock.actions.answer_levels import accept_lines, set_lines_aside, take_back_lines
from steadyhand.business.stock.actions.ask_for_levels import ask_for_levels
from steadyhand.business.stock.par.rules import CannotLevel, LineState
from steadyhand.business.stock.queries.proposals import lines_for, newest_proposals
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.place import place_or_404
from steadyhand.pages.common.stock.roles import WRITERS
from steadyhand.pages.common.stock.truck import UNDO
from steadyhand.shared.once import do_once

_DO: dict[str, tuple[Callable[..., int], str]] = {
    "accept": (accept_lines, "Accepted"),
    "aside": (set_lines_aside, "Set aside"),
    "back": (take_back_lines, "Taken back"),
}
STALE = "Nothing was done: the page had grown old. Look at the truck again and decide anew."


class AnswerForm(forms.Form):
    form_key = forms.UUIDField()
    what = forms.ChoiceField(choices=[(name, name) for name in _DO])
    # Parts that lie there now and stay: their levels are kept with the rest.
    with_stays = forms.BooleanField(required=False)


class KeyForm(forms.Form):
    form_key = forms.UUIDField()


@open_to(WRITERS)
@require_POST
def answer(request: SignedInRequest, place_id: UUID) -> HttpResponse:
    """Answer the lines that are ticked."""
    place, _ = place_or_404(request, place_id)
    here, by, saying = reverse("stock-truck", args=[place_id]), request.actor, saying_for(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return turn_back(request, here, said=STALE)
    what = form.cleaned_data["what"]
    ticked = {line_id for each in request.POST.getlist("line") if (line_id := uuid_or_none(each))}
    proposal = next((each for each in newest_proposals(by) if each.branch_id == place.branch_id), None)
    known = lines_for(by, proposal.id, place_id) if proposal else ()
    # A line of another truck or of an older proposal isn't ticked on this page.
    chosen = [line for line in known if line.id in ticked]
    if what == "accept" and form.cleaned_data["with_stays"]:
        chosen += [line for line in known if not line.is_change and line.state is LineState.OPEN]
    if not chosen:
        return turn_back(request, here, said=STALE if ticked else "Nothing was chosen: tick the lines that you mean.")
    do, said = _DO[what]
    ids = [str(line.id) for line in chosen]

    def answered() -> dict[str, Any]:
        return {"lines": do(by=by, line_ids=[UUID(each) for each in ids], now=saying.now)}

    try:
        done = do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=answered)
    except CannotLevel as refused:
        return turn_back(request, here, said=str(refused))
    count = done["lines"]
    if not count:
        return turn_back(request, here, said="Somebody has answered that already; what you see now is fresh.")
    words = f"{said}: {count} level{'s' if count > 1 else ''} of {place.name}."
    if what == "back":
        messages.success(request, words)
    else:
        fields = {"form_key": new_key(), "what": "back"}
        request.session[UNDO] = {"said": words, "url": reverse("stock-truck-answer", args=[place_id]), "fields": fields,
                                 "lines": ids}  # fmt: skip
    return see_other(here)


@open_to(WRITERS)
@require_POST
def reckon(request: SignedInRequest) -> HttpResponse:
    """Have levels reckoned now; the page says when they are there."""
    by, saying, form = request.actor, saying_for(request), KeyForm(request.POST)
    here = reverse("stock-trucks")
    if not form.is_valid():
        return turn_back(request, here, said="Nothing was reckoned: the page had grown old. Press the button again.")

    def do() -> dict[str, Any]:
        return {"branches": ask_for_levels(by=by, now=saying.now)}

    try:
        do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
    except CannotLevel as refused:
        return turn_back(request, here, said=str(refused))
    messages.success(request, "Being reckoned from the record: it takes a minute. Reload the page to see it.")
    return see_other(here)
