"""Which machines are due for maintenance? The longest overdue first, by key and never by counting."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.calls.queries.maintenance import DueMachine, DuePage, DuePlace, due_page
from steadyhand.business.dealership.branches import BranchFacts, branches_of
from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.flows.visit.maintain_machine import take_preventive_call
from steadyhand.flows.visit.take_call import CannotTakeCall
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, turn_back
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.upkeep import last_said, why_said
from steadyhand.pages.dispatcher.choosing import uuid_or_none
from steadyhand.pages.dispatcher.forms import KeyedForm
from steadyhand.pages.dispatcher.leaving import just_left, leave
from steadyhand.shared.once import do_once

READERS = DESK | {Role.PRINCIPAL}


@dataclass(frozen=True, slots=True)
class DueSaid:
    """A machine that is due, in words. Each form has a key of its own."""

    due: DueMachine
    why: str
    last: str
    since: str
    form_key: str = field(default_factory=new_key)


@open_to(READERS)
@require_safe
def pm_due(request: SignedInRequest) -> HttpResponse:
    """Show a page of machines that are due."""
    saying, branches = saying_for(request), branches_of(request.actor)
    branch = _branch(request.GET, branches)
    page = due_page(
        request.actor,
        today=saying.today,
        branch_id=branch.id if branch else None,
        after=_place(request.GET.get("after", "")),
        before=_place(request.GET.get("before", "")),
    )
    context = {
        "machines": [
            DueSaid(due, why_said(due), last_said(due, saying), saying.day(due.due_on)) for due in page.machines
        ],
        "branches": branches if len(branches) > 1 else (),
        "branch": branch,
        "may_take": request.actor.is_one_of(*DESK),
        **_pages(page, branch),
    }
    return render(request, "dispatcher/pm_due.html", context | just_left(request, now=saying.now))


@open_to(DESK)
@require_POST
def take(request: SignedInRequest) -> HttpResponse:
    """Take the preventive call of one machine, once."""
    saying = saying_for(request)
    back = _url(_branch(request.POST, branches_of(request.actor)), {})
    form, machine_id = KeyedForm(request.POST), uuid_or_none(request.POST.get("machine", ""))
    if machine_id is None or not form.is_valid():
        return turn_back(request, back, said="No call was taken: choose a machine of the list again.")

    def do() -> dict[str, Any]:
        taken = take_preventive_call(by=request.actor, machine_id=machine_id, today=saying.today, now=saying.now)
        return {"id": str(taken.id), "number": taken.number, "trouble": taken.trouble}

    try:
        taken = do_once(tenant_id=request.actor.tenant_id, form_key=form.key, now=saying.now, do=do)
    except CannotTakeCall as reason:
        return turn_back(request, back, said=str(reason))
    return leave(request, back, said=f"Call {taken['number']} is taken; plan its visit.", trouble=taken["trouble"])


def _branch(sent: QueryDict, branches: tuple[BranchFacts, ...]) -> BranchFacts | None:
    return next((branch for branch in branches if branch.code == sent.get("branch")), None)


def _pages(page: DuePage, branch: BranchFacts | None) -> dict[str, str]:
    return {
        "previous_url": _url(branch, {"before": _key(page.earlier)}) if page.earlier else "",
        "next_url": _url(branch, {"after": _key(page.later)}) if page.later else "",
    }


def _url(branch: BranchFacts | None, way: dict[str, str]) -> str:
    asked = QueryDict(mutable=True)
    asked.update(({"branch": branch.code} if branch else {}) | way)
    return f"{reverse('pm-due')}?{asked.urlencode()}" if asked else reverse("pm-due")


def _key(place: DuePlace) -> str:
    return f"{place.due_on:%Y%m%d}~{place.id.hex}"


def _place(said: str) -> DuePlace | None:
    """Read a place from the address; what can't be read means the first page."""
    day, _, row_id = said.partition("~")
    try:
        return DuePlace(date.fromisoformat(day), UUID(hex=row_id))
    except ValueError:
        return None
