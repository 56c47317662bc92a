"""Taking a call while the caller is on the phone: one page, by keyboard, in under a minute."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.calls.queries.call import problem_codes
from steadyhand.business.calls.queries.calls_list import last_visits_at, open_calls_at
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.rules import DESK
from steadyhand.flows.visit.find_caller import CallerFound, find_caller
from steadyhand.flows.visit.know_caller import CallerKnown, CallerNotThere, know_caller
from steadyhand.flows.visit.take_call import CannotTakeCall, take_call
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.dispatcher.choosing import chosen_ids, machines_to_choose, said_of, uuid_or_none
from steadyhand.pages.dispatcher.forms import NewCallForm
from steadyhand.pages.dispatcher.leaving import leave
from steadyhand.shared.once import do_once

DRAFT = "new-call"
# As many as fit under the field without scrolling past the form.
MOST_FOUND = 8
# A number this long, with hardly anything else around it, is a phone rather than a serial.
PHONE_DIGITS = 7


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def new_call(request: SignedInRequest) -> HttpResponse:
    """Show the form, for whoever was chosen; on saving, take the call."""
    saying = saying_for(request)
    if request.method == "POST":
        return _take(request, saying)
    typed = request.GET.get("q", "").strip()
    found = _found(request, typed)
    if len(found) == 1 and found[0].kind != "call":
        return see_other(f"{reverse('new-call')}?{said_of(found[0])}")
    known, trouble = _known(request, request.GET, saying)
    form = _form(request, known, initial=_initial(request.GET, known))
    return _page(request, saying, form, typed=typed, found=found, trouble=trouble)


@open_to(DESK)
@require_safe
def new_call_found(request: SignedInRequest) -> HttpResponse:
    """Return what the typed text may mean, as lines to choose from."""
    typed = request.GET.get("q", "").strip()
    return render(request, "dispatcher/_found.html", {"typed": typed, "results": _results(_found(request, typed))})


@open_to(DESK)
@require_safe
def new_call_caller(request: SignedInRequest) -> HttpResponse:
    """Return the part of the form that says who it is, for whoever was chosen."""
    saying = saying_for(request)
    known, trouble = _known(request, request.GET, saying)
    form = _form(request, known, initial=_initial(request.GET, known))
    form.begin_at(form.caller_fields[0].name)
    context = _about(request, known) | {"form": form, "saying": saying, "trouble": trouble, "is_fresh": True}
    return render(request, "dispatcher/_caller.html", context)


def _take(request: SignedInRequest, saying: Saying) -> HttpResponse:
    known, trouble = _known(request, request.POST, saying)
    form = _form(request, known, data=request.POST)
    if trouble:
        form.add_error(None, trouble)
    if form.is_valid():
        try:
            taken = do_once(
                tenant_id=request.actor.tenant_id,
                form_key=form.key,
                now=saying.now,
                do=lambda: _take_call(request, form, known, saying),
            )
        except CannotTakeCall as reason:
            form.add_error(None, str(reason))
        else:
            said = f"Call {taken['number']} is taken."
            call_url = reverse("call", args=[taken["id"]])
            return leave(request, call_url, said=said, draft=DRAFT, trouble=taken["trouble"])
    return _page(request, saying, form, typed="", found=[], trouble="")


def _take_call(
    request: SignedInRequest, form: NewCallForm, known: CallerKnown | None, saying: Saying
) -> dict[str, Any]:
    said = form.cleaned_data
    taken = take_call(
        by=request.actor,
        problem=said["problem"],
        call_type=said["call_type"],
        urgency=said["urgency"],
        problem_code_id=uuid_or_none(said["problem_code"]),
        customer_id=known.customer.id if known else None,
        site_id=uuid_or_none(said["site"]) or (known.site.id if known and known.site else None),
        machine_id=said["machine"] if known else None,
        contact_id=uuid_or_none(said["contact"]),
        branch_id=uuid_or_none(said["branch"]),
        caller_name=said["caller_name"],
        caller_phone=said["caller_phone"],
        said_about_machine=said["said_about_machine"],
        purchase_order=said["purchase_order"],
        now=saying.now,
    )
    return {"id": str(taken.id), "number": taken.number, "trouble": taken.trouble}


def _found(request: SignedInRequest, typed: str) -> list[CallerFound]:
    return find_caller(by=request.actor, typed=typed, most=MOST_FOUND) if typed else []


def _results(found: list[CallerFound]) -> list[dict[str, Any]]:
    """Return lines to choose from: a call leads to its page, all else fills in the form."""
    return [
        {
            "kind": one.kind,
            "title": one.title,
            "detail": one.detail,
            "url": reverse("call", args=[one.id]) if one.kind == "call" else f"{reverse('new-call')}?{said_of(one)}",
            "caller_url": "" if one.kind == "call" else f"{reverse('new-call-caller')}?{said_of(one)}",
        }
        for one in found
    ]


def _known(request: SignedInRequest, said: MultiValueDict[str, str], saying: Saying) -> tuple[CallerKnown | None, str]:
    """Return who was chosen, or why that can't be."""
    ids = {name: row_id for name, row_id in chosen_ids(said).items() if name != "contact_id"}
    if not any(ids.values()):
        return None, ""
    try:
        known = know_caller(by=request.actor, now=saying.now, **ids)
    except CallerNotThere as reason:
        return None, str(reason)
    return known, ""


def _form(request: SignedInRequest, known: CallerKnown | None, **filled: Any) -> NewCallForm:
    return NewCallForm(known=known, branches=branches_of(request.actor), codes=problem_codes(request.actor), **filled)


def _initial(said: MultiValueDict[str, str], known: CallerKnown | None) -> dict[str, Any]:
    if known is None:
        return _guessed(said.get("said", "").strip())
    contact = said.get("contact", "")
    first = str(known.contacts[0].id) if len(known.contacts) == 1 else ""
    return {
        "customer": known.customer.id,
        "machine": known.machine.id if known.machine else None,
        "site": str(known.site.id) if known.site else "",
        "contact": contact or first,
    }


def _guessed(typed: str) -> dict[str, str]:
    """Return where to put what was typed in vain: a phone, a serial or a name."""
    digits = sum(letter.isdecimal() for letter in typed)
    letters = sum(letter.isalpha() for letter in typed)
    if digits >= PHONE_DIGITS and letters == 0:
        return {"caller_phone": typed}
    return {"said_about_machine": typed} if digits else {"caller_name": typed}


def _page(
    request: SignedInRequest,
    saying: Saying,
    form: NewCallForm,
    *,
    typed: str,
    found: list[CallerFound],
    trouble: str,
) -> HttpResponse:
    context = _about(request, form.known) | {
        "form": form,
        "saying": saying,
        "typed": typed,
        "results": _results(found),
        "trouble": trouble,
        "draft": DRAFT,
    }
    return render(request, "dispatcher/new_call.html", context, status=422 if form.errors else 200)


def _about(request: SignedInRequest, known: CallerKnown | None) -> dict[str, Any]:
    """Return what is worth knowing while they talk: what is open there already, and what was done last."""
    if known is None:
        return {"known": None}
    machine_id = known.machine.id if known.machine else None
    customer_id = known.customer.id
    return {
        "known": known,
        "open_calls": open_calls_at(request.actor, customer_id=customer_id, machine_id=machine_id),
        "last_visits": last_visits_at(request.actor, customer_id=customer_id, machine_id=machine_id),
        "machines": () if machine_id else machines_to_choose(request.actor, customer_id),
    }
