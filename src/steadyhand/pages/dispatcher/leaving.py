"""What does the next page show of the step just done? A sentence, a way to take it back, a draft to forget."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.leaving import new_key, see_other

_KEPT = "desk-leaving"


def leave(
    request: SignedInRequest,
    to: str,
    *,
    said: str,
    draft: str = "",
    undo_url: str = "",
    undo_fields: dict[str, Any] | None = None,
    trouble: str = "",
) -> HttpResponseRedirect:
    """Go on to a page that says what was done, offers to take it back, and forgets what was typed for it."""
    undo = None
    if undo_url:
        fields = {"form_key": new_key(), "back": to} | (undo_fields or {})
        undo = {"said": said, "url": undo_url, "fields": fields}
    else:
        messages.success(request, said)
    if trouble:
        messages.warning(request, trouble)
    request.session[_KEPT] = {"undo": undo, "draft": draft}
    return see_other(to)


def just_left(request: SignedInRequest) -> dict[str, Any]:
    """Return, once, what the step before left for this page: `undo` and `draft_done`."""
    kept = request.session.pop(_KEPT, None) or {}
    return {"undo": kept.get("undo"), "draft_done": kept.get("draft", "")}


def way_back(request: SignedInRequest, otherwise: str = "") -> str:
    """Return where the person came from, if it is a page of ours."""
    wanted = request.POST.get("back") or request.GET.get("back") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else otherwise or reverse("board")
