"""A module to read: rule, why, a bad and a good talk, one's own desk, cards, drills, and what to take along."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.read_module import finish_module, keep_place
from steadyhand.business.learning.content.behaviours import behaviours_of
from steadyhand.business.learning.content.drills import drills_of
from steadyhand.business.learning.content.modules import Module, module
from steadyhand.business.learning.desks import SAID, desk_of
from steadyhand.business.learning.drills.calendar import AFTER_DAYS
from steadyhand.business.learning.queries.mine import Learning, ModuleStanding, learning_of
from steadyhand.business.learning.refusing import CannotLearn
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.keeping import TapForm, done_once, moment_of
from steadyhand.pages.common.learning.mine import standing_said
from steadyhand.pages.common.learning.roles import LEADERS
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.without_signal import readable_today

# What each section is called where somebody goes on.
HEADS = {
    "rule": "the rule",
    "bad": "how it goes wrong",
    "good": "how it goes well",
    "here": "your own desk",
    "cards": "the cards",
    "drills": "the drills",
    "bring": "one of your own",
    "goal": "the next five visits",
}


@open_to(EVERYBODY)
@require_safe
@readable_today
def module_page(request: SignedInRequest, module_code: str) -> HttpResponse:
    """Show a module whole, so that it can be read where there is no signal."""
    by, saying = request.actor, saying_for(request)
    found = _or_404(module_code)
    standing = _standing(learning_of(by, zone=saying.zone, now=saying.now), found)
    desk = desk_of(by.roles)
    edition = found.editions.get(desk)
    context: dict[str, Any] = {
        "module": found,
        "standing": standing_said(standing, saying),
        "is_read": standing.read_at is not None and not standing.has_newer,
        "has_newer": standing.has_newer,
        "goes_on": standing.place if standing.read_at is None and standing.place not in ("", "rule") else "",
        "goes_on_said": HEADS.get(standing.place, ""),
        "edition": edition,
        "edition_said": SAID.get(desk, ""),
        "goal": edition.goal if edition else found.goal,
        "drills": [
            {"drill": each, "url": reverse("learning-drill", args=[each.code]), "is_talk": each.story is not None}
            for each in drills_of(found.code)
        ],
        "behaviours": behaviours_of(found.code),
        "leads": by.is_one_of(*LEADERS),
        "form_key": new_key(),
    }
    return shown(request, "learning/module.html", context)


@open_to(EVERYBODY)
@require_POST
def read(request: SignedInRequest, module_code: str) -> HttpResponse:
    """Keep that somebody has read it, and say what comes next."""
    by, saying = request.actor, saying_for(request)
    found, form = _or_404(module_code), TapForm(request.POST)
    here = reverse("learning-module", args=[found.code])

    def do() -> dict[str, Any]:
        return {"reading": finish_module(by=by, code=found.code, now=moment_of(request, saying.now)).hex}

    if done_once(request, form, do, now=saying.now) is None:
        return turn_back(request, here, said="That tap didn't come through whole. Look again, then tap once more.")
    messages.success(
        request, f"Read. Its cards come one a day, a drill in {AFTER_DAYS[0]} days. {_goal_of(request, found)}"
    )
    return see_other(reverse("learning"))


@open_to(EVERYBODY)
@require_POST
def place(request: SignedInRequest, module_code: str) -> HttpResponse:
    """Keep where somebody is; a script says so while they read, and nothing is shown."""
    found = _or_404(module_code)
    try:
        keep_place(by=request.actor, code=found.code, place=request.POST.get("place", ""), now=saying_for(request).now)
    except CannotLearn as refused:
        return HttpResponse(str(refused), status=422, content_type="text/plain")
    return HttpResponse(status=204)


def _goal_of(request: SignedInRequest, found: Module) -> str:
    edition = found.editions.get(desk_of(request.actor.roles))
    return edition.goal if edition else found.goal


def _standing(learning: Learning, found: Module) -> ModuleStanding:
    return next(each for each in learning.standings if each.module.code == found.code)


def _or_404(code: str) -> Module:
    found = module(code)
    if found is None:
        raise Http404
    return found
