"""What does the next page show of the step just done? A sentence, a way to take it back, a draft to forget."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.leaving import new_key, see_other

_DRAFT, _UNDO, _SENT = "desk-draft", "desk-undo", "desk-sent"
# Of how many forms it is remembered that they were sent: those of a few tabs.
MOST_SENT = 5
# Long enough to answer the phone in between; later it is a new decision, and "Move…" is for that.
UNDO_FOR = timedelta(minutes=15)


def leave(
    request: SignedInRequest,
    to: str,
    *,
    said: str,
    draft: str = "",
    undo_url: str = "",
    undo_fields: dict[str, Any] | None = None,
    trouble: str = "",
    form_key: str = "",
    now: datetime | None = None,
) -> HttpResponseRedirect:
    """Go on to a page that says what was done, offers to take it back, and forgets what was typed for it.

    With `form_key`, `sent_forms` remembers that this form was sent: for a form that is soon opened again, whose draft
    must not come back even to somebody who never saw the page in between.
    """
    if undo_url and now is not None:
        offer_undo(request, said=said, url=undo_url, fields={"back": to} | (undo_fields or {}), now=now)
    else:
        request.session.pop(_UNDO, None)
        messages.success(request, said)
    if trouble:
        messages.warning(request, trouble)
    request.session[_DRAFT] = draft
    if form_key:
        request.session[_SENT] = [*request.session.get(_SENT, []), form_key][-MOST_SENT:]
    return see_other(to)


def sent_forms(request: SignedInRequest) -> str:
    """Return the keys of the forms that were sent last, with blanks between."""
    return " ".join(request.session.get(_SENT, []))


def offer_undo(
    request: SignedInRequest, *, said: str, url: str, fields: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Offer to take the step just done back, on every page of the desk, also after a reload; return the offer.

    The next step takes its place. Whether it can still be taken back is seen then: fields name the version.
    """
    undo = {"said": said, "url": url, "fields": {"form_key": new_key(), **fields}}
    request.session[_UNDO] = undo | {"until": (now + UNDO_FOR).isoformat()}
    return undo


def just_left(request: SignedInRequest, *, now: datetime) -> dict[str, Any]:
    """Return what the step before left for this page: `undo` for a while, `draft_done` once."""
    draft_done = request.session.pop(_DRAFT, "")
    undo = request.session.get(_UNDO)
    if undo and datetime.fromisoformat(undo["until"]) <= now:
        del request.session[_UNDO]
        undo = None
    return {"undo": undo, "draft_done": draft_done}


def way_back(request: SignedInRequest, otherwise: str = "") -> str:
    """Return where the person came from, if it is a page of ours."""
    wanted = request.POST.get("back") or request.GET.get("back") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else otherwise or reverse("board")
