"""How did it go, as customers say: counts by branch with how sure they are, and every answer in its own words."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.conversations.surveys.rules import SCORES
from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.periods import period_with
from steadyhand.business.insight.queries.satisfaction import A_PAGE, AnswerRow, Counted, answer_rows, satisfaction
from steadyhand.business.insight.saying import UNIT, share_said
from steadyhand.flows.visit.customer_link import PURPOSE
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.manager.numbers.asking import asking_of

READERS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
# Further back nobody turns pages.
LAST_START = 100_000


@open_to(READERS)
@require_safe
def shown(request: SignedInRequest) -> HttpResponse:
    """Show a period's answers: of the month that is going on, unless another is asked for."""
    asking = asking_of(request)
    if "period" not in request.GET:
        asking = replace(asking, period=period_with("month", asking.saying.today))
    since, until = asking.moments()
    is_poor, start = request.GET.get("only") == "poor", _start(request.GET.get("start", ""))
    counted = satisfaction(request.actor, purpose=PURPOSE, since=since, until=until)
    rows, has_more = answer_rows(
        request.actor, since=since, until=until, branch_id=asking.branch_id, is_poor=is_poor, start=start
    )
    kept = {"only": "poor" if is_poor else ""}

    def page(at: int) -> str:
        return asking.url("satisfaction", more=kept | {"start": str(at) if at else ""})

    codes = {each.id: each.code for each in asking.branches}
    context = {
        "bar": asking.bar("satisfaction"),
        "counted": [
            _counted(each) | {"url": asking.url("satisfaction", more={"branch": codes.get(each.branch_id, "")})}
            for each in counted
            if asking.branch_id in (None, each.branch_id)
        ],
        "lines": [_line(row, asking.saying) for row in rows],
        "is_poor": is_poor,
        "all_url": asking.url("satisfaction"),
        "poor_url": asking.url("satisfaction", more={"only": "poor"}),
        "position": f"{start + 1}–{start + len(rows)}" if rows else "",
        "previous_url": page(max(0, start - A_PAGE)) if start else "",
        "next_url": page(start + A_PAGE) if has_more else "",
    }
    return render(request, "manager/satisfaction.html", context)


def _start(typed: str) -> int:
    """Return from which answer on the list is shown; what can't be read means the newest."""
    return min(int(typed), LAST_START) if typed.isascii() and typed.isdigit() and len(typed) < len("1000000") else 0


def _counted(row: Counted) -> dict[str, Any]:
    sure = row.content_share
    return {
        "row": row,
        "response": share_said(row.answered / row.asked) if row.asked else "",
        "content": share_said(row.content / row.answered) if row.answered else "",
        "between": f"{share_said(sure.low).removesuffix(UNIT)}–{share_said(sure.high)}" if sure else "",
    }


def _line(row: AnswerRow, saying: Saying) -> dict[str, Any]:
    return {
        "row": row,
        "score": f"{row.score} of 5, {SCORES[row.score]}",
        "when": saying.when(row.answered_at),
        "changed": saying.when(row.changed_at) if row.changed_at else "",
    }
