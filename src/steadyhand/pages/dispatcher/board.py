"""The board: what must be planned, what waits, and who goes where on a day, in lanes, on a map or as a list."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.calls.queries.board import days_of_technicians, holding_lane
from steadyhand.business.calls.queries.board_stamp import board_stamp
from steadyhand.business.calls.queries.phone_fixes import checks_due
from steadyhand.business.dealership.branches import BranchFacts, branches_of
from steadyhand.business.dealership.rules import DESK
from steadyhand.business.people.queries import how_many_technicians
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.saying import ONE_DAY, Saying, saying_for
from steadyhand.pages.dispatcher.choosing import uuid_or_none
from steadyhand.pages.dispatcher.day_map import day_map
from steadyhand.pages.dispatcher.day_plan.panel import keyed, panel_of
from steadyhand.pages.dispatcher.lanes import lanes_of
from steadyhand.pages.dispatcher.leaving import just_left
from steadyhand.pages.dispatcher.phones import phones_on_board
from steadyhand.pages.dispatcher.promised import with_promises
from steadyhand.shared.clock import read_clock

NOTHING_NEW = 204
# More lanes than this nobody plans by looking, and drawing them takes longer than a person waits without noticing.
# Whoever plans for more sees one branch at a time.
MOST_LANES = 60
LANES, LIST, MAP = "lanes", "list", "map"
# How each way to look at a day is called, and by which key it is reached.
VIEWS = {LANES: ("Lanes", "v 1"), LIST: ("List", "v 2"), MAP: ("Map", "v 3")}
_VIEW = "board-view"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which day and branch the board shows, and how: as its address says, or one branch where all are too many.

    `who` is whose route alone the map draws.
    """

    on: date
    branch: BranchFacts | None
    view: str
    who: UUID | None = None
    is_narrowed: bool = False

    def url(self, **other: Any) -> str:
        """Return the address of this board, or of one that is otherwise in `on`, `view` or `who`."""
        return f"{reverse('board')}?{replace(self, **other).asked}"

    @property
    def asked(self) -> str:
        said = {"on": self.on.isoformat(), "view": self.view}
        said |= {"branch": self.branch.code} if self.branch else {}
        return urlencode(said | ({"who": str(self.who)} if self.who and self.view == MAP else {}))


@dataclass(frozen=True, slots=True)
class Board:
    """What cards say beside their own row: the same for a day, so that a card is drawn again only for its own sake."""

    on: date
    # Says times as they are said all this day, whatever o'clock it is.
    saying: Saying
    asked: str
    back: str
    shows_branches: bool
    view: str
    # The map with everybody on it; whose route alone is drawn stands behind it.
    everybody: str
    url: str


@open_to(DESK)
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """Show the board; to htmx only what may have changed."""
    branches = branches_of(request.actor)
    saying = saying_on_board(request, branches)
    chosen = _chosen(request, saying, branches)
    # Whoever comes back to the board finds it as they left it on this device.
    if request.session.get(_VIEW, LANES) != chosen.view:
        request.session[_VIEW] = chosen.view
    context = _shown(request, saying, branches, chosen)
    if request.headers.get("HX-Request"):
        return render(request, "dispatcher/_board.html", context)
    context |= {
        "branches": branches if len(branches) > 1 else (),
        "branch": chosen.branch,
        "is_narrowed": chosen.is_narrowed,
        "views": [(said, key, chosen.url(view=view), view == chosen.view) for view, (said, key) in VIEWS.items()],
        "steps": [
            ("Day before", chosen.url(on=chosen.on - ONE_DAY), False),
            ("Today", chosen.url(on=saying.today), chosen.on == saying.today),
            ("Tomorrow", chosen.url(on=saying.today + ONE_DAY), chosen.on == saying.today + ONE_DAY),
            ("Day after", chosen.url(on=chosen.on + ONE_DAY), False),
        ],
    }
    return render(request, "dispatcher/board.html", context | just_left(request, now=saying.now))


@open_to(DESK)
@require_safe
def board_live(request: SignedInRequest) -> HttpResponse:
    """Return the board if it looks otherwise than the asker has seen; nothing if nothing has changed anywhere."""
    history, _, look = request.GET.get("seen", "").partition(".")
    if history == board_stamp(request.actor, now=read_clock()):
        return HttpResponse(status=NOTHING_NEW)
    saying = saying_for(request)
    branches = branches_of(request.actor)
    context = _shown(request, saying, branches, _chosen(request, saying, branches))
    # A large dealership changes something every second, mostly elsewhere: this browser then has nothing to redraw.
    template = "dispatcher/_board_seen.html" if look == context["look"] else "dispatcher/_board.html"
    return render(request, template, context)


