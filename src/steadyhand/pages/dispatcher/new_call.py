"""Taking a call while the caller is on the phone: one page, by keyboard, in under a minute."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.calls.queries.call import problem_codes
from steadyhand.business.dealership.branches import branch_of, branches_of
from steadyhand.business.dealership.rules import DESK
from steadyhand.flows.visit.find_caller import find_caller
from steadyhand.flows.visit.know_caller import CallerKnown, CallerNotThere, know_caller
from steadyhand.flows.visit.take_call import ArrivalPromised, CannotTakeCall, take_call
from steadyhand.flows.visit.warn_first import warn_for_caller
from steadyhand.pages.common.composing.kept import kept_in
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.told.asking import ask_who_told
from steadyhand.pages.dispatcher.asking import Asked, ask
from steadyhand.pages.dispatcher.beside import MOST_FOUND, about_caller, found_there
from steadyhand.pages.dispatcher.choosing import chosen_ids, only_machine, said_of, uuid_or_none
from steadyhand.pages.dispatcher.day_times import DayTimes, by_the_plan, day_times, is_by_the_plan
from steadyhand.pages.dispatcher.forms import NewCallForm
from steadyhand.pages.dispatcher.leaving import leave, sent_forms
from steadyhand.pages.dispatcher.promising import (
    NotAPromise,
    OffersSaid,
    is_warned_of,
    offers_to_caller,
    promised_by,
    warned_said,
)
from steadyhand.shared.once import do_once

DRAFT = "new-call"
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
    found = find_caller(by=request.actor, typed=typed, most=MOST_FOUND) if typed else []
    if len(found) == 1 and found[0].kind != "call":
        return see_other(f"{reverse('new-call')}?{said_of(found[0])}")
    known, trouble = _known(request, request.GET, saying)
    asked = ask(request.actor, known, {}, now=saying.now)
    initial = _initial(request.GET, known) | asked.fills | {"suggested": asked.suggested}
    form = _form(request, known, asked=asked, initial=initial)
    return _page(request, saying, form, asked, typed=typed, trouble=trouble)


@open_to(DESK)
@require_safe
def new_call_found(request: SignedInRequest) -> HttpResponse:
    """Return what the typed text may mean, as lines to choose from, and what is known of the first."""
    saying = saying_for(request)
    typed = request.GET.get("q", "").strip()
    return render(request, "dispatcher/_found.html", found_there(request.actor, typed, saying))


@open_to(DESK)
@require_safe
def new_call_caller(request: SignedInRequest) -> HttpResponse:
    """Return the part of the form that says who it is, for whoever was chosen."""
    saying = saying_for(request)
    known, trouble = _known(request, request.GET, saying)
    form = _form(request, known, initial=_initial(request.GET, known))
    if known is None:
        form.begin_at(_first_empty(form))
    context = about_caller(request.actor, known, now=saying.now)
    context |= {"form": form, "saying": saying, "trouble": trouble, "is_fresh": True}
    return render(request, "dispatcher/_caller.html", context)


@open_to(DESK)
@require_POST
def new_call_fault(request: SignedInRequest) -> HttpResponse:
    """Return the part of the form that says what is wrong, with the answer just given taken over; keeps nothing.

    Once nothing more is asked and every time that is offered lies beyond the contract's term, the service manager hears
    of it: before the desk can say one.
    """
    saying = saying_for(request)
    known, _ = _known(request, request.POST, saying)
    asked = ask(request.actor, known, request.POST, ticked=request.POST.getlist("phone_steps"), now=saying.now)
    form = _asking_form(request, known, asked)
    _begin(form, asked, request.POST)
    context = about_caller(request.actor, known, now=saying.now) | {"form": form, "saying": saying, "asked": asked}
    context["offered"] = offered = _offered(request, form, asked, saying)
    if offered is not None and not asked.choices:
        context["warned"] = _warn_of_all(request, form, offered, saying)
    # Whoever has just chosen a caller goes on with the questions, unless the machine is still to be chosen.
    context["has_keys"] = context["is_answer"] = True
    context["begins"] = "answer" in request.POST or ("begin" in request.POST and not context.get("machines"))
    return render(request, "dispatcher/_fault.html", context)


@open_to(DESK)
@require_POST
def new_call_times(request: SignedInRequest) -> HttpResponse:
    """Return the best times by the day's plan, by what the form says now; keeps nothing."""
    saying = saying_for(request)
    known, _ = _known(request, request.POST, saying)
    return render(request, "dispatcher/_day_times.html", {"day_times": _by_the_plan(request, known, saying)})


