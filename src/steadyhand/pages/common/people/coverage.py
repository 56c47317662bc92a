"""Who can do what, what hangs on one person, and what becomes of it if somebody leaves."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.learning.queries.paths import Line, Path, paths_of
from steadyhand.business.machines.field_needs import customers_with
from steadyhand.business.people.customers import customers_answered_for
from steadyhand.business.people.growth.coverage import Column, Coverage, Row, coverage_of
from steadyhand.business.people.growth.covering import Cover, Way, until, without
from steadyhand.business.people.growth.rules import SkillKind
from steadyhand.business.people.growth.together import closing_together
from steadyhand.business.people.levels import ALONE
from steadyhand.business.people.settings import CERTIFICATE_ENDS_SOON_DAYS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.people.roles import DECIDERS
from steadyhand.pages.common.record.editing import date_said, shown
from steadyhand.pages.common.saying import saying_for

_CERTIFICATES = "certificates"
_KINDS = {each.value: each.label for each in SkillKind} | {_CERTIFICATES: "certificates"}
# A matrix has thousands of cells: a template's loop over them took more than half of the page's time.
_CELL = (
    '<td class="people-cell {kind}" title="{said}" tabindex="-1">'
    '<span aria-hidden="true">{text}<sup>{marks}</sup></span><span class="visually-hidden">{said}</span></td>'
)
LEVELS_SAID = ("none", "learning", "assisted", "independent", "teaches")


@open_to(DECIDERS)
@require_safe
def coverage(request: SignedInRequest) -> HttpResponse:
    """Show the matrix of a branch or of all, what hangs on one, and what somebody's leaving would do."""
    by, saying = request.actor, saying_for(request)
    branches = branches_of(by)
    branch = next((each for each in branches if each.code == request.GET.get("branch")), None)
    found = coverage_of(by, on=saying.today, branch_id=branch.id if branch else None)
    kind = request.GET.get("kind", "")
    columns = [column for column in found.columns if kind not in _KINDS or _kind_of(column) == kind]
    soon = saying.today + timedelta(days=value_of(by.tenant_id, CERTIFICATE_ENDS_SOON_DAYS))
    leaving = next((row for row in found.rows if str(row.id) == request.GET.get("without", "")), None)
    families = {cover.wanted.title for cover in found.risks}
    changes = without(found.covers, leaving.id) if leaving else ()
    families |= {change.wanted.title for change in changes}
    learning = paths_of(by, [row.id for row in found.rows], on=saying.today)
    customers = customers_with(by, families, branch_id=branch.id if branch else None) if families else {}
    context = {
        "branches": branches if len(branches) > 1 else (),
        "branch": branch,
        "kind": kind if kind in _KINDS else "",
        "kinds": [(key, label) for key, label in _KINDS.items() if any(_kind_of(one) == key for one in found.columns)],
        "groups": _groups(columns),
        "columns": columns,
        "rows": [_row_said(row, columns, soon, learning.get(row.id)) for row in found.rows],
        "learning": [
            {"who": path.technician, "id": path.technician_id, "line": line, "by": date_said(line.due_on)}
            for path in sorted(learning.values(), key=lambda each: each.technician)
            for line in path.coming
            if line.certificate or line.skill
        ],
        "feet": [_foot(column) for column in columns],
        "risks": [_risk_said(cover, customers.get(cover.wanted.title, ()), found) for cover in found.risks],
        "together": _together_said(found),
        "besides": [_beside_said(cover) for cover in found.besides],
        "covered": len(found.covers) - len(found.risks),
        "people": found.rows,
        "leaving": leaving,
        "changes": [{"change": change, "customers": customers.get(change.wanted.title, ())} for change in changes],
        "answers_for": customers_answered_for(by, leaving.id, on=saying.today) if leaving else (),
        "query": urlencode({name: value for name, value in request.GET.items() if name != "without"}),
        "today": date_said(saying.today),
        "levels": [(level, said) for level, said in enumerate(LEVELS_SAID)],
        "ahead": date_said(found.ahead),
    }
    return shown(request, "people/coverage.html", context)


def _together_said(found: Coverage) -> list[dict[str, Any]]:
    """Return the ways that close several risks at once, in words; without two risks there is nothing to ask."""
    if len(found.risks) < 2:  # noqa: PLR2004  # two are closed together, or none
        return []
    people = [row.person() for row in found.rows]
    ways = closing_together(found.risks, people, courses=found.courses, costs=found.costs)
    return [
        {
            "person": each.person,
            "kinds": " and ".join(kind.title for kind in each.kinds),
            "way": _way_said(each.way),
            "price": f"{each.price_cents / 100:,.0f}",
            "apart": f"{each.apart_cents / 100:,.0f}",
        }
        for each in ways
    ]


def _kind_of(column: Column) -> str:
    return column.kind.value if column.kind else _CERTIFICATES


def _groups(columns: list[Column]) -> list[tuple[str, int]]:
    """Return the headings above the columns, with how many stand under each."""
    counted: dict[str, int] = {}
    for column in columns:
        label = _KINDS[_kind_of(column)]
        counted[label] = counted.get(label, 0) + 1
    return list(counted.items())


def _row_said(row: Row, columns: list[Column], soon: date, path: Path | None) -> dict[str, Any]:
    learnt = _learnt(path)
    return {
        "row": row,
        "url": reverse("person", args=[row.id]),
        "cells": format_html_join(
            "\n", _CELL, (_being_learnt(_cell(row, column, soon), learnt.get(column.key)) for column in columns)
        ),
        "lacks": [
            need.title
            for key, need in row.wanted.items()
            if need.is_must and (row.known[key].level if key in row.known else 0) < need.level
        ],
    }


