"""Work that was given up, with its reason, and a way to try it again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.clock import read_clock
from steadyhand.shared.queue.dead import CannotTryAgain, dead_jobs, is_dead, try_again


@open_to(STEWARDS)
@require_safe
def stuck(request: SignedInRequest) -> HttpResponse:
    saying = saying_for(request)
    rows = [
        {"job": job, "due": saying.when(job.due_at), "ended": saying.when(job.ended_at)}
        for job in dead_jobs(request.actor.tenant_id)
    ]
    return shown(request, "admin/stuck.html", {"rows": rows})


@open_to(STEWARDS)
@require_POST
def stuck_again(request: SignedInRequest, job_id: UUID) -> HttpResponse:
    if not is_dead(request.actor.tenant_id, job_id):
        raise Http404
    try:
        try_again(by=request.actor, job_id=job_id, now=read_clock())
    except CannotTryAgain as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It is tried again within seconds; if it fails again it comes back here.")
    return see_other(reverse("stuck"))