def _by_the_plan(request: SignedInRequest, known: CallerKnown | None, saying: Saying) -> DayTimes:
    said = {name: request.POST.get(name, "") for name in ("problem_code", "call_type", "urgency", "branch")}
    return day_times(request.actor, known, said, problem_codes(request.actor), _there(request, known, saying))


def _take(request: SignedInRequest, saying: Saying) -> HttpResponse:
    known, trouble = _known(request, request.POST, saying)
    asked = ask(request.actor, known, request.POST, ticked=request.POST.getlist("phone_steps"), now=saying.now)
    if "answer" in request.POST or "again" in request.POST:
        # Without scripts an answer sends the whole form: nothing is taken yet.
        return _page(request, saying, _asking_form(request, known, asked), asked, trouble=trouble)
    if "times" in request.POST:
        # As does asking for times by the day's plan.
        times = _by_the_plan(request, known, saying)
        return _page(request, saying, _asking_form(request, known, asked), asked, trouble=trouble, times=times)
    form = _form(request, known, data=request.POST, asked=asked)
    if trouble:
        form.add_error(None, trouble)
    if form.is_valid():
        try:
            pressed = form.cleaned_data["promise"]
            promised = (
                by_the_plan(pressed, saying.now)
                if is_by_the_plan(pressed)
                else promised_by(form, _there(request, known, saying))
            )
            warned = _warn_first(request, form, known, promised, saying)
            if warned:
                return _page(request, saying, form, asked, trouble="", warned=warned)
            taken = do_once(
                tenant_id=request.actor.tenant_id,
                form_key=form.key,
                now=saying.now,
                do=lambda: _take_call(request, form, known, promised, saying),
            )
        except CannotTakeCall as reason:
            form.add_error(None, str(reason))
        except NotAPromise as reason:
            form.add_error(reason.field if reason.field != "promise" else None, str(reason))
        else:
            call_url = reverse("call", args=[taken["id"]])
            said, trouble = taken["said"], taken["trouble"]
            return leave(request, call_url, said=said, draft=DRAFT, trouble=trouble, form_key=form.key)
    return _page(request, saying, form, asked, trouble="")


def _warn_of_all(request: SignedInRequest, form: NewCallForm, offered: OffersSaid, saying: Saying) -> str:
    """Tell the service manager where even the earliest time on offer is late; return what the page says of it."""
    first = next(iter(offered.offers), None)
    key = uuid_or_none(request.POST.get("form_key", ""))
    if first is None or key is None or not first.beyond_term:
        return ""
    by_at, problem = datetime.fromisoformat(first.value), str(form["problem"].value() or "")
    warned = warn_for_caller(by=request.actor, key=key, known=form.known, problem=problem, by_at=by_at, now=saying.now)
    if warned is None or not warned.is_needed:
        return ""
    form.warn_of(by_at)
    return warned_said(warned, button="")


def _warn_first(
    request: SignedInRequest,
    form: NewCallForm,
    known: CallerKnown | None,
    promised: ArrivalPromised | None,
    saying: Saying,
) -> str:
    """Tell the service manager of a time beyond the contract before it is said; return what the page says of it."""
    if promised is None or is_warned_of(form.cleaned_data["warned_of"], promised.by_at):
        return ""
    problem = form.cleaned_data["problem"]
    key = form.cleaned_data["form_key"]
    warned = warn_for_caller(
        by=request.actor, key=key, known=known, problem=problem, by_at=promised.by_at, now=saying.now
    )
    if warned is None or not warned.is_needed:
        return ""
    form.warn_of(promised.by_at)
    return warned_said(warned)


