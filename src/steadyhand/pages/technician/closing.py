"""The end of a visit: four things to say, and what became of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.calls.queries.attachments import attached_to
from steadyhand.business.calls.queries.brief import open_calls_here
from steadyhand.business.calls.queries.closing import ClosingFacts, closing_of
from steadyhand.business.calls.queries.day import DayVisit, is_for
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.settings import REOPEN_VISIT_MINUTES
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit, VisitHasMoved
from steadyhand.business.conversations.queries.handed import handed_on_call
from steadyhand.business.conversations.rules import HandedState
from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.machines.queries import find_parts, meters_of, readings_on
from steadyhand.business.machines.rules import Verdict
from steadyhand.business.stock.queries.requests import requests_of_call
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.while_there import while_there
from steadyhand.pages.common.attached import attached_said
from steadyhand.pages.common.composing.fields import Home
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kept import tapped_at
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.parts.wording import request_said
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.standings import VISIT_KINDS
from steadyhand.pages.common.told.asking import ask_who_told
from steadyhand.pages.common.told.handing import handed_said
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.pages.technician.brief import reading_said
from steadyhand.pages.technician.cards import card_of
from steadyhand.pages.technician.closing_form import ClosingForm
from steadyhand.pages.technician.lacked import lacked_said
from steadyhand.pages.technician.leaving import undo_offered, visit_or_404
from steadyhand.pages.technician.parts import with_next_quantity
from steadyhand.pages.technician.steps import FIELD
from steadyhand.pages.technician.suggested import ToSay, chosen_at_first, chosen_in, to_say, usual_parts
from steadyhand.pages.technician.while_there import also_said
from steadyhand.shared.once import do_once

# As long as the next page takes to load in a basement; ten seconds of toast follow.
JUST_NOW = timedelta(seconds=15)
ENDED = {
    VisitState.DONE: "Done, and the call is closed",
    VisitState.PARTS: "The call waits for a part",
    VisitState.IT: "The IT team has it now",
    VisitState.HANDS: "The call waits for a second pair of hands",
    VisitState.CANCELLED: "The customer cancelled; the desk plans again",
}


@open_to(FIELD)
@require_http_methods(["GET", "POST"])
@readable_today
def close(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Show the closing form; a whole answer closes the visit once."""
    visit, facts = visit_or_404(request, visit_id), closing_of(request.actor, visit_id)
    if facts is None:
        raise Http404
    is_mine = is_for(request.actor, visit_id)
    if not is_mine and not request.actor.is_one_of(*DESK):
        said = "This is a colleague's visit. Ask the desk if it should be yours."
        return turn_back(request, reverse("visit-brief", args=[visit_id]), said=said)
    if facts.state.is_over and request.method == "GET":
        return see_other(reverse("visit-closed", args=[visit_id]))
    saying = saying_for(request)
    if request.method == "GET":
        return _shown(request, facts, visit, saying, is_mine=is_mine)
    # Kept on a phone overnight, "I arrived at 14:10" is about the day on which it was typed.
    typed_on = saying.on(tapped_at(request, saying.now) or saying.now)
    form = _form(request, facts, saying, is_mine=is_mine, data=request.POST, typed_on=typed_on)
    if form.is_valid():
        try:
            return see_other(_close_once(request, form, visit_id, saying))
        except VisitHasMoved as moved:
            form.add_error(None, str(moved))
            # The page that says so shows the visit as it is now: who sends it again has seen that.
            form.data = request.POST.copy()
            form.data["version"] = str(visit_or_404(request, visit_id).version)
        except CannotMoveVisit as refused:
            form.add_error(None, str(refused))
    return _shown(request, facts, visit, saying, is_mine=is_mine, refused=form)


