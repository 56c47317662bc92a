"""Faults and fixes in plain words, and what calms somebody: to be read, searched, and put into a text with one tap."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.conversations.plain_words.finding import found
from steadyhand.business.conversations.plain_words.library import Group
from steadyhand.business.conversations.queries.plain_words import all_plain_words, plain_words_offered
from steadyhand.business.dealership.rules import EVERYBODY, STEWARDS, Role
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown

# Who says how the house says it.
WORDERS = STEWARDS | {Role.SERVICE_MANAGER}
# What fits beneath a field on a phone without burying it.
MOST_OFFERED = 4
LONGEST_TYPED = 100


@open_to(EVERYBODY)
@require_safe
def plain_words(request: SignedInRequest) -> HttpResponse:
    """Show the whole library, or what was looked for in it; what isn't offered only to whoever may offer it again."""
    typed, may_change = _typed(request), request.actor.is_one_of(*WORDERS)
    known = {each.entry.key: each for each in all_plain_words(request.actor.tenant_id)}
    entries = found((each.entry for each in known.values() if may_change or not each.is_hidden), typed)
    lines = [known[entry.key] for entry in entries]
    groups = [(group.label, [each for each in lines if each.entry.group is group]) for group in Group]
    context = {
        "typed": typed,
        "groups": [("", lines)] if typed else [(label, those) for label, those in groups if those],
        "count": len(lines),
        "may_change": may_change,
    }
    return shown(request, "composing/plain_words.html", context)


@open_to(EVERYBODY)
@require_safe
def found_words(request: SignedInRequest) -> HttpResponse:
    """Answer the small search beneath a field; with nothing typed, what to say when somebody is worried or angry."""
    typed = _typed(request)
    entries = plain_words_offered(request.actor.tenant_id)
    offered = found(entries, typed) if typed else [each for each in entries if each.group is Group.REASSURANCE]
    context: dict[str, Any] = {"typed": typed, "entries": offered[:MOST_OFFERED], "more": len(offered) - MOST_OFFERED}
    return render(request, "composing/_found_words.html", context)


def _typed(request: SignedInRequest) -> str:
    return request.GET.get("words", "").strip()[:LONGEST_TYPED]
