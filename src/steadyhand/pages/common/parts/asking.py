"""Asking for a part: from a visit, a call, or for a truck; one after the other until all are asked for."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.calls.queries.asking_parts import AskingFor, call_asking, visit_asking
from steadyhand.business.machines.queries import find_parts
from steadyhand.business.people.queries import technician_of_user, technicians_of
from steadyhand.business.stock.queries.requests import my_requests, requests_of_call
from steadyhand.business.stock.queries.shelves import where_is
from steadyhand.business.stock.requests.rules import LONGEST_WORDS, MOST_OF_ONE, CannotAnswer
from steadyhand.flows.visit.request_part import request_part
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.parts.roles import ASKERS, PARTS_DESK
from steadyhand.pages.common.parts.wording import request_said
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.record.forms import day, one_of
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.stock.finding import PartForm
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.actor import Actor
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422
_TOO_MANY = f"Type a whole number from 1 to {MOST_OF_ONE}."


class AskForPartForm(PartForm):
    """Which part, how many, why, and until when."""

    quantity = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=MOST_OF_ONE,
        initial=1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _TOO_MANY),
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=LONGEST_WORDS,
        help_text="What is worn or broken. The parts desk decides by it; no customer reads it.",
        widget=forms.Textarea({"rows": 2}),
    )
    wanted_on = day("Wanted by", help_text="Empty: as soon as can be.")

    field_order = ("find", "part", "quantity", "reason", "wanted_on")


class ForTruckForm(AskForPartForm):
    """The same, for somebody's truck or for the shelf."""

    technician = one_of("For whose truck", none="For the shelf")

    field_order = ("find", "part", "quantity", "technician", "reason", "wanted_on")


@open_to(ASKERS)
@require_http_methods(["GET", "POST"])
@readable_today
def ask_on_visit(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Ask for what a visit needs; it goes onto the truck of whoever goes there."""
    about = visit_asking(request.actor, visit_id)
    if about is None:
        raise Http404
    is_field = not request.actor.is_one_of(*(ASKERS - {"technician"}))
    back = reverse("visit-brief", args=[visit_id]) if is_field else reverse("call", args=[about.call_id])
    return _page(request, about=about, back=(back, about.customer or f"Call {about.call_number}"))


@open_to(ASKERS)
@require_http_methods(["GET", "POST"])
def ask_on_call(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Ask for what a call needs, from the desk."""
    about = call_asking(request.actor, call_id)
    if about is None:
        raise Http404
    return _page(request, about=about, back=(reverse("call", args=[call_id]), f"Call {about.call_number}"))


@open_to(ASKERS)
@require_http_methods(["GET", "POST"])
@readable_today
def ask_for_truck(request: SignedInRequest) -> HttpResponse:
    """Ask for a part that belongs to no call: one's own truck, or, at the desk, anybody's or the shelf."""
    is_desk = request.actor.is_one_of(*PARTS_DESK)
    back = (reverse("part-requests"), "Parts asked for") if is_desk else (reverse("my-parts"), "Parts I asked for")
    return _page(request, about=None, back=back)


def _page(request: SignedInRequest, *, about: AskingFor | None, back: tuple[str, str]) -> HttpResponse:
    by, saying = request.actor, saying_for(request)
    if request.headers.get("HX-Request") == "true" and request.method == "GET":
        typed = request.GET.get("find", "").strip()
        return render(request, "stock/_parts_found.html", {"found": find_parts(by, typed), "typed": typed})
    own = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    form = _form(request, about=about, own=own, saying=saying)
    if request.method == "POST" and form.is_valid() and form.chosen is not None:
        facts = form.cleaned_data
        name = form.chosen.name

        def do() -> dict[str, Any]:
            request_part(
                by=by,
                parts={facts["part"]: facts["quantity"]},
                visit_id=about.visit_id if about else None,
                call_id=about.call_id if about else None,
                technician_id=None if about else facts.get("technician", own),
                reason=facts["reason"],
                wanted_on=facts["wanted_on"],
                now=saying.now,
            )
            return {"said": f"Asked for: {facts['quantity']} × {name}. The parts desk has it."}

        try:
            done = do_once(tenant_id=by.tenant_id, form_key=str(facts["form_key"]), now=saying.now, do=do)
        except CannotAnswer as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(done["said"]))
            # The next one of the same call follows at once; the list below says what is asked for already.
            return see_other(request.path)
    return shown(
        request,
        "parts_desk/ask.html",
        {
            "about": about,
            "form": form,
            "found": form.found or ((form.chosen,) if form.chosen else ()),
            "chosen": form.chosen,
            "places": _places(by, form, saying),
            "back": back[0],
            "back_said": back[1],
            "asked": [request_said(row, saying) for row in _asked(by, about, own, saying)],
        },
        status=UNPROCESSABLE if form.errors else 200,
    )


def _form(request: SignedInRequest, *, about: AskingFor | None, own: UUID | None, saying: Saying) -> AskForPartForm:
    by, data = request.actor, request.POST if request.method == "POST" else None
    asked = request.GET
    initial = {"part": uuid_or_none(asked.get("part", "")), "find": asked.get("find", "").strip()}
    filled: dict[str, Any] = {name: value for name, value in initial.items() if value}
    if asked.get("quantity", "").isdecimal():
        filled["quantity"] = asked["quantity"]
    if about is not None or not by.is_one_of(*PARTS_DESK):
        return AskForPartForm(data, by=by, initial=filled)
    form = ForTruckForm(data, by=by, initial=filled | ({"technician": str(own)} if own else {}))
    people = [(each.id, each.name) for each in technicians_of(by, on=saying.today)]
    field: Any = form.fields["technician"]
    field.choices = [("", "For the shelf"), *people]
    return form


def _asked(by: Actor, about: AskingFor | None, own: UUID | None, saying: Saying) -> list[Any]:
    if about is not None:
        return list(requests_of_call(by, about.call_id, now=saying.now))
    mine = my_requests(by, technician_id=own, now=saying.now)
    return [row for row in mine if row.call_id is None and row.state.is_open]


def _places(by: Actor, form: AskForPartForm, saying: Saying) -> list[str]:
    """Return where the part lies that is chosen: whoever asks may see that it is in the next van."""
    if form.chosen is None:
        return []
    rows = where_is(by, [form.chosen.id], now=saying.now)[form.chosen.id]
    return [f"{row.on_hand} at {row.place_name}" for row in rows]
