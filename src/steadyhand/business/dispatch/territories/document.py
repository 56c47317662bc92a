"""A region and its design as JSON documents: docs/reference/dispatch/territories says the same for programs."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from steadyhand.business.dispatch.solver.problem import BadProblem
from steadyhand.business.dispatch.solver.reading.fields import Fields
from steadyhand.business.dispatch.territories.balance import Balance, balance_of, moves_of, unassigned_of
from steadyhand.business.dispatch.territories.designing import Design
from steadyhand.business.dispatch.territories.region import Answerable, BadRegion, Knobs, Region, Served, Stop
from steadyhand.business.dispatch.territories.workload import NOTHING, Expected, corrective, upkeep
from steadyhand.business.dispatch.travel.places import NoSuchPlace, Place


def read(path: Path) -> Region:
    """Return the region in a file.

    Raises:
        BadRegion: it can't be read, or what it says can't be; the message says what to do.
    """
    try:
        return region_from(json.loads(path.read_text("utf-8")))
    except OSError as problem:
        raise BadRegion(f"{path} can't be read ({problem.strerror}): name a file that is there.") from problem
    except UnicodeDecodeError as problem:
        raise BadRegion(f"{path} isn't a text file: give JSON (docs/reference/dispatch/territories).") from problem
    except json.JSONDecodeError as problem:
        raise BadRegion(f"{path}, line {problem.lineno}: this isn't JSON ({problem.msg}).") from problem


def region_from(document: object) -> Region:
    """Return the region that a document tells.

    Raises:
        BadRegion: something in it can't be; the message names the field.
    """
    try:
        top = Fields(document, "")
        top.take("$schema")
        technicians = tuple(_technician(each) for each in top.objects("technicians"))
        customers = tuple(_customer(each) for each in top.objects("customers"))
        knobs = _knobs(top.inner("knobs"))
        top.done()
    except (BadProblem, NoSuchPlace) as problem:
        raise BadRegion(str(problem)) from problem
    return Region(technicians, customers, knobs)


def _place(each: Fields) -> Place:
    return Place(each.number("latitude", least=-90), each.number("longitude", least=-180))


def _technician(each: Fields) -> Answerable:
    found = Answerable(
        key=each.text("id", needed=True), name=each.text("name"), start=_place(each), minutes=each.number("minutes"),
        can=frozenset(each.names("can")),
    )  # fmt: skip
    each.done()
    return found


def _customer(each: Fields) -> Served:
    only = each.take("only")
    found = Served(
        key=each.text("id", needed=True),
        name=each.text("name"),
        sites=tuple(_site(one) for one in each.objects("sites")),
        now=each.text("now"),
        needs=frozenset(each.names("needs")),
        only=None if only is None else frozenset(Fields({"only": only}, each.path).names("only")),
        not_wanted=frozenset(each.names("not_wanted")),
        worth=each.number("worth", 1.0),
    )
    if not found.sites:
        raise BadRegion(f"{each.path}.sites is empty: give at least one place with latitude and longitude.")
    each.done()
    return found


def _site(each: Fields) -> Stop:
    work = Expected(each.number("work_minutes", 0.0), each.number("visits", 0.0))
    found = Stop(_place(each), *_with_machines(work, each))
    each.done()
    return found


def _with_machines(work: Expected, each: Fields) -> tuple[float, float]:
    made = sum((_machine(one) for one in each.objects("machines")), NOTHING)
    return (work + made).minutes, (work + made).visits


def _machine(each: Fields) -> Expected:
    minutes = each.number("minutes_a_visit", 60.0)
    every_pages, every_days = each.number("upkeep_every_pages", 0.0), each.number("upkeep_every_days", 0.0)
    found = corrective(
        each.number("calls", 0.0),
        each.number("months", 0.0),
        usual_a_month=each.number("usual_calls_a_month", 0.0),
        minutes_a_visit=minutes,
    ) + upkeep(
        pages_a_month=each.number("pages_a_month", 0.0),
        every_pages=every_pages or None,
        every_days=every_days or None,
        minutes_a_visit=each.number("minutes_an_upkeep", minutes),
    )
    each.done()
    return found


def _knobs(each: Fields | None) -> Knobs:
    if each is None:
        return Knobs()
    found = replace(Knobs(), **{one.name: each.number(one.name, getattr(Knobs(), one.name)) for one in fields(Knobs)})
    each.done()
    return found


def as_document(design: Design) -> dict[str, Any]:
    """Return the design, and how things are now beside it; lengths are minutes a month."""
    reckoning, region = design.reckoning, design.reckoning.region
    before, after = balance_of(reckoning, reckoning.now), balance_of(reckoning, design.assigned)
    return {
        "cost": round(design.cost_minutes, 2),
        "at_least": round(design.least_minutes, 2),
        "gap": round(design.gap, 4),
        "of_nearest_only": design.is_of_nearest,
        "before": _in_short(before),
        "after": _in_short(after),
        "technicians": [
            {"id": who.key, "before": _share(before, number), "after": _share(after, number)}
            for number, who in enumerate(region.technicians)
        ],
        "moved": [
            {
                "customer": move.customer, "from": move.before or None, "to": move.after,
                "drive_minutes": round(move.drive_minutes, 1), "work_minutes": round(move.work_minutes, 1),
            }
            for move in moves_of(design)
        ],
        "unassigned": [{"customer": key, "reason": said} for key, said in unassigned_of(design)],
        "assigned": {
            customer.key: region.technicians[column].key
            for customer, column in zip(region.customers, design.assigned.tolist(), strict=True)
            if column >= 0
        },
    }  # fmt: skip


def _in_short(balance: Balance) -> dict[str, float]:
    return {"drive_minutes": round(balance.drive_minutes, 1), "spread": round(balance.spread, 4)}


def _share(balance: Balance, number: int) -> dict[str, float]:
    share = balance.shares[number]
    return {
        "customers": share.customers,
        "work_minutes": round(share.work_minutes, 1),
        "drive_minutes": round(share.drive_minutes, 1),
        "of_minutes": round(share.of_minutes, 4),
    }
