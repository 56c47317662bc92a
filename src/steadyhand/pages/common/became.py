"""What I noticed, what I raised: each as it was said, with all that became of it. Read here, it is no news any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from steadyhand.business.followups.actions.see_news import see_news
from steadyhand.business.followups.queries.files import files_of
from steadyhand.business.followups.queries.inbox import Line
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.followups.files import files_said
from steadyhand.pages.common.followups.standing import standing_said
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that somebody said, and the follow-up that says what became of it."""

    line: Line
    title: str
    at: datetime
    # Where it was, and what else was said: a line each.
    about: tuple[str, ...]
    words: str


def became_page(request: SignedInRequest, template: str, said: Sequence[Said]) -> HttpResponse:
    """Show what somebody said before. Two queries, and one that counts its news as seen."""
    saying, by = saying_for(request), request.actor
    ids = [each.line.id for each in said]
    files = files_of(by, ids)
    rows: list[dict[str, Any]] = [
        {
            "said": each,
            "when": saying.when(each.at),
            "is_open": each.line.state == "open",
            "is_ended": each.line.state == "ended",
            "files": files_said(files.get(each.line.id, ()), saying, by=by, line=each.line),
            **standing_said(each.line, saying),
        }
        for each in said
    ]
    see_news(by=by, followup_ids=ids, now=saying.now)
    return shown(request, template, {"rows": rows})
