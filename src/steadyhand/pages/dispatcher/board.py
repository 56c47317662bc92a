"""The board: what must be planned, what waits, and who goes where today."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.calls.queries.board import days_of_technicians, holding_lane
from steadyhand.business.dealership.branches import BranchFacts, branches_of
from steadyhand.business.dealership.rules import DESK
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.saying import ONE_DAY, Saying, saying_for
from steadyhand.pages.dispatcher.leaving import just_left


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which day and which branch the board shows, as its address says."""

    on: date
    branch: BranchFacts | None

    def url(self, on: date | None = None) -> str:
        asked = {"on": (on or self.on).isoformat()} | ({"branch": self.branch.code} if self.branch else {})
        return f"{reverse('board')}?{urlencode(asked)}"


@open_to(DESK)
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """Show the board; to htmx, which asks every few seconds, only what may have changed."""
    saying = saying_for(request)
    branches = branches_of(request.actor)
    chosen = _chosen(request, saying, branches)
    branch_id = chosen.branch.id if chosen.branch else None
    starts_at, until = saying.starts_and_ends(chosen.on)
    context = {
        "saying": saying,
        "board_url": chosen.url(),
        "day_said": saying.day_headed(chosen.on),
        "on": chosen.on,
        "is_today": chosen.on == saying.today,
        "lane": holding_lane(request.actor, branch_id=branch_id, now=saying.now),
        "days": days_of_technicians(request.actor, on=chosen.on, starts_at=starts_at, until=until, branch_id=branch_id),
        "shows_branches": len(branches) > 1 and chosen.branch is None,
    }
    if request.headers.get("HX-Request"):
        return render(request, "dispatcher/_board.html", context)
    context |= {
        "branches": branches if len(branches) > 1 else (),
        "branch": chosen.branch,
        "steps": [
            ("Day before", chosen.url(chosen.on - ONE_DAY), False),
            ("Today", chosen.url(saying.today), chosen.on == saying.today),
            ("Tomorrow", chosen.url(saying.today + ONE_DAY), chosen.on == saying.today + ONE_DAY),
            ("Day after", chosen.url(chosen.on + ONE_DAY), False),
        ],
    }
    return render(request, "dispatcher/board.html", context | just_left(request))


def _chosen(request: SignedInRequest, saying: Saying, branches: tuple[BranchFacts, ...]) -> Chosen:
    """Read day and branch from the address; what can't be read means today, and all branches."""
    code = request.GET.get("branch", "")
    branch = next((one for one in branches if one.code == code), None)
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = saying.today
    # A day that calendars know: neighbours of the first and the last date don't exist.
    is_sane = date(1970, 1, 2) <= on <= date(2199, 12, 30)
    return Chosen(on=on if is_sane else saying.today, branch=branch)