def board_fragment(request: SignedInRequest, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """Return the board as it is now, of the day and branch that the address names."""
    branches = branches_of(request.actor)
    saying = saying_on_board(request, branches)
    context = _shown(request, saying, branches, _chosen(request, saying, branches))
    return render(request, template, context | more, status=status)


def saying_on_board(request: SignedInRequest, branches: tuple[BranchFacts, ...]) -> Saying:
    """Return how the board says times: by the clock of the branch it shows, or the reader's if it shows several."""
    code = request.GET.get("branch", "")
    zone = next((one.zone for one in branches if one.code == code), "")
    saying = saying_for(request)
    return saying.there(zone) if zone else saying


def _shown(
    request: SignedInRequest, saying: Saying, branches: tuple[BranchFacts, ...], chosen: Chosen
) -> dict[str, Any]:
    actor = request.actor
    branch_id = chosen.branch.id if chosen.branch else None
    starts_at, until = saying.starts_and_ends(chosen.on)
    # First the stamp: what changes while the rest is read is then asked for again, and not missed.
    stamp = board_stamp(actor, now=saying.now)
    lane = holding_lane(actor, branch_id=branch_id, now=saying.now)
    days = days_of_technicians(actor, on=chosen.on, starts_at=starts_at, until=until, branch_id=branch_id)
    lane, days = with_promises(actor, lane, days, saying.all_day())
    here = (chosen.branch,) if chosen.branch else branches
    phones = phones_on_board(actor, on=chosen.on, saying=saying, branch_id=branch_id)
    drawn_of: dict[str, Any] = {
        "saying": saying,
        "board": Board(
            on=chosen.on,
            saying=saying.all_day(),
            asked=chosen.asked,
            back=urlencode({"back": chosen.url()}),
            shows_branches=len(branches) > 1 and chosen.branch is None,
            view=chosen.view,
            everybody=chosen.url(view=MAP, who=None),
            url=chosen.url(),
        ),
        "day_said": saying.day_headed(chosen.on),
        "narrowed_to": chosen.branch.name if chosen.branch and chosen.is_narrowed else "",
        "lane": lane,
        "days": days,
        "phones": phones,
    }
    if chosen.view == LANES:
        drawn_of["lanes"] = lanes_of(actor, days, here, on=chosen.on, saying=saying)
    elif chosen.view == MAP:
        drawn_of["map"] = day_map(actor, days, lane.to_plan, here, on=chosen.on, only=chosen.who, phones=phones)
    to_plan, day = (render_to_string(f"dispatcher/_{part}.html", drawn_of) for part in ("to_plan", "day"))
    panel = panel_of(actor, here, on=chosen.on, saying=saying)
    checks = checks_due(actor, on=saying.today, branch_id=branch_id)
    look = sha256(f"{to_plan}{day}{checks}{panel}".encode()).hexdigest()[:16]
    return drawn_of | {
        "to_plan": to_plan,
        "day": day,
        # Each has a form, and each form a key of its own.
        "checks": [(check, new_key()) for check in checks],
        "panel": keyed(panel),
        "look": look,
        "stamp": f"{stamp}.{look}",
        "put_key": new_key(),
        "board_url": chosen.url(),
        "asked": chosen.asked,
        "on": chosen.on,
        "view": chosen.view,
    }


def _chosen(request: SignedInRequest, saying: Saying, branches: tuple[BranchFacts, ...]) -> Chosen:
    """Read day, branch and view from the address; what can't be read means today, as many as fit, and as before."""
    code = request.GET.get("branch", "")
    branch = next((one for one in branches if one.code == code), None)
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = saying.today
    # A day that calendars know: neighbours of the first and the last date don't exist.
    is_sane = date(1970, 1, 2) <= on <= date(2199, 12, 30)
    on = on if is_sane else saying.today
    view = next((each for each in (request.GET.get("view"), request.session.get(_VIEW)) if each in VIEWS), LANES)
    chosen = Chosen(on=on, branch=branch, view=view, who=uuid_or_none(request.GET.get("who", "")))
    has_one = len(branches) <= 1
    if has_one or how_many_technicians(request.actor, on=on) <= MOST_LANES:
        return chosen
    return replace(chosen, branch=branch or branches[0], is_narrowed=True)
