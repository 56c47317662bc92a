"""What stands on pages of hiring of what candidates hear from us? Each part asks for its own."""

from typing import Any
from uuid import UUID

from django import template

from steadyhand.business.learning.queries.answers import answer_standing, unanswered_at
from steadyhand.business.learning.queries.fairness import questions_asked
from steadyhand.pages.common.saying import date_said, saying_for

register = template.Library()


@register.inclusion_tag("hiring/_answer.html", takes_context=True)
def candidate_answer(context: template.RequestContext, candidate_id: UUID) -> dict[str, Any]:
    """Show by when a candidate hears and what they heard, with the ways there."""
    request: Any = context["request"]
    standing, saying = answer_standing(request.actor, candidate_id), saying_for(request)
    return {
        "candidate_id": candidate_id,
        "standing": standing,
        "by_on": date_said(standing.by_on),
        "is_late": standing.is_owed and standing.by_on is not None and standing.by_on < saying.today,
        "heard": [{"row": each, "when": saying.when(each.at)} for each in standing.heard],
        "asks_about_themselves": bool(questions_asked(request.actor.tenant_id)),
    }


@register.inclusion_tag("hiring/_unanswered.html", takes_context=True)
def opening_unanswered(context: template.RequestContext, opening_id: UUID) -> dict[str, Any]:
    """Point out whom nobody has told what was decided."""
    request: Any = context["request"]
    return {"waiting": [(each, date_said(each.by_on)) for each in unanswered_at(request.actor, opening_id)]}
