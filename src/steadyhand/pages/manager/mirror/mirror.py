"""The company's mirror, and the messages behind each of its numbers: of a team, never of a person."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.mirror import FEWEST_WRITERS, Change, Drift, Leak, Share
from steadyhand.business.insight.queries.mirror import Mirror, OfLeak, messages_of, mirror_of
from steadyhand.business.insight.saying import UNIT, share_said
from steadyhand.business.insight.uncertain import FEW
from steadyhand.business.obstacles.rules import Effect
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.told.marked import label_said, rule_said, shown_message, why_of
from steadyhand.pages.common.told.mine import page_number
from steadyhand.pages.manager.mirror.asking import Asked, asked_of
from steadyhand.pages.manager.mirror.chart import weeks_chart
from steadyhand.shared.uncertain import Interval

READERS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
PAGE = 25


@open_to(READERS)
@require_safe
def mirror(request: SignedInRequest) -> HttpResponse:
    """Show what customers were told, at team level; nothing where fewer than three people wrote."""
    asked = asked_of(request)
    found = mirror_of(request.actor, asked.span, before=asked.before)
    context: dict[str, Any] = {
        "bar": asked.bar("mirror"),
        "found": found,
        "fewest": FEWEST_WRITERS,
        "few": FEW,
        "all_url": asked.url("mirror-rows"),
    }
    if found.is_shown:
        context |= _shown(found, asked)
    return render(request, "manager/mirror/mirror.html", context)


@open_to(READERS)
@require_safe
def rows(request: SignedInRequest) -> HttpResponse:
    """Show the messages behind a number: their words and what was found, and nobody's name."""
    asked, page = asked_of(request), page_number(request)
    label = next((each for each in Label if each == request.GET.get("label", "")), None)
    leak = next((each for each in Leak if each == request.GET.get("leak", "")), None)
    rule = request.GET.get("rule", "")[:100]
    found = messages_of(
        request.actor,
        asked.span,
        label=label.value if label else "",
        rule=rule,
        leak=leak,
        skip=(page - 1) * PAGE,
        most=PAGE,
    )
    more = {"label": label or "", "leak": leak or "", "rule": rule}
    context = {
        "found": found,
        "fewest": FEWEST_WRITERS,
        "weeks": asked.weeks,
        "branch": asked.branch,
        "what": leak.label if leak else rule_said(rule) if rule else label_said(label) if label else "anything",
        "why": why_of(rule),
        "lines": [(shown_message(each), f"week of {_monday_said(asked, each.at)}") for each in found.messages],
        "back": asked.url("mirror"),
        "previous_url": asked.url("mirror-rows", **more, page=str(page - 1)) if page > 1 else "",
        "next_url": asked.url("mirror-rows", **more, page=str(page + 1)) if found.has_more else "",
    }
    return render(request, "manager/mirror/rows.html", context)


def _shown(found: Mirror, asked: Asked) -> dict[str, Any]:
    shares = {asked.saying.on(week.begins): week.share for week in found.weeks}
    return {
        "anything": _card(found.anything),
        "chart": weeks_chart(asked.mondays, shares),
        "labels": [
            (label_said(each.label), _card(each.share), each.kept, asked.url("mirror-rows", label=each.label.value))
            for each in found.labels
        ],
        "rules": [
            {
                "said": rule_said(each.rule),
                "why": why_of(each.rule),
                "label": label_said(each.label),
                "is_nudge": each.tier is Tier.NUDGE,
                "card": _card(each.share),
                "findings": each.findings,
                "kept": each.kept,
                "url": asked.url("mirror-rows", rule=each.rule),
            }
            for each in found.rules
        ],
        "departments": [(each.department.label, _card(each.share)) for each in found.departments],
        "drift": drift_said(found.pitching, asked.weeks),
        "pitching_url": asked.url("mirror-rows", label=Label.HARD_SELL.value),
        "leaks": [_leak(each, asked) for each in found.leaks],
    }


def drift_said(change: Change | None, weeks: int) -> tuple[str, str]:
    """Return in a sentence whether more is pitched than before, and between which shares the change lies."""
    if change is None:
        return (
            f"Fewer than {FEWEST_WRITERS} people wrote in the {weeks} weeks before: nothing to hold this against.",
            "",
        )
    if change.drift is Drift.TOO_FEW:
        least = min(change.now.total, change.before.total)
        return (
            f"Too few to tell: {least:,} messages in one of the two spans, and below {FEW} one more or less decides.",
            "",
        )
    was, now = share_said(change.before.value or 0.0), share_said(change.now.value or 0.0)
    said = {
        Drift.MORE: f"More pitching than before: {now} of messages press, and {was} did.",
        Drift.LESS: f"Less pitching than before: {now} of messages press, and {was} did.",
        Drift.SAME: f"No drift beyond chance: {now} of messages press, and {was} did.",
    }[change.drift]
    counted = (
        f"{change.now.count:,} of {change.now.total:,} messages, {change.before.count:,} of {change.before.total:,} "
        f"before."
    )
    return (
        said,
        f"{counted} The change lies 95 times in 100 between {_between(change.apart)}." if change.apart else "",
    )


def _between(apart: Interval) -> str:
    low, high = (f"{'+' if each > 0 else ''}{share_said(each).removesuffix(UNIT)}" for each in (apart.low, apart.high))
    return f"{low} and {high} in 100"


def _card(share: Share) -> dict[str, Any]:
    interval = share.interval
    between = f"{share_said(interval.low).removesuffix(UNIT)}–{share_said(interval.high)}" if interval else ""
    return {
        "value": share_said(share.value) if share.value is not None else "—",
        "count": share.count,
        "of": f"{share.count:,} of {share.total:,}",
        "between": between,
        "is_few": share.is_few,
    }


def _leak(each: OfLeak, asked: Asked) -> dict[str, Any]:
    """Return a problem of the house, with the address at which its cause is raised, its form filled in."""
    words = (
        f"{each.leak.label}. In {each.share.count:,} of {each.share.total:,} messages of the last {asked.weeks} weeks "
        f"it reached customers ({', '.join(rule_said(rule) for rule in each.rules)}). What is the cause?"
    )
    prefilled = {"sort": each.leak.sort.value, "effect": Effect.AGAIN.value, "words": words}
    return {
        "label": each.leak.label,
        "card": _card(each.share),
        "rules": [(rule_said(rule), why_of(rule)) for rule in each.rules],
        "url": asked.url("mirror-rows", leak=each.leak.value),
        "raise_url": f"{reverse('stopped')}?{urlencode(prefilled)}",
    }


def _monday_said(asked: Asked, at: datetime) -> str:
    """Return the week in which it was said, and no more: with the hour its writer would be known."""
    on = asked.saying.on(at)
    monday = max((each for each in asked.mondays if each <= on), default=on)
    return f"{monday.day} {monday:%B}"
