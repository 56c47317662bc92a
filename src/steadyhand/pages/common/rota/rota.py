"""The rota: who is on call now and in the weeks to come, where nobody is, and the alerts that wait for an answer."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.branches import BranchFacts, branches_of
from steadyhand.business.dealership.calendars import CalendarUnusable
from steadyhand.business.dealership.rota.reading import leaves_of
from steadyhand.business.dealership.rules import DESK, EVERYBODY, STEWARDS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.record.editing import date_said, shown
from steadyhand.pages.common.rota.my_alerts import my_alerts
from steadyhand.pages.common.rota.nights import nights
from steadyhand.pages.common.saying import Saying, saying_for

# Who may change it.
KEEPERS = DESK | STEWARDS
WEEKS_SHOWN = 4
WEEK = timedelta(days=7)


@open_to(EVERYBODY)
@require_safe
def rota(request: SignedInRequest) -> HttpResponse:
    """Show four weeks of a branch's rota, from this week on or another."""
    saying = saying_for(request)
    branches = branches_of(request.actor)
    branch = next((each for each in branches if str(each.id) == request.GET.get("branch")), None)
    branch = branch or next(iter(branches), None)
    starts_on = _monday(request.GET.get("from", ""), saying)
    context: dict[str, Any] = {
        "branches": branches,
        "branch": branch,
        "may_change": branch is not None
        and request.actor.is_one_of(*KEEPERS)
        and request.actor.within(KEEPERS).can_see_branch(branch.id),
        "my_alerts": my_alerts(request.actor, saying),
        "saying": saying,
    }
    if branch is not None:
        context |= _weeks(request, branch, starts_on, saying)
    return shown(request, "rota/rota.html", context)


def _weeks(request: SignedInRequest, branch: BranchFacts, starts_on: date, saying: Saying) -> dict[str, Any]:
    until = starts_on + WEEK * WEEKS_SHOWN
    tenant_id = request.actor.tenant_id
    try:
        found = nights(tenant_id, branch.id, starts_on=starts_on, until=until, saying=saying)
    except CalendarUnusable as problem:
        return {"trouble": str(problem)}
    here = f"{reverse('rota')}?branch={branch.id}"
    leaves = leaves_of(request.actor, branch.id, since=saying.today)
    return {
        "weeks": [
            {
                "said": f"Week of {monday.day} {monday:%B}",
                "nights": [n for n in found if monday <= n.on < monday + WEEK],
            }
            for monday in (starts_on + WEEK * number for number in range(WEEKS_SHOWN))
        ],
        "tonight": next((night for night in found if night.is_today), None),
        "gaps": _gaps([f"{night.on:%A} {night.on.day}" for night in found if night.is_nobody_s and not night.is_over]),
        "is_empty": all(night.is_nobody_s for night in found),
        "never_closes": not found,
        "earlier_url": f"{here}&from={starts_on - WEEK * WEEKS_SHOWN}",
        "later_url": f"{here}&from={until}",
        "leaves": [
            {"line": leave, "since": date_said(leave.starts_on), "until": date_said(leave.until)} for leave in leaves
        ],
        "form_key": new_key(),
    }


def _gaps(days: list[str]) -> str:
    """Return `Saturday 12 and Sunday 13`, or how many where they are too many to read."""
    most = 6
    if len(days) > most:
        return f"{', '.join(days[:most])} and {len(days) - most} more days"
    return f"{', '.join(days[:-1])} and {days[-1]}" if len(days) > 1 else "".join(days)


def _monday(asked: str, saying: Saying) -> date:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = saying.today
    # A year that no calendar knows holidays of would only lead to an error.
    day = day if abs((day - saying.today).days) < 366 else saying.today  # noqa: PLR2004  # a year
    return day - timedelta(days=day.weekday())


def rota_url(branch_id: UUID) -> str:
    return f"{reverse('rota')}?branch={branch_id}"
