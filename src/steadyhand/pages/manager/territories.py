"""Whose would each customer be, if work and drive were even? Now and then side by side; looking changes nothing."""

from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from numpy.typing import NDArray

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dispatch.queries.region import region_of
from steadyhand.business.dispatch.territories.balance import Balance, Share, balance_of, moves_of, unassigned_of
from steadyhand.business.dispatch.territories.designing import Design, design
from steadyhand.business.dispatch.territories.region import Knobs, Region
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.plane import on_plane
from steadyhand.pages.common.saying import saying_for

READERS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
# A dozen technicians and 300 customers take half a second; nobody waits longer for a what-if than this.
_SECONDS = 2.0
_COLOURS = 12
_NOBODY = -1
# Above so many sites letters would cover one another: then dots are small, and colours alone tell whose they are.
_MOST_LETTERS = 80


class KnobsForm(forms.Form):
    """What whoever decides can turn."""

    moved = forms.IntegerField(
        min_value=0, max_value=100_000, label="Minutes a month that keeping a technician is worth"
    )
    even = forms.IntegerField(min_value=0, max_value=100, label="Loads may lie so many percent from even")


@dataclass(frozen=True, slots=True)
class Dot:
    """A customer's site on the map, or where somebody starts."""

    x: int
    y: int
    letter: str
    colour: int
    said: str


@open_to(READERS)
@require_safe
def territories(request: SignedInRequest) -> HttpResponse:
    """Show what a branch's customers would be like, assigned anew."""
    saying, branches = saying_for(request), branches_of(request.actor)
    branch = next(
        (each for each in branches if each.code == request.GET.get("branch")), branches[0] if branches else None
    )
    usual = Knobs()
    start = {"moved": round(usual.moved_minutes), "even": round(100 * usual.even_within)}
    form = KnobsForm({name: request.GET.get(name, value) for name, value in start.items()})
    given = form.cleaned_data if form.is_valid() else start
    knobs = Knobs(moved_minutes=float(given["moved"]), even_within=given["even"] / 100)
    context: dict[str, Any] = {
        "form": form, "branch": branch, "branches": branches if len(branches) > 1 else (),
    }  # fmt: skip
    if branch is not None:
        found = region_of(request.actor, branch.id, knobs=knobs, today=saying.today, now=saying.now)
        context |= {"without_place": found.without_place, "visits": found.visits}
        if found.region is not None and found.region.customers:
            context |= _shown(design(found.region, seconds=_SECONDS))
    return render(request, "manager/territories/territories.html", context)


def _shown(found: Design) -> dict[str, Any]:
    reckoning, region = found.reckoning, found.reckoning.region
    names = {who.key: who.name for who in region.technicians}
    customers = {each.key: each.name for each in region.customers}
    before, after = balance_of(reckoning, reckoning.now), balance_of(reckoning, found.assigned)
    moves = moves_of(found)
    return {
        "region": region,
        "gap": f"{100 * found.gap:.1f}",
        "before": _in_short(before),
        "after": _in_short(after),
        "lines": [
            {
                "name": who.name, "letter": _letter(number), "colour": _colour(number), "before": _share(old),
                "after": _share(new),
            }
            for number, (who, old, new) in enumerate(zip(region.technicians, before.shares, after.shares, strict=True))
        ],
        "moves": [
            {
                "id": move.customer,
                "name": customers[move.customer],
                "before": names.get(move.before, ""),
                "after": names[move.after],
                "work": _hours(move.work_minutes),
                "drive": f"{move.drive_minutes:+.0f}".replace("-", "−"),
            }
            for move in moves
        ],
        "known": sum(1 for move in moves if move.before),
        "unassigned": [(customers[key], said) for key, said in unassigned_of(found)],
        "is_crowded": sum(len(each.sites) for each in region.customers) > _MOST_LETTERS,
        "maps": [
            ("Now", _dots(region, reckoning.now)),
            ("Then", _dots(region, found.assigned)),
        ],
    }  # fmt: skip


def _dots(region: Region, assigned: NDArray[Any]) -> list[Dot]:
    sites = [
        (each, site.at, int(column))
        for each, column in zip(region.customers, assigned, strict=True)
        for site in each.sites
    ]
    places = on_plane([at for _, at, _ in sites])
    return [
        Dot(x, y, _letter(column), _colour(column), f"{each.name}, {_name(region, column)}")
        for (x, y), (each, _, column) in zip(places, sites, strict=True)
    ]


def _name(region: Region, column: int) -> str:
    return region.technicians[column].name if column != _NOBODY else "nobody"


def _letter(column: int) -> str:
    return "?" if column == _NOBODY else ascii_uppercase[column % len(ascii_uppercase)]


def _colour(column: int) -> int:
    return 0 if column == _NOBODY else column % _COLOURS + 1


def _in_short(balance: Balance) -> dict[str, str]:
    return {"drive": _hours(balance.drive_minutes), "spread": _hours(_spread_minutes(balance))}


def _spread_minutes(balance: Balance) -> float:
    loads = [share.load_minutes for share in balance.shares]
    return max(loads) - min(loads)


def _share(share: Share) -> dict[str, Any]:
    return {
        "customers": share.customers,
        "work": _hours(share.work_minutes),
        "drive": _hours(share.drive_minutes),
        "load": _hours(share.load_minutes),
    }


def _hours(minutes: float) -> str:
    hours = minutes / 60
    return f"{hours:.0f}" if round(hours, 1) >= 10 else f"{hours:.1f}"  # noqa: PLR2004  # where tenths say nothing
