"""Changing single days of a rota: somebody else for a day, two days swapped, leave taken and ended."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.dealership.actions.change_duty import change_duty
from steadyhand.business.dealership.actions.clear_duty import clear_duty
from steadyhand.business.dealership.actions.end_leave import end_leave
from steadyhand.business.dealership.actions.swap_duties import swap_duties
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.branches import BranchFacts, branch_of
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.rota.reading import leave_of, people_for_rota
from steadyhand.business.dealership.rota.rules import Place
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import DayInput, EditPage, edit, see_other
from steadyhand.pages.common.record.forms import RecordForm, one_of, text
from steadyhand.pages.common.rota.rota import KEEPERS, rota_url
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.clock import read_clock

PLACES = [(place.value, place.label) for place in Place]


class DutyForm(RecordForm):
    duty_on = forms.DateField(label="Day", widget=DayInput(), help_text="With the night that follows it.")
    place = forms.ChoiceField(label="Place", choices=PLACES)
    user_id = one_of("Who", none="as in the weekly pattern")
    why = text("Why", 200, help_text="It goes into the history.")


class SwapForm(RecordForm):
    place = forms.ChoiceField(label="Place", choices=PLACES)
    duty_on = forms.DateField(label="Day", widget=DayInput())
    other_on = forms.DateField(label="Swapped with", widget=DayInput())
    why = text("Why", 200, help_text="It goes into the history.")


class LeaveForm(RecordForm):
    user_id = one_of("Who is away", required=True)
    starts_on = forms.DateField(label="First day away", widget=DayInput())
    until = forms.DateField(label="First day back", widget=DayInput())
    cover_id = one_of(
        "Who covers on call",
        none="nobody: their nights are a gap",
        help_text="For the nights on which they are on call.",
    )
    why = text("Why", 200, help_text="Everybody here can read it.")


@open_to(KEEPERS)
@require_http_methods(["GET", "POST"])
def duty(request: SignedInRequest, branch_id: UUID) -> HttpResponse:
    """Put somebody on call for a day, or let it follow the pattern again."""
    branch = _branch(request, branch_id)
    asked = {name: request.GET.get(name, "") for name in ("duty_on", "place", "user_id")}
    form = DutyForm(request.POST or None, choices={"user_id": _people(request, branch)}, initial=asked)

    def save() -> str:
        facts = form.facts()
        common: dict[str, Any] = {
            "by": request.actor,
            "branch_id": branch.id,
            "on": facts["duty_on"],
            "place": Place(facts["place"]),
            "why": facts["why"],
            "now": read_clock(),
        }
        if facts["user_id"]:
            change_duty(user_id=facts["user_id"], **common)
        else:
            clear_duty(**common)
        return rota_url(branch.id)

    return edit(request, form, _page(f"On call for a day, {branch.name}", branch, save))


@open_to(KEEPERS)
@require_http_methods(["GET", "POST"])
def swap(request: SignedInRequest, branch_id: UUID) -> HttpResponse:
    branch = _branch(request, branch_id)
    form = SwapForm(request.POST or None)

    def save() -> str:
        facts = form.facts()
        swap_duties(
            by=request.actor,
            branch_id=branch.id,
            on=facts["duty_on"],
            other_on=facts["other_on"],
            place=Place(facts["place"]),
            why=facts["why"],
            now=read_clock(),
        )
        return rota_url(branch.id)

    return edit(request, form, _page(f"Swap two days, {branch.name}", branch, save, said="Swapped."))


@open_to(KEEPERS)
@require_http_methods(["GET", "POST"])
def leave_add(request: SignedInRequest, branch_id: UUID) -> HttpResponse:
    """Write down that somebody is away, and who covers for them on call."""
    branch = _branch(request, branch_id)
    people = _people(request, branch)
    today = saying_for(request).today
    form = LeaveForm(
        request.POST or None,
        choices={"user_id": people, "cover_id": people},
        initial={"starts_on": today, "until": today + timedelta(days=7)},
    )

    def save() -> str:
        take_leave(by=request.actor, now=read_clock(), **form.facts())
        return rota_url(branch.id)

    return edit(request, form, _page(f"Leave, {branch.name}", branch, save, said="The leave is written down."))


@open_to(KEEPERS)
@require_POST
def leave_end(request: SignedInRequest, leave_id: UUID) -> HttpResponse:
    """Let somebody be back from today on."""
    leave = leave_of(request.actor, leave_id)
    if leave is None:
        raise Http404
    saying = saying_for(request)
    try:
        end_leave(by=request.actor, leave_id=leave_id, back_on=saying.today, now=saying.now)
    except CannotRunItSo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{leave.name} is back.")
    return see_other(reverse("rota"))


def _branch(request: SignedInRequest, branch_id: UUID) -> BranchFacts:
    branch = branch_of(request.actor, branch_id)
    if branch is None:
        raise Http404
    return branch


def _people(request: SignedInRequest, branch: BranchFacts) -> list[tuple[UUID, str]]:
    return [(person.id, person.name) for person in people_for_rota(request.actor, branch.id)]


def _page(title: str, branch: BranchFacts, save: Any, *, said: str = "Saved.") -> EditPage:
    return EditPage(title=title, back_url=rota_url(branch.id), back_said="On call", save=save, said=said)