@open_to(FIELD)
@require_safe
def closed(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Show what was kept of a visit, and for some minutes the way back."""
    visit, facts = visit_or_404(request, visit_id), closing_of(request.actor, visit_id, with_fixes=False)
    if facts is None:
        raise Http404
    if not facts.state.is_over:
        return see_other(reverse("visit-close", args=[visit_id]))
    saying = saying_for(request)
    within = timedelta(minutes=value_of(request.actor.tenant_id, REOPEN_VISIT_MINUTES))
    until = facts.finished_at + within if facts.finished_at else None
    may_reopen = is_for(request.actor, visit_id) and until is not None and saying.now <= until
    corrections = {code.id: code.name for code in facts.corrections}
    return render(
        request,
        "technician/closed.html",
        {
            "card": card_of(visit, saying),
            "facts": facts,
            "ended": ENDED.get(facts.state, ""),
            "kind": VISIT_KINDS[facts.state],
            "correction": corrections.get(facts.correction_code_id) if facts.correction_code_id else "",
            "readings": _readings(request, facts),
            "attached": attached_said(attached_to(request.actor, [visit_id]).get(visit_id, []), saying),
            "reopen_until": saying.hour(until) if may_reopen else "",
            "undo": _closing_undo(facts, saying) if may_reopen else None,
            "form_key": new_key(),
            "draft": draft_of(visit_id),
            "parts_asked": [
                request_said(row, saying) for row in requests_of_call(request.actor, visit.call_id, now=saying.now)
            ],
            "waits_for_part": facts.state is VisitState.PARTS,
            "lacked": lacked_said(request, visit_id, facts.state),
        },
    )


def draft_of(visit_id: UUID) -> str:
    """Return the name under which a phone keeps what was typed."""
    return f"close-{visit_id}"


def _form(request: SignedInRequest, facts: ClosingFacts, saying: Saying, **how: Any) -> ClosingForm:
    meters = meters_of(request.actor, facts.machine_id, before_visit=facts.visit_id) if facts.machine_id else ()
    readings = readings_on(request.actor, facts.visit_id, facts.machine_id) if facts.machine_id else ()
    homes = _homes(facts.visit_id, is_mine=how["is_mine"])
    return ClosingForm(facts, meters, readings, saying, homes=homes, **how)


def _homes(visit_id: UUID, *, is_mine: bool) -> tuple[Home, ...]:
    """Return where a remark belongs that isn't for the customer: to whoever can do something about it."""
    stopped = Home("Something stops me", "risk", "carry", url=reverse("visit-stopped", args=[visit_id]))
    asked = Home("Ask for help", "phone", "carry", url=reverse("visit-help", args=[visit_id]))
    # A visit that ends so opens the part request; what stays inside goes along with it (flows/visit/left_open.py).
    part = Home("Ask for the part", "part", "move", into="stays_inside", tick=f"outcome={VisitState.PARTS}")
    inside = Home("Keep it inside", "lock", "move", into="stays_inside")
    return (stopped, *((asked,) if is_mine else ()), part, inside)


def _readings(request: SignedInRequest, facts: ClosingFacts) -> list[tuple[str, str, str, str]]:
    """Return label, count, what is special about it and what is doubtful."""
    readings = readings_on(request.actor, facts.visit_id, facts.machine_id) if facts.machine_id else ()
    return [
        (
            reading.label.capitalize(),
            f"{reading.shown:,}",
            "" if reading.verdict == Verdict.PLAUSIBLE else reading.verdict_label,
            reading.doubt,
        )
        for reading in readings
    ]


def _close_once(request: SignedInRequest, form: ClosingForm, visit_id: UUID, saying: Saying) -> str:
    """Close the visit, or find that this form has closed it already; return where to go on."""

    def do() -> dict[str, Any]:
        close_visit(
            by=request.actor,
            visit_id=visit_id,
            version=form.cleaned_data["version"],
            closing=form.closing(),
            readings=form.readings(),
            dismissed=form.dismissed(),
            why=form.cleaned_data.get("why", ""),
            now=saying.now,
            tapped_at=tapped_at(request, saying.now),
        )
        ask_who_told(request, at=saying.now)
        return {"go_on": reverse("visit-closed", args=[visit_id])}

    key = str(form.cleaned_data["form_key"])
    answer = do_once(tenant_id=request.actor.tenant_id, form_key=key, now=saying.now, do=do)
    return str(answer["go_on"])


def _shown(
    request: SignedInRequest,
    facts: ClosingFacts,
    visit: DayVisit,
    saying: Saying,
    *,
    is_mine: bool,
    refused: ClosingForm | None = None,
) -> HttpResponse:
    chosen = chosen_in(request.POST, facts) if refused else chosen_at_first(facts)
    say = to_say(request, facts, chosen, saying)
    form = refused or _form(request, facts, saying, is_mine=is_mine, at_first=chosen, initial=_initial(facts, say))
    form.suggest(told_customer=say.told, next_step=say.next_step)
    typed = request.GET.get("part", "")
    # The meters stand on this page anyway, so silent ones need no line of their own.
    also = while_there(
        by=request.actor, site_id=facts.site_id, machine_id=facts.machine_id, today=saying.today, now=saying.now
    )
    is_there = is_mine and facts.state is VisitState.ON_SITE
    open_calls = open_calls_here(request.actor, facts.visit_id)
    return render(
        request,
        "technician/close.html",
        {
            "form": form,
            "part_key": new_key(),
            "card": card_of(visit, saying),
            "also": also_said(replace(also, silent=()), open_calls, saying, machine=visit.machine, is_there=is_there),
            # What they haven't been told yet, and what must not be said any more.
            "handed": [
                handed_said(each, saying, by=request.actor)
                for each in handed_on_call(request.actor, visit.call_id)
                if each.state is HandedState.UNTRUE or (each.state is HandedState.STANDING and not each.passed_on_at)
            ],
            "is_mine": is_mine,
            "may_mark": request.actor.is_one_of(Role.TECHNICIAN),
            "to_say": say,
            "usual_parts": usual_parts(facts, chosen, request.POST),
            "meters": [
                (field, tick, reading_said(meter, saying), reverse("visit-meter", args=[visit.id, meter.id]))
                for field, tick, meter in form.bound_meters()
            ],
            "part_typed": typed,
            "parts_found": with_next_quantity(find_parts(request.actor, typed, family=facts.model_family), facts.parts),
            "draft": draft_of(visit.id),
            "undo": undo_offered(request),
        },
        status=422 if refused else 200,
    )


def _initial(facts: ClosingFacts, say: ToSay) -> dict[str, Any]:
    """Return what the form starts with: what was written before, else what may be suggested."""
    return {
        "version": facts.version,
        "form_key": new_key(),
        "told_customer": facts.told_customer or say.told,
        "stays_inside": facts.stays_inside,
        "next_step": facts.next_step or say.next_step,
    }


def _closing_undo(facts: ClosingFacts, saying: Saying) -> dict[str, Any] | None:
    """Return the toast on the page that follows a closing; later the button on the page is enough."""
    just_now = facts.finished_at is not None and saying.now - facts.finished_at < JUST_NOW
    if not just_now:
        return None
    return {
        "said": "Visit closed.",
        "url": reverse("visit-reopen", args=[facts.visit_id]),
        "fields": {"version": facts.version, "form_key": new_key()},
    }
