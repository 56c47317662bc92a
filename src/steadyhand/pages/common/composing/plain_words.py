"""Faults and fixes in plain words, and what calms somebody: to be read, searched, and put into a text with one tap."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.conversations.plain_words.finding import found
from steadyhand.business.conversations.plain_words.library import Group, shipped
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown

# What fits beneath a field on a phone without burying it.
MOST_OFFERED = 6
LONGEST_TYPED = 100


@open_to(EVERYBODY)
@require_safe
def plain_words(request: SignedInRequest) -> HttpResponse:
    """Show the whole library, or what was looked for in it."""
    typed = _typed(request)
    entries = found(shipped().values(), typed)
    grouped = groupby(sorted(entries, key=lambda each: list(Group).index(each.group)), key=lambda each: each.group)
    context = {
        "typed": typed,
        "groups": [(group.label, list(those)) for group, those in grouped] if not typed else [("", entries)],
        "count": len(entries),
    }
    return shown(request, "composing/plain_words.html", context)


@open_to(EVERYBODY)
@require_safe
def found_words(request: SignedInRequest) -> HttpResponse:
    """Answer the small search beneath a field; with nothing typed, what to say when somebody is worried or angry."""
    typed = _typed(request)
    entries = shipped().values()
    offered = found(entries, typed) if typed else [each for each in entries if each.group is Group.REASSURANCE]
    context: dict[str, Any] = {"typed": typed, "entries": offered[:MOST_OFFERED], "more": len(offered) - MOST_OFFERED}
    return render(request, "composing/_found_words.html", context)


def _typed(request: SignedInRequest) -> str:
    return request.GET.get("words", "").strip()[:LONGEST_TYPED]
