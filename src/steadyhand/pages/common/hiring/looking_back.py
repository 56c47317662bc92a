"""How did hires do, compared with their scorecards? Figures of criteria and questions, to make the kit better."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.learning.looking_back.rules import FEWEST, BandLater, Later, Level, weeks_between
from steadyhand.business.learning.queries.looking_back import AtPoint, Hire, Learnt, OfCriterion, looking_back
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import date_said, saying_for


@open_to(LEADS)
@require_safe
def looking_back_page(request: SignedInRequest) -> HttpResponse:
    """Show hires 3, 6 and 12 months on, each criterion over all of them, and hints for the kit."""
    found = looking_back(request.actor, today=saying_for(request).today)
    context = {
        "hires": [_hire_said(each) for each in found.hires],
        "criteria": [_criterion_said(each) for each in found.criteria],
        "questions": found.questions,
        "fewest": FEWEST,
    }
    return shown(request, "hiring/looking_back.html", context)


def _hire_said(hire: Hire) -> dict[str, Any]:
    titles = {each.code: each.title for each in hire.criteria}
    return {
        "hire": hire,
        "since": date_said(hire.started_on),
        "left": date_said(hire.left_on),
        "path": [_learnt_said(each, hire, titles.get(each.criterion, each.criterion)) for each in hire.path],
        "points": [_point_said(each, titles) for each in hire.points],
    }


def _learnt_said(line: Learnt, hire: Hire, title: str) -> str:
    planned = weeks_between(hire.started_on, line.planned_on)
    if line.there_on is None:
        return f"Hired with a path for “{title}”: not there yet (planned after {planned} weeks)."
    took = weeks_between(hire.started_on, line.there_on)
    return f"Hired with a path for “{title}”: it was there after {took} weeks (planned {planned})."


def _point_said(point: AtPoint, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "months": point.months,
        "on": date_said(point.on),
        "word": "still here" if point.is_here else "left",
        "kind": "done" if point.is_here else "stopped",
        "lines": ", ".join(f"{count} {word}" for word, count in point.lines.items()),
        "later": [(titles[code], said) for code, later in point.later.items() if (said := _later_said(later))],
    }


def _later_said(later: Later) -> str:
    parts = [_level_said(each) for each in later.levels if each.level is not None]
    parts += [f"line of the path {line.value}" for line in later.lines]
    if later.chances:
        parts.append(f"behaviours seen {later.seen} of {later.chances}")
    return "; ".join(parts)


def _level_said(level: Level) -> str:
    return f"{level.skill} {level.level} by others' word, {level.wanted} asked for"


def _criterion_said(criterion: OfCriterion) -> dict[str, Any]:
    return {"title": criterion.title, "bands": [_band_said(each) for each in criterion.bands]}


def _band_said(band: BandLater) -> str:
    if not band.n:
        return "–"
    if band.share is None:
        return f"{band.well} of {band.n}: too few to tell"
    return f"{band.well} of {band.n} ({band.share.low:.0%} to {band.share.high:.0%})"
