"""The kit on paper: the questions, and each work sample with the candidate's sheet and the rater's."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.learning.queries.hiring import opening_called
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS
from steadyhand.pages.common.hiring.wording import anchors_said
from steadyhand.pages.common.record.editing import shown


@open_to(LEADS)
@require_safe
def sheets(request: SignedInRequest, opening_id: UUID) -> HttpResponse:
    """Show all of an opening's kit, to be printed."""
    row = opening_called(request.actor, opening_id)
    if row is None:
        raise Http404
    titles = {each.code: each.title for each in row.kit.criteria}
    context = {
        "opening": row,
        "questions": [
            {"item": item, "criterion": titles[item.criterion], "anchors": anchors_said(item)}
            for item in row.kit.questions
        ],
        "samples": [
            {
                "sample": sample,
                "marks": [
                    {"criterion": titles[item.criterion], "anchors": anchors_said(item)} for item in sample.items
                ],
            }
            for sample in row.kit.samples
        ],
    }
    return shown(request, "hiring/sheets.html", context)
