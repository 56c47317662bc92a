"""While you're there: other open calls, maintenance, worn parts, silent meters, each one tap from being done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from steadyhand.business.calls.queries.brief import OpenCall
from steadyhand.business.calls.queries.maintenance import DueMachine
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.do_now import CannotDoNow, do_call_now, maintain_now
from steadyhand.flows.visit.while_there import WhileThere
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.upkeep import due_said
from steadyhand.pages.technician.leaving import visit_or_404, way_back
from steadyhand.shared.once import do_once

CALL, MACHINE = "call", "machine"


@dataclass(frozen=True, slots=True)
class AlsoHere:
    """One more thing that could be done: `do` is what its button sends, `url` where it stands already."""

    title: str
    said: str
    standing: str
    url: str = ""
    do: str = ""
    button: str = ""
    # Each form has a key of its own: doing one leaves the others to be done.
    form_key: str = field(default_factory=new_key)


class DoNowForm(forms.Form):
    """Which call or machine, and a key of its own."""

    kind = forms.ChoiceField(choices=[(CALL, CALL), (MACHINE, MACHINE)])
    id = forms.UUIDField()
    form_key = forms.UUIDField()


def also_said(
    also: WhileThere, open_calls: Sequence[OpenCall], saying: Saying, *, machine: str, is_there: bool
) -> list[AlsoHere]:
    """Return everything that could be done beside the call; a button only for who `is_there`."""
    listed = {call.id for call in open_calls}
    due = [each for each in also.due if each.open_call is None or each.open_call.call_id not in listed]
    return [
        *(_open_call(call, saying, is_there=is_there) for call in open_calls),
        *(_maintenance(each, saying, is_there=is_there) for each in due),
        *(
            AlsoHere(part.name, f"{part.pages:,} of {part.life_pages:,} pages. Look whether it lasts.", "nearly worn")
            for part in also.worn
        ),
        *(
            AlsoHere(
                f"{capfirst(meter.label)} meter",
                f"Last read {saying.day(saying.on(meter.last_at))}." if meter.last_at else "Nobody has ever read it.",
                f"silent, {machine}" if machine else "silent",
            )
            for meter in also.silent
        ),
    ]


@open_to({Role.TECHNICIAN})
@require_POST
def do_now(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Add a call or a maintenance to what the technician does here, once."""
    visit_or_404(request, visit_id)
    back, form, saying = way_back(request, visit_id), DoNowForm(_as_posted(request)), saying_for(request)
    if not form.is_valid():
        return turn_back(request, back, said="That tap didn't come through whole. Look again, then tap once more.")
    facts = form.cleaned_data

    def do() -> dict[str, Any]:
        by, now = request.actor, saying.now
        if facts["kind"] == CALL:
            do_call_now(by=by, visit_id=visit_id, call_id=facts["id"], now=now)
        else:
            maintain_now(by=by, visit_id=visit_id, machine_id=facts["id"], today=saying.today, now=now)
        return {}

    try:
        do_once(tenant_id=request.actor.tenant_id, form_key=str(facts["form_key"]), now=saying.now, do=do)
    except CannotDoNow as refused:
        return turn_back(request, back, said=str(refused))
    messages.success(request, "Added to your day. Finish here first, then go on with it.")
    return see_other(back)


def _as_posted(request: SignedInRequest) -> dict[str, Any]:
    kind, _, row_id = request.POST.get("what", "").partition(":")
    return {"kind": kind, "id": row_id, "form_key": request.POST.get("form_key", "")}


def _open_call(call: OpenCall, saying: Saying, *, is_there: bool) -> AlsoHere:
    who = f"{call.technician}, {saying.when(call.planned_for)}" if call.technician and call.planned_for else ""
    may_do = is_there and call.is_free
    return AlsoHere(
        title=call.machine or "No machine named",
        said=call.problem,
        standing=who or f"call {call.state.label}",
        url=reverse("visit-brief", args=[call.visit_id]) if call.visit_id else "",
        do=f"{CALL}:{call.id}" if may_do else "",
        button="Do it now" if may_do else "",
    )


def _maintenance(due: DueMachine, saying: Saying, *, is_there: bool) -> AlsoHere:
    planned = due.open_call.visit_id if due.open_call else None
    may_do = is_there and planned is None
    where = ", ".join(part for part in (due.serial, due.stands_where) if part)
    return AlsoHere(
        title=due.machine,
        said=f"{due_said(due, saying)}.{f' {where}.' if where else ''}",
        standing="maintenance due",
        url=reverse("visit-brief", args=[planned]) if planned else "",
        do=f"{MACHINE}:{due.machine_id}" if may_do else "",
        button="Do it now" if may_do else "",
    )