def _learnt(path: Path | None) -> dict[str, Line]:
    """Return what somebody is to learn still, by the columns that show it."""
    found: dict[str, Line] = {}
    for line in path.coming if path else ():
        for key in (line.certificate.casefold(), line.skill.casefold()):
            if key:
                found.setdefault(key, line)
    return found


def _being_learnt(cell: dict[str, Any], line: Line | None) -> dict[str, Any]:
    if line is None:
        return cell
    to = f" to level {line.level}" if line.skill else ""
    said = f"{cell['said']}; being learnt{to}, there by {date_said(line.due_on)}"
    return {**cell, "marks": f"{cell['marks']}↑", "said": said}


def _cell(row: Row, column: Column, soon: date) -> dict[str, Any]:
    """Return one cell: a symbol and a colour, and the same in words for who hears or hovers it."""
    if column.is_certificate:
        return _certificate_cell(row, column, soon)
    known = row.known.get(column.key)
    level = known.level if known else 0
    need = row.wanted.get(column.key)
    said = [f"{row.name}, {column.title}: {level} {LEVELS_SAID[level]}"]
    marks: list[str] = []
    kind = f"level-{level}"
    if known is not None and known.best is None:
        marks.append("“")
        said.append(f"by their own word {LEVELS_SAID[known.standing.own.level]}" if known.standing.own else "")
    if need is not None and level < need.level:
        marks.append("!" if need.is_must else "+")
        said.append(
            f"{'essential:' if need.is_must else 'nice to have:'} {LEVELS_SAID[need.level]} as {row.post_title}"
        )
        kind += " is-gap" if need.is_must else " is-wish"
    ends = known.best.claim.expires_on if known and known.best else None
    if ends is not None and ends <= soon:
        marks.append("↓")
        said.append(f"until {date_said(ends)}")
        kind += " is-ending"
    if level >= ALONE and column.alone == 1:
        marks.append("①")
        said.append("the only one")
        kind += " is-single"
    return {
        "text": str(level) if level or need else "·",
        "marks": "".join(marks),
        "said": "; ".join(said),
        "kind": kind,
    }


def _certificate_cell(row: Row, column: Column, soon: date) -> dict[str, Any]:
    ends = row.certificates.get(column.key)
    if ends is None:
        return {"text": "·", "marks": "", "said": f"{row.name}, {column.title}: none", "kind": "level-0"}
    lasts = "for ever" if ends == date.max else f"until {date_said(ends)}"
    marks, kind, said = [], "level-3", [f"{row.name}, {column.title}: holds {lasts}"]
    if ends <= soon:
        marks.append("↓")
        kind += " is-ending"
    if column.alone == 1:
        marks.append("①")
        said.append("the only one")
        kind += " is-single"
    return {"text": "✓", "marks": "".join(marks), "said": "; ".join(said), "kind": kind}


def _foot(column: Column) -> dict[str, Any]:
    """Return under a column how many can do it alone, of how many are wanted."""
    kind = "late" if not column.alone else "risk" if column.alone == 1 else "done"
    enough = column.alone >= column.wanted
    return {"text": f"{column.alone}/{column.wanted}", "kind": kind if not enough else "done", "title": column.title}


def _risk_said(cover: Cover, customers: Any, found: Coverage) -> dict[str, Any]:
    only = cover.able[0] if cover.is_single else None
    return {
        "cover": cover,
        "asks": _asks(cover),
        "word": "nobody can" if cover.is_nobody else f"only {only.name}" if only else "all run out",
        "kind": "late" if cover.is_nobody else "risk",
        "only": only,
        "only_until": _until_said(only, cover) if only else "",
        "ends": date_said(cover.ends_on),
        "customers": customers,
        "more": cover.wanted.customers - len(customers),
        "remedy": cover.remedy,
        "way": _way_said(cover.remedy.way) if cover.remedy else "",
        "price": f"{cover.remedy.price_cents / 100:,.0f}" if cover.remedy else "",
        "is_too_late": bool(
            cover.remedy and cover.ends_on and found.on + timedelta(weeks=cover.remedy.way.weeks) > cover.ends_on
        ),
    }


def _beside_said(cover: Cover) -> dict[str, Any]:
    """Return a craft or a certificate that hangs on one or on nobody, and the cheapest way out, in words."""
    does = "holds it" if cover.wanted.certificate else "works alone in it"
    only = cover.able[0] if cover.is_single else None
    word = f"only {only.name} {does}" if only else f"nobody {does}" if cover.is_nobody else "all run out"
    return {
        "title": cover.wanted.title,
        "word": word,
        "kind": "late" if cover.is_nobody else "risk",
        "ends": date_said(cover.ends_on),
        "remedy": cover.remedy,
        "way": _way_said(cover.remedy.way) if cover.remedy else "",
        "price": f"{cover.remedy.price_cents / 100:,.0f}" if cover.remedy else "",
    }


def _asks(cover: Cover) -> str:
    wanted = cover.wanted
    asks = [f"{LEVELS_SAID[wanted.level]} in {wanted.title}"] if wanted.skill else []
    asks += [f"the certificate for {wanted.maker} {wanted.certificate_line}"] if wanted.certificate else []
    return " and ".join(asks)


def _until_said(person: Any, cover: Cover) -> str:
    last = until(person, cover.wanted)
    return "" if last == date.max else date_said(last)


def _way_said(way: Way) -> str:
    return f"{', then '.join(way.steps)}: {way.hours} h over {way.weeks} weeks"