def _take_call(
    request: SignedInRequest,
    form: NewCallForm,
    known: CallerKnown | None,
    promised: ArrivalPromised | None,
    saying: Saying,
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
        tried=form.tried,
        dismissed=kept_in(form.data, "told_customer"),
        promise=promised,
        now=saying.now,
    )
    is_fixed = form.tried is not None and form.tried.was_fixed
    if is_fixed:
        ask_who_told(request, at=saying.now)
    done = (
        "is closed: fixed on the phone. The board says when to ask whether it still works" if is_fixed else "is taken"
    )
    alerted = f" It is after hours: {taken.alerted} has been alerted." if taken.alerted else ""
    promise = f" Promised: {taken.promised}." if taken.promised else ""
    managers = (
        f" It lies beyond the contract's term: {', '.join(taken.beyond_term)} knows." if taken.beyond_term else ""
    )
    said_now = f"Call {taken.number} {done}.{promise}{managers}{alerted}"
    return {"id": str(taken.id), "said": said_now, "trouble": taken.trouble}


def _there(request: SignedInRequest, known: CallerKnown | None, saying: Saying) -> Saying:
    """Return the words by the clock of the branch that is called, for a time that is written by hand."""
    at = branch_of(request.actor, known.customer.branch_id) if known else None
    return saying.there(at.zone) if at else saying


def _known(request: SignedInRequest, said: MultiValueDict[str, str], saying: Saying) -> tuple[CallerKnown | None, str]:
    """Return who was chosen, or why that can't be."""
    ids = {name: row_id for name, row_id in chosen_ids(said).items() if name != "contact_id"}
    if not any(ids.values()):
        return None, ""
    if request.method == "GET" and not said.get("machine"):
        ids["machine_id"] = only_machine(request.actor, customer_id=ids["customer_id"], site_id=ids["site_id"])
    try:
        known = know_caller(by=request.actor, now=saying.now, **ids)
    except CallerNotThere as reason:
        return None, str(reason)
    return known, ""


def _form(
    request: SignedInRequest, known: CallerKnown | None, *, asked: Asked | None = None, **filled: Any
) -> NewCallForm:
    return NewCallForm(
        known=known,
        branches=branches_of(request.actor),
        codes=asked.codes if asked else problem_codes(request.actor),
        steps=asked.steps if asked else (),
        **filled,
    )


def _asking_form(request: SignedInRequest, known: CallerKnown | None, asked: Asked) -> NewCallForm:
    """Return the form as it was sent, with what the answers fill in."""
    sent: dict[str, Any] = {name: request.POST[name] for name in NewCallForm.base_fields if name in request.POST}
    sent |= {"phone_steps": request.POST.getlist("phone_steps"), "answers": asked.answers, "suggested": asked.suggested}
    return _form(request, known, asked=asked, initial=sent | asked.fills)


def _begin(form: NewCallForm, asked: Asked, said: MultiValueDict[str, str]) -> None:
    """Put the cursor into the problem once everything is asked; until then the template puts it on the answers."""
    if "answer" in said and not asked.choices:
        form.begin_at("problem")


def _first_empty(form: NewCallForm) -> str:
    names = [field.name for field in form.caller_fields]
    return next((name for name in names if not form.initial.get(name)), names[0])


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


def _offered(request: SignedInRequest, form: NewCallForm, asked: Asked, saying: Saying) -> OffersSaid | None:
    """Return the times to offer, and let the form say when they were; none before anybody is chosen or said."""
    if form.known is None and not (request.method == "POST" or request.GET.get("said")):
        return None
    said = {name: form[name].value() for name in ("problem_code", "call_type", "urgency", "branch")}
    offered = offers_to_caller(request.actor, form.known, said, asked.codes, saying)
    if offered is not None:
        form.offer_at(offered.at)
    return offered


def _page(
    request: SignedInRequest,
    saying: Saying,
    form: NewCallForm,
    asked: Asked,
    *,
    typed: str = "",
    trouble: str,
    warned: str = "",
    times: DayTimes | None = None,
) -> HttpResponse:
    offered = _offered(request, form, asked, saying)
    context = about_caller(request.actor, form.known, now=saying.now) | {"offered": offered, "warned": warned}
    context["day_times"] = times
    context |= found_there(request.actor, typed, saying) if typed else {"results": []}
    # Before anybody is chosen a digit is the beginning of a serial, even if it comes before the cursor does.
    context["has_keys"] = form.known is not None
    context |= {"form": form, "asked": asked, "typed": typed, "trouble": trouble, "draft": DRAFT, "saying": saying}
    context["sent_forms"] = sent_forms(request)
    return render(request, "dispatcher/new_call.html", context, status=422 if form.errors else 200)
