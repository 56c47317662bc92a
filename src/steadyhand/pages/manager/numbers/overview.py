"""How are we doing? Every number of a period beside the one before, and how ours and the trade's fit together."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.figures import Figure
from steadyhand.business.insight.metrics import METRICS
from steadyhand.business.insight.queries.numbers import (
    Freshness,
    Numbers,
    QuarterAverage,
    averages_of,
    freshness_of,
    numbers_of,
    trends_of,
)
from steadyhand.business.insight.saying import change_said, said, said_between, said_of, share_said, value_said
from steadyhand.business.insight.why import minutes_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.manager.numbers.asking import Asking, asking_of
from steadyhand.pages.manager.numbers.chart import chart_of

READERS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
GROUPS = (
    ("Machines that came back", ("callbacks", "early-life", "after-maintenance", "pages-between-calls")),
    ("The work", ("first-time-fix", "first-call-effectiveness", "held-for-parts", "completion")),
    ("The waiting", ("response", "downtime", "within-term")),
    ("On the phone", ("phone-fixes", "phone-fixes-held")),
    ("As the trade counts", ("trade-callbacks", "trade-held", "trade-effectiveness")),
)


@open_to(READERS)
@require_safe
def numbers(request: SignedInRequest) -> HttpResponse:
    """Show every number of a period."""
    asking = asking_of(request)
    found = numbers_of(request.actor, asking.period, branch_id=asking.branch_id)
    trend = trends_of(request.actor, [METRICS["callbacks"]], asking.period, branch_id=asking.branch_id)
    context = {
        "bar": asking.bar("numbers"),
        "calls": found.calls,
        "groups": [(title, [card_of(asking, found, key) for key in keys]) for title, keys in GROUPS],
        "chart": chart_of(trend["callbacks"]),
        "chart_title": METRICS["callbacks"].title,
        "reconciled": reconciled(found),
        "averages": averages_said(averages_of(request.actor, asking.period, branch_id=asking.branch_id)),
        "fresh": fresh_said(freshness_of(request.actor), asking.saying),
        "models_url": asking.url("numbers-models"),
        "machines_url": reverse("numbers-machines"),
        "first_call_url": asking.url("first-call"),
    }
    return render(request, "manager/numbers/numbers.html", context)


def card_of(asking: Asking, found: Numbers, key: str) -> dict[str, Any]:
    """Return a number as a card shows it."""
    figure = found.now[key]
    return {
        "title": figure.metric.title,
        "url": asking.url("number", key),
        "value": value_said(figure.metric.kind, figure.value),
        "ninety": minutes_said(figure.ninety) if figure.ninety is not None else "",
        "between": said_between(figure),
        "of": said_of(figure),
        "change": change_said(figure, found.before[key]),
        "is_empty": figure.value is None,
        "few": few_said(figure),
        "chance": chance_said(figure),
    }


def averages_said(averages: Iterable[QuarterAverage]) -> list[dict[str, Any]]:
    """Return quarterly averages as the table shows them."""
    return [
        {
            "quarter": f"quarter {(row.quarter_on.month + 2) // 3} of {row.quarter_on.year}",
            "segment": row.segment or "no segment",
            "average": minutes_said(row.minutes),
            "term": minutes_said(row.term_minutes),
            "calls": row.calls,
            "is_kept": row.is_kept,
        }
        for row in averages
    ]


def few_said(figure: Figure) -> str:
    """Return a warning where there are too few to mean much."""
    if not figure.is_few:
        return ""
    return f"Only {figure.total:,.0f}: one more or less would move this a lot."


def chance_said(figure: Figure) -> str:
    """Return callbacks beside the chance floor: only what is above it is judged."""
    if figure.floor is None or figure.excess is None or figure.interval is None:
        return ""
    floor = f"By chance alone {share_said(figure.floor)}"
    if figure.is_above_chance:
        return f"{floor}; {share_said(figure.excess)} of all calls came back beyond that."
    if figure.interval.high < figure.floor:
        return f"{floor}: fewer came back than chance would bring."
    return f"{floor}: no more came back than chance may bring."


def reconciled(found: Numbers) -> list[tuple[str, str, str]]:
    """Return how ours becomes the trade's, line by line: what, how many, what it rests on."""
    count = found.tallied.count
    ours, early, after = count("callbacks"), count("early_life"), count("after_maintenance")
    originals, scheduled, counted = count("trade_originals"), count("trade_scheduled"), count("counted")
    trade = ours + early + after
    unknown = {name: count(name) for name in ("not_by_machine", "machine_unknown", "time_unknown", "still_open")}
    left_out = (
        f"{unknown['not_by_machine']:,.0f} not caused by the machine, {unknown['machine_unknown']:,.0f} about an "
        f"unknown one, {unknown['time_unknown']:,.0f} at an unknown time, {unknown['still_open']:,.0f} told twice"
    )
    return [
        ("Callbacks, ours", f"{ours:,.0f}", f"of {counted:,.0f} calls counted: {_share(ours, counted)}"),
        ("+ early-life calls", f"{early:,.0f}", "the trade counts them among callbacks"),
        ("+ calls after maintenance", f"{after:,.0f}", "the trade counts them among callbacks"),
        ("= callbacks, the trade's (CB)", f"{trade:,.0f}", ""),
        ("Original corrective calls (EM)", f"{originals:,.0f}", f"{counted:,.0f} counted − {trade:,.0f} CB"),
        ("+ scheduled calls (SC)", f"{scheduled:,.0f}", "maintenance, installs, moves and shop; can be come back from"),
        ("CB %", _share(trade, originals + scheduled), f"{trade:,.0f} ÷ ({originals:,.0f} + {scheduled:,.0f})"),
        (
            "HP %",
            _share(count("held"), originals + trade),
            f"{count('held'):,.0f} held ÷ ({originals:,.0f} + {trade:,.0f})",
        ),
        ("FCE", said(found.now["trade-effectiveness"]), "100 % − CB % − HP %"),
        (
            "FCE, ours",
            said(found.now["first-call-effectiveness"]),
            f"{count('effective'):,.0f} of {count('effective_known'):,.0f} closed calls counted",
        ),
        (
            "Left out of all of these",
            f"{sum(unknown.values()):,.0f}",
            left_out,
        ),
    ]


def fresh_said(fresh: Freshness, saying: Saying) -> str:
    """Return how far the numbers have come."""
    if not fresh.is_first_over:
        return "The numbers are being reckoned for the first time. Look again in a minute."
    until = saying.ago(fresh.seen_at) if fresh.seen_at else ""
    if fresh.sweep_because:
        return f"Up to what changed {until}; everything is being gone through once more because {fresh.sweep_because}."
    return f"Up to what changed {until}." if until else ""


def _share(count: float, total: float) -> str:
    return share_said(count / total) if total else "—"
