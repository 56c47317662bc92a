"""Where the ERP and we say different things: somebody decides, one by one or a field at a time, and may undo it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.imports.differences.deciding import KEEP, CannotDecide, decide, decide_all, undo
from steadyhand.imports.differences.queries import (
    SHOWN,
    DifferenceLine,
    difference,
    difference_groups,
    differences,
)
from steadyhand.imports.differences.rules import NoSuchField, rule_lines, set_rule
from steadyhand.imports.models import Difference, FieldRule
from steadyhand.pages.admin.erp import LOOKS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.clock import read_clock

PAGES = {"customers": "customer", "machines": "machine", "calls": "call"}
SORT_KINDS = {"both": "risk", "ours": "waiting", "missing": "held"}
BELIEVES = tuple((each.value, each.label) for each in FieldRule.Believes)


@open_to(LOOKS)
@require_safe
def all_differences(request: SignedInRequest) -> HttpResponse:
    """Show what waits for a decision, narrowed to one field if the address says so, and what was decided last."""
    saying = saying_for(request)
    asked = {name: request.GET.get(name, "") for name in ("kind", "field", "sort")}
    lines = differences(request.actor, kind=asked["kind"], field=asked["field"], sort=asked["sort"])
    context = {
        "groups": [
            {"group": group, "query": urlencode({"kind": group.kind, "field": group.field, "sort": group.sort})}
            for group in difference_groups(request.actor)
        ],
        "lines": [_line(saying, each) for each in lines],
        "is_narrowed": any(asked.values()),
        "is_full": len(lines) == SHOWN,
        "shown": SHOWN,
        "decided": [_line(saying, each) for each in differences(request.actor, decided=True)[:20]],
    }
    return shown(request, "admin/erp/differences.html", context)


@open_to(LOOKS)
@require_POST
def decide_one(request: SignedInRequest, difference_id: UUID) -> HttpResponse:
    """Keep ours or take theirs."""
    line = _known(request, difference_id)
    choice = request.POST.get("choice", "")
    try:
        decide(by=request.actor, difference_id=difference_id, choice=choice, now=read_clock())
    except CannotDecide as refused:
        return turn_back(request, reverse("erp-differences"), said=str(refused))
    what = "ours stays" if choice == KEEP else "theirs is taken"
    messages.success(request, f"{line.title or line.ref}, {line.label}: {what}. It can be undone below.")
    return see_other(reverse("erp-differences"))


@open_to(LOOKS)
@require_POST
def undo_one(request: SignedInRequest, difference_id: UUID) -> HttpResponse:
    """Take a decision back."""
    line = _known(request, difference_id)
    try:
        undo(by=request.actor, difference_id=difference_id, now=read_clock())
    except CannotDecide as refused:
        return turn_back(request, reverse("erp-differences"), said=str(refused))
    messages.success(request, f"{line.title or line.ref}, {line.label}: to decide again.")
    return see_other(reverse("erp-differences"))


@open_to(LOOKS)
@require_POST
def decide_field(request: SignedInRequest) -> HttpResponse:
    """Decide all open differences of one field."""
    asked = {name: request.POST.get(name, "") for name in ("kind", "field", "sort", "choice")}
    if asked["sort"] not in Difference.Sort.values:
        return turn_back(request, reverse("erp-differences"), said="Choose a group from the list.")
    decided, refused = decide_all(by=request.actor, now=read_clock(), **asked)
    if decided:
        messages.success(request, f"{decided:,} decided. Each can be undone below.")
    for problem in refused[:3]:
        messages.error(request, problem)
    if not decided and not refused:
        messages.info(request, "Nothing of that waits any more.")
    return see_other(reverse("erp-differences"))


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def rules(request: SignedInRequest) -> HttpResponse:
    """Show who is believed about which field, and take another answer."""
    lines = rule_lines(request.actor)
    if request.method == "POST":
        changed = 0
        try:
            for line in lines:
                said = request.POST.get(f"{line.kind}.{line.field}", line.believes)
                if said != line.believes:
                    changed += set_rule(
                        by=request.actor, kind=line.kind, field=line.field, believes=said, now=read_clock()
                    )
        except NoSuchField as refused:
            return turn_back(request, reverse("erp-rules"), said=str(refused))
        messages.success(request, f"{changed} rules changed." if changed else "No rule was changed.")
        return see_other(reverse("erp-rules"))
    kinds: dict[str, list[Any]] = {}
    for line in lines:
        kinds.setdefault(line.kind_label, []).append({"line": line, "name": f"{line.kind}.{line.field}"})
    context = {"kinds": kinds, "believes": BELIEVES, "sees_all": request.actor.branch_ids is None}
    return shown(request, "admin/erp/rules.html", context)


def _known(request: SignedInRequest, difference_id: UUID) -> DifferenceLine:
    line = difference(request.actor, difference_id)
    if line is None:
        raise Http404
    return line


def _line(saying: Saying, line: DifferenceLine) -> dict[str, Any]:
    return {
        "line": line,
        "kind": SORT_KINDS[line.sort],
        "sort": Difference.Sort(line.sort).label,
        "url": reverse(PAGES[line.kind], args=[line.row_id]) if line.kind in PAGES else "",
        "changed": f"{line.ours_by}, {saying.when(line.ours_at)}" if line.ours_at else "",
        "decided": f"{line.decided_by}, {saying.when(line.decided_at)}" if line.decided_at else "",
        "outcome": Difference.State(line.state).label,
        "found": saying.when(line.found_at),
        "can_take": bool(line.field) and not line.not_to_take,
    }
