"""How long is each drive? Maps are asked in their order, then straight lines; what a map said is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.actions.keep_travel import keep_travel
from steadyhand.business.dispatch.queries.travel_kept import PaceLearnt, kept_table, pace_of
from steadyhand.business.dispatch.travel.answer import Answered, Silent, TravelTimes
from steadyhand.business.dispatch.travel.hours import Band
from steadyhand.business.dispatch.travel.maps import MapSilent, Table, TravelMap, maps_in_use
from steadyhand.business.dispatch.travel.pace import AT_THE_DOORS_MINUTES, DETOUR
from steadyhand.business.dispatch.travel.packing import NO_LENGTH, NO_WAY
from steadyhand.business.dispatch.travel.places import Place, cells_of, straight_km

# A map that didn't answer is left alone for so long: whoever plans the day needn't wait for it each time.
LEFT_ALONE = timedelta(minutes=1)
# From how many of the ends a row must lack before it is asked for as a whole.
_MOSTLY = 0.5
_left_alone: dict[str, tuple[datetime, str]] = {}


@dataclass(eq=False)
class _Gathered:
    """What is known so far of the drives between places that differ; `by` is the place of the map that said so."""

    seconds: NDArray[np.float64]
    metres: NDArray[np.float64]
    by: NDArray[np.int8]
    from_before: NDArray[np.bool_]


def travel_times(*, tenant_id: UUID, places: Sequence[Place], band: Band, now: datetime) -> TravelTimes:
    """Return minutes and metres from each place to each other for who sets out in this part of the week.

    Always answers: where no map does, by straight lines. Who answered which share, and who didn't and why, is in it.
    """
    return travel_by_band(tenant_id=tenant_id, places=places, bands=(band,), now=now)[band]


def travel_by_band(
    *, tenant_id: UUID, places: Sequence[Place], bands: Sequence[Band], now: datetime
) -> dict[Band, TravelTimes]:
    """Return the same for several parts of the week; maps are asked once."""
    cells, first, back = np.unique(cells_of(places), return_index=True, return_inverse=True)
    each_once = [places[number] for number in first]
    learnt = pace_of(tenant_id)
    found = _Gathered(
        seconds=np.full((len(cells), len(cells)), np.nan),
        metres=np.full((len(cells), len(cells)), np.nan),
        by=np.full((len(cells), len(cells)), -1, dtype=np.int8),
        from_before=np.zeros((len(cells), len(cells)), dtype=bool),
    )
    maps = maps_in_use()
    silent = [
        missed
        for number, one in enumerate(maps)
        for missed in _ask(one, number, found, tenant_id=tenant_id, places=each_once, cells=cells, now=now)
    ]
    km = straight_km(each_once, each_once)
    np.fill_diagonal(km, 0.0)
    metres = np.where(np.isnan(found.metres), km * DETOUR * 1000, found.metres)
    answered = (*_by_maps(maps, found), *_by_line(learnt, found))
    guessed = sum(place.within_km > 0 for place in places)
    pick = np.ix_(back, back)
    return {
        band: TravelTimes(
            minutes=_minutes(found, km, learnt, band)[pick],
            metres=metres[pick],
            answered=answered,
            silent=tuple(silent),
            guessed_places=guessed,
        )
        for band in bands
    }


def _ask(
    one: TravelMap,
    number: int,
    found: _Gathered,
    *,
    tenant_id: UUID,
    places: Sequence[Place],
    cells: NDArray[np.int64],
    now: datetime,
) -> list[Silent]:
    """Fill in what a map knows, from before or now; return what it left and why."""
    wanted = np.isnan(found.seconds)
    np.fill_diagonal(wanted, val=False)
    of = int(wanted.size - len(wanted))
    if not wanted.any():
        return []
    seconds, metres = kept_table(tenant_id, one.key, cells, now=now)
    before = ~np.isnan(seconds)
    why = ""
    for rows, columns in _pieces(wanted & ~before):
        origins, targets = [places[row] for row in rows], [places[column] for column in columns]
        try:
            table = _asked(one, origins, targets, now=now)
        except MapSilent as problem:
            why = str(problem)
            break
        keep_travel(
            tenant_id=tenant_id, source=one.key, origins=cells[rows], targets=cells[columns], table=table, now=now
        )
        pick = np.ix_(rows, columns)
        seconds[pick] = np.where(np.isnan(table.seconds), NO_WAY, table.seconds)
        metres[pick] = np.where(np.isnan(table.metres), NO_LENGTH, table.metres)
    knows = wanted & (seconds >= 0)
    found.seconds[knows] = seconds[knows]
    found.metres[knows & (metres >= 0)] = metres[knows & (metres >= 0)]
    found.by[knows] = number
    found.from_before[knows & before] = True
    left, nowhere = int((wanted & np.isnan(seconds)).sum()), int((wanted & (seconds == NO_WAY)).sum())
    missed = [Silent(one.name, left / of, why)] if left else []
    if nowhere:
        missed.append(Silent(one.name, nowhere / of, "it knows no way there by car, or one end is off the map."))
    return missed


def _pieces(wanted: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Return what to ask for as few whole tables: new places to all, then all others to new places."""
    if not wanted.any():
        return
    mostly = wanted.mean(axis=1) >= _MOSTLY
    for rows in (mostly, ~mostly):
        here = wanted & rows[:, None]
        if here.any():
            yield np.flatnonzero(here.any(axis=1)), np.flatnonzero(here.any(axis=0))


def _asked(one: TravelMap, origins: Sequence[Place], targets: Sequence[Place], *, now: datetime) -> Table:
    until, why = _left_alone.get(one.key, (now, ""))
    if now < until:
        raise MapSilent(why)
    try:
        table = one.table(origins, targets)
    except MapSilent as problem:
        _left_alone[one.key] = (now + LEFT_ALONE, str(problem))
        raise
    _left_alone.pop(one.key, None)
    return table


def _minutes(found: _Gathered, km: NDArray[np.float64], learnt: PaceLearnt, band: Band) -> NDArray[np.float64]:
    # Maps know free roads; what the hour does to them is learnt from the dealership's own drives, or the norm.
    by_map = AT_THE_DOORS_MINUTES + found.seconds / 60 * learnt.pace.by_band[band]
    minutes = np.where(np.isnan(found.seconds), learnt.pace.minutes(km, band), by_map)
    np.fill_diagonal(minutes, 0.0)
    return np.asarray(minutes)


def _by_maps(maps: Sequence[TravelMap], found: _Gathered) -> Iterator[Answered]:
    of = found.by.size - len(found.by)
    for number, one in enumerate(maps):
        its = found.by == number
        if its.any():
            before = float(found.from_before[its].mean())
            yield Answered(one.name, one.attribution, int(its.sum()) / of, before)


def _by_line(learnt: PaceLearnt, found: _Gathered) -> Iterator[Answered]:
    of = found.by.size - len(found.by)
    lines = int((found.by < 0).sum()) - len(found.by)
    if lines or not of:
        whose = f"as fast as {learnt.drives:,} drives of ours" if learnt.drives else "by the shipped norms"
        yield Answered(f"straight lines, {whose}", "", lines / of if of else 1.0, off_by=learnt.pace.off_by)
