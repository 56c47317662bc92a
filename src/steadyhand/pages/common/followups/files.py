"""Photos and voice notes of follow-ups: shown to whoever sees the follow-up, and taken in when a phone has a signal."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.followups.actions.hand_in_files import CannotHandIn
from steadyhand.business.followups.actions.remove_file import may_remove, remove_file
from steadyhand.business.followups.actions.take_in_file import DamagedOnTheWay, take_in_file
from steadyhand.business.followups.queries.answering import follow_answer_link
from steadyhand.business.followups.queries.files import FileOf, file_of
from steadyhand.business.followups.queries.inbox import Line, one
from steadyhand.business.followups.rules.files import FileKind
from steadyhand.business.followups.telling import ANSWER
from steadyhand.pages.common.doors import SignedInRequest, open_by_link, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.common.sending import file_response
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused
from steadyhand.shared.media import MOST_READ_BYTES

HERE, DAMAGED, NOT_AWAITED, UNPROCESSABLE = 204, 400, 404, 422
NAME = "what-was-noticed"
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Where a file of a follow-up is shown.
Address = Callable[[UUID, UUID], str]


def files_said(
    files: Iterable[FileOf], saying: Saying, *, by: Actor, line: Line, address: Address | None = None
) -> list[dict[str, Any]]:
    """Return what goes along with a follow-up in words. `address`: where it is shown, if not to who is signed in."""
    where = address or _signed_in
    return [
        {
            "id": file.id,
            "is_voice": file.kind is FileKind.VOICE,
            "what": file.kind.label,
            "url": where(line.id, file.id) if file.is_here else "",
            "who": file.handed_in_by,
            "when": saying.when(file.handed_in_at),
            "remove_url": _remove_url(file, by, line) if address is None else "",
        }
        for file in files
    ]


def _remove_url(file: FileOf, by: Actor, line: Line) -> str:
    """Return where it is taken off, for who may; that of one merged into this is taken off there."""
    may = may_remove(by, handed_in_by_id=file.handed_in_by_id, owner_id=line.owner_id)
    return reverse("followup-file-remove", args=[line.id, file.id]) if may and file.followup_id == line.id else ""


def by_link(token: str) -> Address:
    """Return where files are shown to whoever follows the link in a message."""
    return lambda _, file_id: reverse("answer-file", args=[token, file_id])


def _signed_in(followup_id: UUID, file_id: UUID) -> str:
    return reverse("followup-file", args=[followup_id, file_id])


@open_to(EVERYBODY)
@require_safe
def show(request: SignedInRequest, followup_id: UUID, handed_id: UUID) -> HttpResponse:
    return _sent(request, request.actor, followup_id, handed_id)


@open_by_link(ANSWER)
@require_safe
def show_by_link(request: HttpRequest, token: str, handed_id: UUID) -> HttpResponse:
    """Show one to whoever was told, without a password."""
    try:
        known = follow_answer_link(token, now=read_clock())
    except LinkRefused as refused:
        raise Http404 from refused
    response = _sent(request, known.by, known.followup_id, handed_id)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@open_to(EVERYBODY)
@require_POST
def take_in(request: SignedInRequest) -> HttpResponse:
    """Take in what a phone has kept. 204: we have it; 404: nothing waits for it yet; 422: why it can never be kept."""
    file, digest = request.FILES.get("file"), request.POST.get("sha256", "")
    if file is None or not _DIGEST.fullmatch(digest):
        return HttpResponse(status=DAMAGED)
    try:
        is_here = take_in_file(by=request.actor, digest=digest, content=file.read(MOST_READ_BYTES), now=read_clock())
    except DamagedOnTheWay:
        return HttpResponse(status=DAMAGED)
    except CannotHandIn as refused:
        return HttpResponse(str(refused), content_type="text/plain; charset=utf-8", status=UNPROCESSABLE)
    return HttpResponse(status=HERE if is_here else NOT_AWAITED)


@open_to(EVERYBODY)
@require_POST
def remove(request: SignedInRequest, followup_id: UUID, handed_id: UUID) -> HttpResponse:
    """Take one off."""
    if one(request.actor, followup_id) is None:
        raise Http404
    back = reverse("followup", args=[followup_id])
    try:
        remove_file(by=request.actor, followup_id=followup_id, file_id=handed_id, now=read_clock())
    except CannotHandIn as refused:
        return turn_back(request, back, said=str(refused))
    messages.success(request, "It is gone.")
    return see_other(back)


def _sent(request: HttpRequest, by: Actor, followup_id: UUID, file_id: UUID) -> HttpResponse:
    file = file_of(by, followup_id, file_id)
    if file is None:
        raise Http404
    return file_response(request, file.content, file.media_type, name=NAME)
