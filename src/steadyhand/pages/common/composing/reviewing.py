"""The look at a text while somebody types it: findings as JSON, for the composer. Nothing is kept of it."""

import json
from math import ceil
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from steadyhand.business.conversations.guard.findings import Finding
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.guard.sentences import Sentence, sentences
from steadyhand.business.conversations.queries.own_rules import rules_of
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.pages.common.composing.pace import Pace
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.shared.clock import read_clock

# Twice what the longest field takes.
LONGEST = 8_000
# JSON writes a character in six at most.
MOST_BYTES = 6 * LONGEST + 100
# A pause of 150 ms between two looks is 6.7 a second; nobody types without a longer one for a minute.
_PACE = Pace(burst=60, per_second=5.0)
_UNREADABLE, _TOO_LONG, _TOO_OFTEN = 400, 413, 429


@open_to(EVERYBODY)
@require_POST
def review_words(request: SignedInRequest) -> HttpResponse:
    """Say what is to be said about a text: `{"text": …}` comes in, findings go out."""
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return _refused(_TOO_LONG, f"That is longer than the {LONGEST:,} characters that are looked at while typing.")
    who = request.actor.user_id
    assert who is not None  # noqa: S101  # for mypy: the door lets only people in
    wait = _PACE.wait(who, now=read_clock())
    if wait:
        refused = _refused(_TOO_OFTEN, "That is faster than anybody types: wait a moment.")
        refused.headers["Retry-After"] = str(ceil(wait.total_seconds()))
        return refused
    text = _text_of(request.body)
    if text is None:
        return _refused(_UNREADABLE, 'Send JSON with the words to look at: {"text": "…"}.')
    if len(text) > LONGEST:
        return _refused(_TOO_LONG, f"That is longer than the {LONGEST:,} characters that are looked at while typing.")
    found = review(text, rules=rules_of(request.actor.tenant_id)).findings
    parts = sentences(text) if found else ()
    return JsonResponse({"findings": [_said(finding, parts, text) for finding in found]})


def _text_of(body: bytes) -> str | None:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    text = sent.get("text") if isinstance(sent, dict) else None
    return text if isinstance(text, str) else None


def _said(finding: Finding, parts: tuple[Sentence, ...], text: str) -> dict[str, Any]:
    """Return a finding as the composer reads it. Places count as browsers do, an emoji as two.

    `from` and `until` are the sentence in whose place the better wording goes: half of one would make no sense.
    """
    within = [part for part in parts if part.start < finding.end and finding.start < part.end]
    starts, ends = (within[0].start, within[-1].end) if within else (finding.start, finding.end)
    places = {"start": finding.start, "end": finding.end, "from": starts, "until": ends}
    return {name: len(text[:place].encode("utf-16-le")) // 2 for name, place in places.items()} | {
        "label": finding.label.value,
        "tier": finding.tier.value,
        "rule": finding.rule,
        "why": finding.why,
        "say_instead": finding.say_instead,
    }


def _refused(status: int, said: str) -> JsonResponse:
    return JsonResponse({"said": said}, status=status)
