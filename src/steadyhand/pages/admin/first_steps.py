"""From nothing to the first call: what is done, what comes next, and the way there."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from steadyhand.business.dealership.actions.accept_defaults import accept_defaults
from steadyhand.business.dealership.actions.put_first_steps_away import put_first_steps_away
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.rules import DESK, STEWARDS
from steadyhand.flows.company.first_steps import (
    BY_CHOICE,
    MOST_COUNTED,
    Found,
    Standing,
    Step,
    first_steps,
    next_step,
    standings,
)
from steadyhand.imports.queries import import_runs
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.clock import read_clock

TITLES = {
    Step.BRANCHES: "Branches and hours",
    Step.LISTS: "Bring your lists",
    Step.SETTINGS: "Clocks and thresholds",
    Step.PEOPLE: "Your technicians' way in",
    Step.FIRST_CALL: "The first call",
    Step.ON_CALL: "Urgent calls after hours",
}
MARKS = {Standing.DONE: "done", Standing.BEGUN: "moving", Standing.TO_DO: "waiting", Standing.BY_CHOICE: "held"}
# An import in one of these wants somebody to look at it.
UNDER_WAY = {"queued", "checking", "checked", "landing"}


@open_to(STEWARDS)
@require_GET
def steps(request: SignedInRequest) -> HttpResponse:
    """Show the steps, each with what the rows say about it."""
    waiting = next((run for run in import_runs(request.actor) if run.state in UNDER_WAY), None)
    found = first_steps(by=request.actor, is_import_waiting=waiting is not None, today=saying_for(request).today)
    standing = standings(found)
    said = {
        Step.BRANCHES: _branches_said(found),
        Step.LISTS: _lists_said(found),
        Step.PEOPLE: _people_said(found),
    }
    context = {
        "lines": [
            {
                "key": step.value,
                "title": TITLES[step],
                "standing": how_far.value,
                "mark": MARKS[how_far],
                "is_next": step is next_step(standing),
                "is_done": how_far is Standing.DONE,
                "said": said.get(step, ""),
            }
            for step, how_far in standing.items()
        ],
        "done": sum(how_far is Standing.DONE for step, how_far in standing.items() if step not in BY_CHOICE),
        "must": len(standing.keys() - BY_CHOICE),
        "found": found,
        "waiting": waiting,
        "is_all_done": next_step(standing) is None,
        "takes_calls": request.actor.is_one_of(*DESK),
        "is_of_all": request.actor.branch_ids is None,
    }
    return shown(request, "admin/first_steps.html", context)


@open_to(STEWARDS)
@require_POST
def put_away(request: SignedInRequest) -> HttpResponse:
    """Take the list out of the navigation."""
    try:
        put_first_steps_away(by=request.actor, is_away=True, now=read_clock())
    except CannotRunItSo as refused:
        return turn_back(request, reverse("first-steps"), said=str(refused))
    messages.success(request, "The first steps are put away. You find them again at the foot of Settings.")
    return see_other(reverse("home"))


@open_to(STEWARDS)
@require_POST
def take_out(request: SignedInRequest) -> HttpResponse:
    """Bring the list back."""
    try:
        put_first_steps_away(by=request.actor, is_away=False, now=read_clock())
    except CannotRunItSo as refused:
        return turn_back(request, reverse("first-steps"), said=str(refused))
    return see_other(reverse("first-steps"))


@open_to(STEWARDS)
@require_POST
def defaults_suit(request: SignedInRequest) -> HttpResponse:
    """Keep that somebody looked through the settings and changes none."""
    try:
        accept_defaults(by=request.actor, now=read_clock())
    except CannotRunItSo as refused:
        return turn_back(request, reverse("first-steps"), said=str(refused))
    return see_other(reverse("first-steps"))


def _branches_said(found: Found) -> str:
    names = "; ".join(f"{line.described.name} ({line.calendar})" for line in found.branches)
    return f"Open: {names}." if names else "No branch is open."


def _lists_said(found: Found) -> str:
    counted: list[tuple[int, str, str]] = [
        (found.customers, "customer", "customers"),
        (found.machines, "machine", "machines"),
        (found.contracts, "contract", "contracts"),
        (found.calls, "call", "calls"),
    ]
    return f"In the record: {', '.join(_counted(*each) for each in counted)}."


def _people_said(found: Found) -> str:
    sign_in, invited = found.technicians_in, len(found.technicians_invited)
    if not sign_in and not invited:
        return "No technician is invited yet."
    said = [_counted(sign_in, "technician signs in", "technicians sign in")] if sign_in else []
    return f"{', '.join([*said, *([f'{invited} invited'] if invited else [])])}."


def _counted(number: int, one: str, several: str) -> str:
    if number > MOST_COUNTED:
        return f"more than {MOST_COUNTED:,} {several}"
    return f"{number:,} {one if number == 1 else several}" if number else f"no {several}"
