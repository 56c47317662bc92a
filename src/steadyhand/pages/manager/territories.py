"""Whose would each customer be, if work and drive were even? Now and then side by side; whoever decides takes it on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import ascii_uppercase
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from numpy.typing import NDArray

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dispatch.queries.region import region_of
from steadyhand.business.dispatch.territories.balance import Balance, Share, balance_of, moves_of, unassigned_of
from steadyhand.business.dispatch.territories.designing import Design, design
from steadyhand.business.dispatch.territories.region import Knobs, Region
from steadyhand.flows.person.redraw_territories import CannotRedraw, Given, redraw_territories, take_back_redrawing
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.plane import on_plane
from steadyhand.pages.common.record.editing import DayInput, OnceForm
from steadyhand.pages.common.saying import ONE_DAY, date_said, saying_for
from steadyhand.shared.once import do_once

READERS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
# A dozen technicians and 300 customers take half a second; nobody waits longer for a what-if than this.
_SECONDS = 2.0
_COLOURS = 12
_NOBODY = -1
_UNDO = "territories-taken-on"
# As long as on the desk: to answer the phone in between; later it is a new decision.
UNDO_FOR = timedelta(minutes=15)
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


class TakeOnForm(OnceForm):
    """Which customers are moved, and from when."""

    since_on = forms.DateField(label="From", widget=DayInput())


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
            context |= _shown(design(found.region, seconds=_SECONDS), found.written)
            context["take_on"] = TakeOnForm(initial={"since_on": saying.today + ONE_DAY})
    context["undo"] = _undo(request, saying.now)
    return render(request, "manager/territories/territories.html", context)


@open_to(READERS)
@require_POST
def take_on(request: SignedInRequest) -> HttpResponse:
    """Make the ticked customers somebody else's, all or none, once."""
    saying, back = saying_for(request), _back(request)
    form = TakeOnForm(request.POST)
    given = _given(request.POST.getlist("given"))
    if not form.is_valid() or given is None:
        return turn_back(request, back, said="Nothing was changed: choose customers of the list and a day again.")
    since_on = form.cleaned_data["since_on"]

    def do() -> dict[str, Any]:
        done = redraw_territories(by=request.actor, given=given, since_on=since_on, today=saying.today, now=saying.now)
        return {"rows": [row.hex for row in done.rows], "untold": list(done.untold)}

    try:
        done = do_once(
            tenant_id=request.actor.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do
        )
    except CannotRedraw as refused:
        return turn_back(request, back, said=str(refused))
    said = f"{len(done['rows'])} customers have somebody else from {date_said(since_on)}."
    request.session[_UNDO] = {
        "said": said,
        "rows": done["rows"],
        "given": [_value(each) for each in given],
        "until": (saying.now + UNDO_FOR).isoformat(),
    }
    _warn(request, done["untold"])
    return see_other(back)


@open_to(READERS)
@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Take back what was just taken on, all of it."""
    saying, back = saying_for(request), _back(request)
    undo, form = _undo(request, saying.now), OnceForm(request.POST)
    given = _given(undo["given"]) if undo else None
    if not form.is_valid() or not undo or given is None:
        return turn_back(request, back, said="This can't be undone here any more; change it on the customer's page.")

    def do() -> dict[str, Any]:
        rows = [UUID(row) for row in undo["rows"]]
        untold = take_back_redrawing(by=request.actor, rows=rows, given=given, today=saying.today, now=saying.now)
        return {"untold": list(untold)}

    try:
        done = do_once(
            tenant_id=request.actor.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do
        )
    except CannotRedraw as refused:
        return turn_back(request, back, said=str(refused))
    request.session.pop(_UNDO, None)
    messages.success(request, "It stays as it was.")
    _warn(request, done["untold"])
    return see_other(back)


def _undo(request: SignedInRequest, now: datetime) -> dict[str, Any] | None:
    """Return what was taken on last, while it may be taken back; with a key for the form that does."""
    undo = request.session.get(_UNDO)
    if not undo or datetime.fromisoformat(undo["until"]) <= now:
        request.session.pop(_UNDO, None)
        return None
    fields = {"form_key": new_key(), "branch": request.GET.get("branch", "")}
    return {**undo, "url": reverse("territories-take-back"), "fields": fields}


def _back(request: SignedInRequest) -> str:
    branch = request.POST.get("branch", "")
    asked = f"?{urlencode({'branch': branch})}" if branch else ""
    return f"{reverse('territories')}{asked}"


def _warn(request: SignedInRequest, untold: list[str]) -> None:
    if untold:
        messages.warning(request, f"Tell them yourself, for no number or address is known: {', '.join(untold)}.")


def _value(given: Given) -> str:
    return "~".join(each.hex if each else "" for each in (given.customer_id, given.before, given.after))


def _given(values: Sequence[str]) -> list[Given] | None:
    """Read which customers go from whom to whom; None where it can't be read."""
    try:
        parts = [[UUID(each) if each else None for each in value.split("~")] for value in values]
        found = [Given(customer, before, after) for customer, before, after in parts if customer and after]
    except ValueError:
        return None
    return found if len(found) == len(values) else None


def _shown(found: Design, written: Mapping[UUID, UUID]) -> dict[str, Any]:
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
                "value": _value(
                    Given(UUID(move.customer), written.get(UUID(move.customer)), UUID(move.after))
                ),
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
