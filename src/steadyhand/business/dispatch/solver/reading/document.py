"""A day as our own JSON document: docs/reference/dispatch-problem.schema.json says the same for programs."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.problem import (
    BadProblem,
    Break,
    Fixed,
    Problem,
    Technician,
    Told,
    Visit,
    Window,
)
from steadyhand.business.dispatch.solver.reading.fields import Fields
from steadyhand.business.dispatch.solver.reading.straight_line import travel_between
from steadyhand.business.dispatch.solver.weights import Weights


def problem_from(document: object) -> Problem:
    """Return the day that a document tells.

    Raises:
        BadProblem: something in it can't be; the message names the field.
    """
    top = Fields(document, "")
    top.take("$schema")
    day = _day(top.text("day", needed=True))
    places, points = _places(top)
    travel = _travel(top.take("travel_minutes"), points)
    technicians = tuple(_technician(each, places) for each in top.objects("technicians"))
    visits = tuple(_visit(each, places) for each in top.objects("visits"))
    weights = _weights(top.inner("weights"))
    top.done()
    return Problem(day, technicians, visits, travel, weights)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise BadProblem("day should be a day as in 2026-03-02.") from None


def _places(top: Fields) -> tuple[dict[str, int], list[tuple[float, float] | None]]:
    places: dict[str, int] = {}
    points: list[tuple[float, float] | None] = []
    for each in top.objects("places"):
        key = each.text("id", needed=True)
        if key in places:
            raise BadProblem(f"{each.path}: there are two places {key!r}; give each its own id.")
        latitude, longitude = each.take("latitude"), each.take("longitude")
        if (latitude is None) != (longitude is None):
            raise BadProblem(f"{each.path} has a latitude or a longitude, but not both.")
        point = None
        if latitude is not None:
            inside = Fields({"latitude": latitude, "longitude": longitude}, each.path)
            point = (inside.number("latitude", least=-90), inside.number("longitude", least=-180))
            if point[0] > 90 or point[1] > 180:  # noqa: PLR2004  # degrees
                raise BadProblem(f"{each.path}: latitude goes to 90, longitude to 180.")
        each.done()
        places[key] = len(points)
        points.append(point)
    return places, points


def _travel(given: Any, points: list[tuple[float, float] | None]) -> NDArray[np.int64]:
    if given is None:
        known = [point for point in points if point is not None]
        if len(known) < len(points):
            raise BadProblem("Without travel_minutes each place needs latitude and longitude.")
        return travel_between(known)
    try:
        minutes = np.array(given, dtype=float).reshape(len(points), len(points))
    except (TypeError, ValueError):
        raise BadProblem(
            f"travel_minutes should have {len(points)} rows of {len(points)} numbers: one a place, in their order."
        ) from None
    if not (minutes >= 0).all() or not np.isfinite(minutes).all():
        raise BadProblem("travel_minutes should hold minutes, 0 or more.")
    return np.asarray(np.rint(60 * minutes), dtype=np.int64)


def _place(each: Fields, name: str, places: Mapping[str, int], *, needed: bool) -> int | None:
    key = each.text(name, needed=needed)
    if not key:
        return None
    if key not in places:
        raise BadProblem(f"{each.path}.{name} is {key!r}, which isn't among the places.")
    return places[key]


def _technician(each: Fields, places: Mapping[str, int]) -> Technician:
    start = _place(each, "start", places, needed=True)
    shift = each.span("shift")
    if shift is None or start is None:
        raise BadProblem(f'{each.path}.shift is missing: give two times, as in ["08:00", "17:00"].')
    longest = each.take("longest_day_minutes")
    found = Technician(
        key=each.text("id", needed=True),
        name=each.text("name"),
        start=start,
        end=_place(each, "end", places, needed=False),
        shift=Window(*shift),
        breaks=tuple(_break(one) for one in each.objects("breaks")),
        overtime_seconds=each.seconds("overtime_minutes", 0),
        longest_day_seconds=None
        if longest is None
        else Fields({"longest_day_minutes": longest}, each.path).seconds("longest_day_minutes"),
        skills={name: int(level) for name, level in each.numbers_by("skills").items()},
        certificates=each.days_by("certificates"),
        network_level=int(each.number("network_level", 0)),
        languages=frozenset(each.names("languages")),
        clearances=frozenset(each.names("clearances")),
        truck={part: int(count) for part, count in each.numbers_by("truck").items()},
        tools=frozenset(each.names("tools")),
        store=_place(each, "store", places, needed=False),
        territory=each.text("territory"),
    )
    each.done()
    return found


def _break(each: Fields) -> Break:
    begins = each.span("begins")
    if begins is None:
        raise BadProblem(f'{each.path}.begins is missing: between which times it begins, as in ["11:30", "13:30"].')
    found = Break(*begins, each.seconds("minutes"))
    each.done()
    return found


def _visit(each: Fields, places: Mapping[str, int]) -> Visit:
    place = _place(each, "place", places, needed=True)
    undone = each.take("undone_minutes")
    promised = each.span("promised")
    chances = each.numbers_by("fix_chance")
    only = each.take("only")
    found = Visit(
        key=each.text("id", needed=True),
        place=place or 0,
        work_seconds=each.seconds("minutes"),
        name=each.text("name"),
        customer=each.text("customer"),
        work_seconds_by={key: round(60 * minutes) for key, minutes in each.numbers_by("minutes_by").items()},
        access=tuple(Window(*span) for span in each.spans("access")),
        promised=Window(*promised) if promised else None,
        respond_by=each.moment("respond_by"),
        waits_from=each.moment("waits_from"),
        urgency=int(each.number("urgency", 3, least=1)),
        is_optional=each.is_true("optional"),
        undone_minutes=None
        if undone is None
        else Fields({"undone_minutes": undone}, each.path).number("undone_minutes"),
        skills={name: int(level) for name, level in each.numbers_by("skills").items()},
        certificate=each.text("certificate"),
        network_level=int(each.number("network_level", 0)),
        language=each.text("language"),
        clearance=each.text("clearance"),
        parts={part: int(count) for part, count in each.numbers_by("parts").items()},
        tools=frozenset(each.names("tools")),
        parts_at=each.moment("parts_at"),
        only=None if only is None else frozenset(Fields({"only": only}, each.path).names("only")),
        not_wanted=frozenset(each.names("not_wanted")),
        usual=each.text("usual"),
        territory=each.text("territory"),
        fix_chance_by=chances,
        taught_by=each.text("taught_by"),
        taught=each.text("taught"),
        together=tuple(each.names("together")),
        fixed=_fixed(each.inner("fixed")),
        told=_told(each.inner("told")),
    )
    each.done()
    return found


def _fixed(each: Fields | None) -> Fixed | None:
    if each is None:
        return None
    found = Fixed(each.text("technician", needed=True), each.moment("begins"), each.is_true("started"))
    each.done()
    return found


def _told(each: Fields | None) -> Told | None:
    if each is None:
        return None
    begins = each.moment("begins")
    if begins is None:
        raise BadProblem(f"{each.path}.begins is missing: give the time that people know, as in 09:30.")
    found = Told(each.text("technician", needed=True), begins)
    each.done()
    return found


def _weights(each: Fields | None) -> Weights:
    weights = Weights()
    if each is None:
        return weights
    changed: dict[str, Any] = {}
    for field in fields(Weights):
        before = getattr(weights, field.name)
        if isinstance(before, float):
            changed[field.name] = each.number(field.name, before)
        else:
            given = {int(key): value for key, value in each.numbers_by(field.name).items() if key.isdigit()}
            changed[field.name] = {**before, **given}
    each.done()
    return replace(weights, **changed)
