"""Closed calls that went out to the ERP: the batches, each to download, and to be written once more."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.imports.billing.queries import batch_file, batch_lines
from steadyhand.imports.billing.writing import CannotWriteBatch, write_again
from steadyhand.pages.admin.erp import LOOKS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.clock import read_clock

ON_A_PAGE = 50


@open_to(LOOKS)
@require_safe
def batches(request: SignedInRequest) -> HttpResponse:
    """Show the batches, newest first; `before` is the number to go on from, `call` finds a call's."""
    saying = saying_for(request)
    before, call = request.GET.get("before", ""), request.GET.get("call", "").strip()
    lines = batch_lines(
        request.actor,
        below=int(before) if before.isdecimal() and len(before) <= len("2147483647") else None,
        call_number=call,
        most=ON_A_PAGE + 1,
    )
    more = lines[ON_A_PAGE - 1].number if len(lines) > ON_A_PAGE else None
    context = {
        "lines": [
            {
                "batch": line,
                "made": saying.when(line.made_at),
                "written": saying.when(line.written_at) if line.written_at else "",
                "numbers": [f"{number:,}" for number in (line.calls, line.corrections, line.lines)],
            }
            for line in lines[:ON_A_PAGE]
        ],
        "next_url": f"{reverse('erp-billing')}?before={more}" if more else "",
        "call": call,
        "is_narrowed": bool(call or before),
    }
    return shown(request, "admin/erp/billing.html", context)


@open_to(LOOKS)
@require_safe
def download(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Hand a batch's file out, the same bytes as in out/."""
    found = batch_file(request.actor, batch_id)
    if found is None:
        raise Http404
    name, content = found
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


@open_to(LOOKS)
@require_POST
def again(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Write a batch's file into out/ once more."""
    if batch_file(request.actor, batch_id) is None:
        raise Http404
    try:
        name = write_again(by=request.actor, batch_id=batch_id, now=read_clock())
    except CannotWriteBatch as refused:
        return turn_back(request, reverse("erp-billing"), said=str(refused))
    messages.success(request, f"{name} lies in out/ again.")
    return see_other(reverse("erp-billing"))
