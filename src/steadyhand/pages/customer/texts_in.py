"""The gateway hands over a text that a customer has sent: the program's only page that another program writes to."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from steadyhand.flows.word.take_in_text import TextRead, take_in_text
from steadyhand.flows.word.take_in_word import NobodyToHear
from steadyhand.flows.word.texts_door import PURPOSE, tenant_of_texts
from steadyhand.pages.common.doors import open_by_link
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused

WHO = "the text message gateway"
MOST_BYTES = 20_000
LONGEST_TEXT, LONGEST_NUMBER, LONGEST_REF = 5_000, 40, 200
BAD, GONE, TOO_LARGE, NOT_NOW = 400, 404, 413, 503
# As gateways call the same three: ours first.
_NAMES = {
    "from": ("from", "From"),
    "text": ("text", "Body", "body", "message"),
    "id": ("id", "MessageSid", "message_id"),
}
NO_DOOR = "This address opens nothing; `steadyhand texts address` prints the right one."


# The gateway has no page of ours to come from; the signed token in its address is what lets it in.
@csrf_exempt
@open_by_link(PURPOSE)
@require_POST
def texts_in(request: HttpRequest, token: str) -> HttpResponse:
    """Take in one text, as JSON or as a form; the same `id` again changes nothing."""
    now = read_clock()
    try:
        tenant_id = tenant_of_texts(token, now=now)
    except LinkRefused:
        return JsonResponse({"error": NO_DOOR}, status=GONE)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return JsonResponse({"error": f"A text has up to {MOST_BYTES:,} bytes."}, status=TOO_LARGE)
    text = _read(_fields(request))
    if text is None:
        return JsonResponse({"error": "Send `from` (a number) and `text`, and an `id` of your own."}, status=BAD)
    try:
        taken = take_in_text(by=the_system(tenant_id, WHO), text=text, now=now)
    except NobodyToHear as reason:
        return JsonResponse({"error": str(reason)}, status=NOT_NOW)
    return JsonResponse({"became": taken.keyword.value if taken.keyword else "kept", "is_copy": taken.is_copy})


def _fields(request: HttpRequest) -> Mapping[str, Any]:
    if request.content_type != "application/json":
        return request.POST
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _read(fields: Mapping[str, Any]) -> TextRead | None:
    found = {
        ours: next((_clean(str(fields[name])) for name in names if isinstance(fields.get(name), str | int)), "")
        for ours, names in _NAMES.items()
    }
    sender = " ".join(found["from"].split())[:LONGEST_NUMBER]
    words = found["text"][:LONGEST_TEXT]
    if not any(each.isdigit() for each in sender) or not words.strip():
        return None
    ref = found["id"][:LONGEST_REF]
    return TextRead(sender=sender, words=words, ref=f"sms:{ref}" if ref else "")


def _clean(said: str) -> str:
    """Return what a column takes: no zero byte, and no half of a pair that stands for nothing."""
    return said.replace("\x00", "").encode("utf-8", "ignore").decode()
