"""Why wasn't it finished on the first visit, and what would have finished it? A tree, each count with its calls."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.insight.first_call.reading import MOST, first_visits
from steadyhand.business.insight.first_call.rules import Missing
from steadyhand.business.insight.first_call.tree import Explained, Tree, tree_of
from steadyhand.business.insight.periods import period_called, period_with
from steadyhand.business.insight.saying import share_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.manager.numbers.asking import Asking, asking_of
from steadyhand.pages.manager.numbers.overview import READERS

GROUPS = (
    (
        "A part",
        (
            Missing.NOT_FORETOLD,
            Missing.NOT_PREDICTED,
            Missing.NOT_CARRIED,
            Missing.USED_UP,
            Missing.TRUCK_UNKNOWN,
            Missing.CARRIED_WRONG,
        ),
    ),
    ("Somebody, or something to work with", (Missing.NO_SKILL, Missing.NO_HANDS, Missing.NO_TOOL)),
    ("At the customer’s", (Missing.NO_ACCESS, Missing.NO_RIGHTS)),
    ("Not known", (Missing.NOT_KNOWN,)),
)
# As many calls as are read without losing one's place; a cause that has more is a plan, not a list.
SHOWN = 100


@open_to(READERS)
@require_safe
def first_call(request: SignedInRequest) -> HttpResponse:
    """Show the tree of a period, what would have helped most, and the calls of one cause or one help."""
    asking = _asking(request)
    since, until = asking.moments()
    tree = tree_of(first_visits(request.actor, since=since, until=until, branch_id=asking.branch_id))
    missing, fix = request.GET.get("missing", ""), request.GET.get("fix", "")
    chosen = [call for call in tree.calls if (missing and call.decided.missing == missing) or (fix and call.fix == fix)]
    return render(
        request,
        "manager/numbers/first_call.html",
        {
            "bar": asking.bar("first-call"),
            "tree": tree,
            "ineffective": share_said(tree.missed / tree.known) if tree.known else "",
            "groups": _groups(asking, tree),
            "fixes": [
                {
                    "said": each.said,
                    "count": each.count,
                    "missing": each.missing.label,
                    "url": asking.url("first-call", more={"fix": each.said}) + "#calls",
                }
                for each in tree.fixes
            ],
            "most": MOST if tree.missed > MOST else 0,
            "chosen_said": fix or (Missing(missing).label if missing in set(Missing) else ""),
            "chosen": [_call_said(asking, call) for call in chosen[:SHOWN]],
            "more": max(0, len(chosen) - SHOWN),
            "numbers_url": asking.url("numbers"),
            "effectiveness_url": asking.url("number", "first-call-effectiveness"),
        },
    )


def _asking(request: SignedInRequest) -> Asking:
    """Return what is asked for; without a period the quarter that goes on: a month has too few."""
    asking = asking_of(request)
    if period_called(request.GET.get("period", "")) is not None:
        return asking
    return Asking(asking.saying, period_with("quarter", asking.saying.today), asking.branches, asking.branch)


def _groups(asking: Asking, tree: Tree) -> list[dict[str, Any]]:
    counted = {each.missing: each for each in tree.branches}
    groups = []
    for title, causes in GROUPS:
        lines = [counted[cause] for cause in causes if cause in counted]
        if lines:
            groups.append(
                {
                    "title": title,
                    "count": sum(each.count for each in lines),
                    "lines": [
                        {
                            "label": each.missing.label,
                            "count": each.count,
                            # With a handful of calls a share is an accident.
                            "share": "" if tree.is_few else share_said(each.share),
                            "part": each.share,
                            "url": asking.url("first-call", more={"missing": each.missing.value}) + "#calls",
                        }
                        for each in lines
                    ],
                }
            )
    return groups


def _call_said(asking: Asking, call: Explained) -> dict[str, Any]:
    visit = call.visit
    return {
        "url": reverse("call", args=[visit.call_id]),
        "number": visit.number,
        "taken": asking.saying.when(visit.taken_at),
        "customer": visit.customer,
        "machine": visit.machine,
        "technician": visit.technician,
        "missing": call.decided.missing.label,
        "part": call.part,
        "fix": call.fix,
        "callback_url": reverse("call", args=[visit.callback_id]) if visit.callback_id else "",
    }
