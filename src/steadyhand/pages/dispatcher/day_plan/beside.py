"""Two plans of a day side by side: the figures they are judged by, and the calls that they have otherwise."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.rules import DESK
from steadyhand.business.dispatch.day_plan.shown import DayPlanShown
from steadyhand.business.dispatch.queries.day_plans import compare_plans
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.dispatcher.day_plan.figures import pairs_of
from steadyhand.pages.dispatcher.day_plan.one import plan_or_404
from steadyhand.pages.dispatcher.day_plan.panel import made_said


@open_to(DESK)
@require_safe
def plans_beside(request: SignedInRequest, plan_id: UUID, other_plan_id: UUID) -> HttpResponse:
    """Show two plans of one day side by side."""
    one, other = plan_or_404(request, plan_id), plan_or_404(request, other_plan_id)
    if _day_of(one) != _day_of(other):
        # Figures of two days or branches say nothing about each other.
        raise Http404
    saying = saying_for(request).there(one.zone)
    return render(
        request,
        "dispatcher/day_plan/beside.html",
        {
            "one": one,
            "other": other,
            "made": (made_said(one, saying), made_said(other, saying)),
            "day_said": saying.day_headed(one.head.on),
            "pairs": pairs_of(one, other),
            "differences": compare_plans(request.actor, one_id=plan_id, other_id=other_plan_id),
            "saying": saying,
        },
    )


def _day_of(plan: DayPlanShown) -> tuple[object, object]:
    return plan.head.branch_id, plan.head.on
