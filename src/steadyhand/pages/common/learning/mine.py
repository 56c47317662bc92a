"""What is there for me to learn? Today's card, a drill if one is due, the module to go on with, and all others."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.content.drills import drill, drills_of
from steadyhand.business.learning.queries.kept import courses_of, my_cases, the_why
from steadyhand.business.learning.queries.mine import Learning, ModuleStanding, learning_of
from steadyhand.business.learning.queries.paths import Path
from steadyhand.business.learning.queries.why_read import has_read, wording_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.roles import LEADERS
from steadyhand.pages.common.learning.walking import own_path, path_said
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, date_said, saying_for
from steadyhand.pages.common.without_signal import readable_today


@open_to(EVERYBODY)
@require_safe
@readable_today
def learning(request: SignedInRequest) -> HttpResponse:
    """Show where somebody stands. Nothing here counts days in a row, and nothing is owed after a holiday."""
    by, saying = request.actor, saying_for(request)
    found = learning_of(by, zone=saying.zone, now=saying.now)
    path, wording = own_path(by, on=saying.today), wording_of(by.tenant_id)
    context: dict[str, Any] = {
        "found": found,
        "today": today_said(found, saying, path),
        "path": path_said(path, today=saying.today) if path else None,
        "modules": [standing_said(each, saying) for each in found.standings],
        "why": the_why(by.tenant_id),
        "has_read_why": bool(wording) and has_read(by, wording=wording),
        "cases": [
            {
                "case": each,
                "module": _title(found, each.module),
                "when": saying.day(saying.on(each.at)),
                "key": new_key(),
            }
            for each in my_cases(by)
        ],
        "courses": len(courses_of(by, [by.user_id] if by.user_id else [])),
        "leads": by.is_one_of(*LEADERS),
    }
    return shown(request, "learning/mine.html", context)


def today_said(found: Learning, saying: Saying, path: Path | None = None) -> dict[str, Any]:
    """Return what is there today, in words: a card, a drill, a module; each empty where it isn't."""
    card_said = ""
    if found.card and not found.has_answered_today:
        card_said = "A new card" if found.card.is_new else "Today's card"
    later = found.drill_later
    return {
        "card": card_said,
        "more_cards": bool(found.card) and found.has_answered_today,
        "drill": _drill_said(found),
        "later": f"{later.module.title}, {saying.day(later.due.on)}" if later and not found.drill else "",
        **_module_today(found, saying, path),
    }


def _module_today(found: Learning, saying: Saying, path: Path | None) -> dict[str, Any]:
    """Return the module to go on with; what somebody's path asks for comes ahead of the usual next one."""
    unread = {each.module.code: each for each in found.standings if each.read_at is None}
    asked = next((line for line in (path.coming if path else ()) if line.module in unread), None)
    if asked is not None:
        by_day = date_said(asked.due_on)
        return {"module": standing_said(unread[asked.module], saying), "module_by": f"On your path, there by {by_day}."}
    return {"module": standing_said(found.next_module, saying) if found.next_module else None, "module_by": ""}


def standing_said(each: ModuleStanding, saying: Saying) -> dict[str, Any]:
    """Return a module's line: where somebody stands with it, in a word and a sign."""
    word, kind = "not read yet", "waiting"
    if each.read_at:
        on = saying.on(each.read_at)
        word, kind = f"read {on.day} {on:%B}", "done"
    elif each.is_known:
        word, kind = "known", "done"
    elif each.started_at:
        word, kind = "begun", "moving"
    return {
        "module": each.module,
        "word": "there is a newer one" if each.has_newer else word,
        "kind": "moving" if each.has_newer else kind,
        "url": reverse("learning-module", args=[each.module.code]),
        "place": each.place,
        "drills": len(drills_of(each.module.code)),
        "drills_done": each.drills_done,
    }


def _drill_said(found: Learning) -> dict[str, str]:
    told = drill(found.drill.due.drill) if found.drill else None
    if told is None or found.drill is None:
        return {}
    return {"title": told.title, "module": found.drill.module.title, "url": reverse("learning-drill", args=[told.code])}


def _title(found: Learning, code: str) -> str:
    return next((each.module.title for each in found.standings if each.module.code == code), code)
