"""What does a phone learn of what it kept without a signal? Whether it is in, refused, or whose it would have been.

A script sends what a form would, with three headers: whose phone kept it, how long ago it was tapped, and whether
nobody waits for the answer any more (technician/keep.js). The pages answer as they always do; what they answer is put
into words that a script can keep.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.decorators import sync_only_middleware

BY, AGE, LATE = "X-Kept-By", "X-Kept-Age", "X-Kept-Late"
# A page asked for so that it can be read later: nobody looks at it now, so it uses up no message and no undo.
AHEAD = "X-Kept-Ahead"
SIGNED_OUT, REFUSED = 401, 422
_LEADS_ON = (302, 303)
# As many digits as milliseconds of thirty years have.
_MOST_DIGITS = 12


@sync_only_middleware
def answer_phones(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse what another person's phone page kept, and say the rest in a form that a script can keep."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        kept_by = request.headers.get(BY)
        if kept_by is None:
            response = get_response(request)
            if AHEAD in request.headers:
                _leave_messages(request)
            return response
        # Two people share a phone: what one has kept is never sent in the other's name, whatever page is still open.
        if not request.user.is_authenticated or str(request.user.pk) != kept_by:
            return JsonResponse({"is": "signed out"}, status=SIGNED_OUT)
        response = get_response(request)
        return _in_words(request, response) if response.status_code in _LEADS_ON else response

    return respond


def tell_phone(request: HttpRequest, **facts: Any) -> None:
    """Give the phone, if it was one, facts beside the answer."""
    request.META.setdefault("steadyhand.kept", {}).update(facts)


def is_late(request: HttpRequest) -> bool:
    """Tell whether it was kept for a while, and whoever tapped looks at something else by now."""
    return LATE in request.headers


def is_ahead(request: HttpRequest) -> bool:
    """Tell whether nobody looks at the page now."""
    return AHEAD in request.headers


def tapped_at(request: HttpRequest, now: datetime) -> datetime | None:
    """Return when it was tapped as the phone tells, by our clock; None for a plain form, which is sent when tapped.

    The phone says how long ago, by two looks at its own clock: one that runs wrong by a day tells that rightly.
    """
    said = request.headers.get(AGE, "")
    digits = said.removeprefix("-")
    if not digits.isdecimal() or len(digits) > _MOST_DIGITS:
        return None
    return now - timedelta(milliseconds=int(said))


def _in_words(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return where the answer leads and what it says; an error among its messages means that nothing was done."""
    said = [(message.level, str(message)) for message in messages.get_messages(request)]
    if not is_late(request):
        # Who waits for the answer reads them on the page it leads to; who doesn't, where the phone tells.
        _leave_messages(request)
    problems = [words for level, words in said if level >= messages.ERROR]
    facts = request.META.get("steadyhand.kept", {})
    answer = {"is": "refused" if problems else "done", "url": response["Location"], **facts}
    if problems:
        answer["said"] = " ".join(problems)
    worded = JsonResponse(answer, status=REFUSED if problems else 200)
    worded.cookies.update(response.cookies)
    return worded


def _leave_messages(request: HttpRequest) -> None:
    """Leave the messages that were looked at for the next page."""
    storage = messages.get_messages(request)
    if isinstance(storage, BaseStorage):
        storage.used = False
