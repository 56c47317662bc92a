"""A time that somebody writes and that isn't promised: offered as a promise while they write, and given by one key."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.promises.actions.give_promise import CannotPromise
from steadyhand.business.promises.keeping import ChangedMeanwhile, NoSuchPromise
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.flows.visit.promise_said import HOLDS_FOR, Promisable, promisable_in, promise_said
from steadyhand.pages.common.composing.pace import Pace
from steadyhand.pages.common.composing.reviewing import LONGEST, MOST_BYTES
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.once import do_once

# Asked once somebody pauses for long; the engine looks at the whole plan.
_PACE = Pace(burst=20, per_second=1.0)
_SALT = "a time offered while somebody writes"
_UNREADABLE, _CONFLICT, _TOO_OFTEN = 400, 409, 429
HINT = "That is a promise, and it isn't kept anywhere yet: promise it on the call's page, so that somebody watches it."
NONE_YET = "No time is sure enough yet. Say when you call with one, or promise it on the call's page with a reason."


@open_to(EVERYBODY)
@require_POST
def look_for_promises(request: SignedInRequest) -> HttpResponse:
    """Say which times in `{"text": …, "call": …, "channel": …}` could be promised; without a call, whether any is."""
    sent, saying = _sent(request), saying_for(request)
    text, channel = sent.get("text"), _channel(sent.get("channel"))
    if not isinstance(text, str) or len(text) > LONGEST or channel is None:
        return JsonResponse({"said": "Send JSON with the words to look at, and how they are said."}, status=_UNREADABLE)
    who = request.actor.user_id
    assert who is not None  # noqa: S101  # for mypy: the door lets only people in
    if _PACE.wait(who, now=saying.now):
        return JsonResponse({"said": "That is faster than anybody types: wait a moment."}, status=_TOO_OFTEN)
    if not sent.get("call"):
        times = review(text, at=saying.now.astimezone(ZoneInfo(saying.zone)), classifier=None).times
        return JsonResponse({"offers": [], "hint": HINT if any(each.is_promise for each in times) else ""})
    call_id = _uuid(sent["call"])
    found = promisable_in(by=request.actor, call_id=call_id, words=text, now=saying.now) if call_id else ()
    return JsonResponse({
        "offers": [_offer(each, text, call_id, channel, saying.now) for each in found],
        "hint": NONE_YET if found and all(each.by_at is None for each in found) else "",
    })  # fmt: skip


@open_to(EVERYBODY)
@require_POST
def give_said(request: SignedInRequest) -> HttpResponse:
    """Promise what was offered (`{"token": …}`), once however often the key is pressed."""
    now, token = saying_for(request).now, _sent(request).get("token")
    try:
        offered = loads(token if isinstance(token, str) else "", salt=_SALT, max_age=HOLDS_FOR)
    except BadSignature:
        said = "This offer is over: type on for a moment, and a fresh one stands here."
        return JsonResponse({"said": said}, status=_CONFLICT)

    def do() -> dict[str, Any]:
        given = promise_said(
            by=request.actor,
            call_id=UUID(offered["call"]),
            kind=PromiseKind(offered["kind"]),
            by_at=datetime.fromisoformat(offered["by_at"]),
            channel=Channel(offered["channel"]),
            offered_at=datetime.fromisoformat(offered["at"]),
            now=now,
        )
        return {"promised": given.said}

    try:
        answer = do_once(tenant_id=request.actor.tenant_id, form_key=offered["key"], now=now, do=do)
    except (CannotPromise, ChangedMeanwhile, NoSuchPromise) as refused:
        return JsonResponse({"said": str(refused)}, status=_CONFLICT)
    return JsonResponse(answer)


def _offer(found: Promisable, text: str, call_id: UUID | None, channel: Channel, now: datetime) -> dict[str, Any]:
    """Return an offer as the composer reads it: places as browsers count, and a token that only we can make."""
    offered = {
        "call": str(call_id),
        "kind": found.kind.value,
        "by_at": found.by_at.isoformat() if found.by_at else "",
        "channel": channel.value,
        "at": now.isoformat(),
        # Pressed twice it is one promise.
        "key": new_key(),
    }
    return {
        "start": len(text[: found.start].encode("utf-16-le")) // 2,
        "end": len(text[: found.end].encode("utf-16-le")) // 2,
        "words": found.words,
        "what": found.kind.label,
        "instead": found.instead,
        "token": dumps(offered, salt=_SALT) if found.by_at else "",
    }


def _sent(request: HttpRequest) -> dict[str, Any]:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return {}
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def _channel(said: object) -> Channel | None:
    return Channel(said) if isinstance(said, str) and said in set(Channel) else None


def _uuid(said: object) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None
