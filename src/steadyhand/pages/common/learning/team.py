"""Who has read what? For those who lead, by name in the order of names: that it was done, never how it went."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.learning.content.modules import modules
from steadyhand.business.learning.queries.kept import the_why
from steadyhand.business.learning.queries.paths import Path, paths_of
from steadyhand.business.learning.queries.team import LearnerLine, team_learning
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.roles import LEADERS, WRITERS
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, date_said, saying_for

CARD_DAYS = 28


@open_to(LEADERS)
@require_safe
def team(request: SignedInRequest) -> HttpResponse:
    """Show the people one leads with what they have been through."""
    by, saying = request.actor.within(LEADERS), saying_for(request)
    lines = team_learning(by, since=saying.now - timedelta(days=CARD_DAYS), now=saying.now)
    walked = {path.user_id: path for path in paths_of(by, None, on=saying.today).values() if path.user_id}
    count = len(modules())
    context: dict[str, Any] = {
        "lines": [_line(each, count, saying, walked.get(each.id)) for each in lines],
        "modules": [
            {
                "module": each,
                "through": sum(each.code in line.read | line.known for line in lines),
                "is_new": not any(each.code in line.read | line.known for line in lines),
                "missing": [line.name for line in lines if each.code not in line.read | line.known],
            }
            for each in modules()
        ],
        "people": len(lines),
        "card_days": CARD_DAYS,
        "why": the_why(by.tenant_id),
        "writes_why": by.is_one_of(*WRITERS),
    }
    return shown(request, "learning/team.html", context)


def _line(each: LearnerLine, count: int, saying: Saying, path: Path | None) -> dict[str, Any]:
    begun = [module.title for module in modules() if module.code in each.begun]
    titles = {module.code: module.title for module in modules()}
    unread = [module.title for module in modules() if module.code not in each.read | each.known]
    return {
        "line": each,
        "roles": ", ".join(each.roles),
        "through": len(each.read | each.known),
        "of": count,
        "begun": ", ".join(begun),
        "next": begun[0] if begun else unread[0] if unread else "",
        "path": [
            {"title": titles[line.module], "by": date_said(line.due_on)}
            for line in (path.coming if path else ())
            if line.module in titles and line.module not in each.read
        ],
        "last_drill": saying.day(saying.on(each.last_drill_at)) if each.last_drill_at else "none yet",
    }
