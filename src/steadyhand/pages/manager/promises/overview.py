"""Were promises kept? By the day that was promised, with how sure each figure is, and a way to the rows behind it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.rules import EVERYBODY, Role
from steadyhand.business.insight.kept.reading import (
    ModelInUse,
    by_branch,
    by_kind,
    by_month,
    by_segment,
    causes_of,
    lead_minutes,
    models_of,
    reliability_of,
    still_open,
    tally_of,
)
from steadyhand.business.insight.kept.rows import Which
from steadyhand.business.insight.kept.tally import Share, Tally
from steadyhand.business.insight.why import minutes_said
from steadyhand.business.promises.rules import Cause, ModelState
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.manager.promises.asking import Wanted, wanted_of
from steadyhand.pages.manager.promises.chart import reliability_chart
from steadyhand.pages.manager.promises.saying import figure_said, line_said, rows_url, segment_said
from steadyhand.shared.actor import Actor

READERS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
# The address of a branch in a segment's name (promises/facts.py).
BRANCH_DIGITS = 6
_STATES = {
    ModelState.LIVE: ("answers now", "done"),
    ModelState.RETIRED: ("answered before", "waiting"),
    ModelState.HELD_BACK: ("held back", "held"),
}


@open_to(READERS)
@require_safe
def promises(request: SignedInRequest) -> HttpResponse:
    """Show how promises were kept."""
    wanted = wanted_of(request)
    by, cohort, asking = request.actor, wanted.cohort, wanted.asking
    tally = tally_of(by, cohort)
    context = {
        "bar": asking.bar("promises"),
        "wanted": wanted,
        "tally": tally,
        "still_open": still_open(by, cohort),
        "cards": cards_of(by, wanted, tally),
        "counts": _counts(wanted, tally),
        "causes": _causes(by, wanted, tally),
        "tables": _tables(by, wanted),
        "chart": reliability_chart(reliability_of(by, cohort)),
        "models": [_model(each, asking.saying) for each in models_of(by)],
        "kinds": wanted.kept(),
    }
    return render(request, "manager/promises/promises.html", context)


@open_to(EVERYBODY)
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Show somebody how their own promises were kept. Nobody else's stand beside them."""
    wanted = wanted_of(request, own=True)
    tally = tally_of(request.actor, wanted.cohort)
    context = {
        "bar": wanted.asking.bar("promises-mine"),
        "tally": tally,
        "cards": cards_of(request.actor, wanted, tally, has_rows=False),
    }
    return shown(request, "manager/promises/mine.html", context)


def cards_of(by: Actor, wanted: Wanted, tally: Tally, *, has_rows: bool = True) -> list[dict[str, Any]]:
    """Return the figures of a cohort as cards show them."""

    def url(which: Which) -> str:
        return rows_url(**wanted.kept(which=which.value)) if has_rows else ""

    lead = lead_minutes(by, wanted.cohort)
    lead_said = f"Half of those who were told early heard it {minutes_said(lead)} before." if lead is not None else ""
    return [
        figure_said("Kept", tally.kept_share, url=url(Which.KEPT), about="Of the times that stood in the end."),
        figure_said(
            "The first word kept",
            tally.first_kept_share,
            url=url(Which.RENEGOTIATED),
            about="As it was said first: a time that was agreed on anew was not kept.",
        ),
        figure_said(
            "Kept very early",
            tally.early_share,
            url=url(Which.EARLY),
            about="With over half of the time left. Many of these mean that times are padded.",
        ),
        figure_said("Misses told before", tally.announced_share, url=url(Which.ANNOUNCED), about=lead_said),
        figure_said(
            "Sooner than the odds allowed",
            tally.sooner_share,
            url=url(Which.SOONER),
            about=_beside("All others", tally.as_asked_share),
        ),
    ]


def _beside(what: str, share: Share) -> str:
    said = figure_said(what, share, url="")
    return f"{what}: {said['value']} kept ({said['of']})." if share.total else ""


def _counts(wanted: Wanted, tally: Tally) -> list[tuple[str, str, str]]:
    pairs = (
        (Which.KEPT, tally.kept),
        (Which.MISSED, tally.missed),
        (Which.RENEGOTIATED, tally.renegotiated),
        (Which.WITHDRAWN, tally.withdrawn),
    )
    return [(which.label, f"{count:,}", rows_url(**wanted.kept(which=which.value))) for which, count in pairs]


def _causes(by: Actor, wanted: Wanted, tally: Tally) -> list[dict[str, Any]]:
    """Return how often each cause was named, each with the way to its rows."""
    return [
        {
            "label": cause.label if cause else "not named yet",
            "share": figure_said("", Share(count, tally.missed), url="")["value"],
            "count": f"{count:,}",
            "url": rows_url(**wanted.kept(**_cause_asked(cause))),
        }
        for cause, count in causes_of(by, wanted.cohort)
    ]


def _cause_asked(cause: Cause | None) -> dict[str, str]:
    return {"cause": cause.value} if cause else {"which": Which.UNNAMED.value}


def _tables(by: Actor, wanted: Wanted) -> list[tuple[str, list[dict[str, Any]]]]:
    asking, cohort = wanted.asking, wanted.cohort
    branches = {branch.id: branch for branch in asking.branches}
    names = {branch.id.hex[-BRANCH_DIGITS:]: branch.name for branch in asking.branches}
    kinds = [
        line_said(kind.label, tally, url=rows_url(**wanted.kept(kind=kind.value)))
        for kind, tally in by_kind(by, cohort).items()
    ]
    segments = [
        line_said(segment_said(segment, names), tally, url=rows_url(**wanted.kept(segment=segment)) if segment else "")
        for segment, tally in by_segment(by, cohort).items()
    ]
    found = [("By what was promised", kinds), ("By how badly it hurts", segments)]
    if asking.period.kind != "month":
        months = by_month(by, cohort, zone=asking.saying.zone)
        found.append(("By month", [line_said(f"{on:%B %Y}", tally) for on, tally in months.items()]))
    if len(asking.branches) > 1:
        by_place = by_branch(by, cohort)
        found.append(
            (
                "By branch",
                [
                    line_said(branches[key].name, tally, url=rows_url(**wanted.kept(branch=branches[key].code)))
                    for key, tally in by_place.items()
                    if key in branches
                ],
            )
        )
    return [(title, lines) for title, lines in found if lines]


def _model(model: ModelInUse, saying: Saying) -> dict[str, Any]:
    word, kind = _STATES[model.state]
    return {
        "what": model.kind.label,
        "word": word,
        "kind": kind,
        "method": model.method,
        "fitted": saying.when(model.fitted_at),
        "rests_on": f"{model.closed_cases:,} closed, {model.open_cases:,} still open",
        "why": model.why,
    }
