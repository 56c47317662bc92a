"""A piece of a day for an engine: some technicians, and jobs of one or more stops at one customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.day import NEVER, Day

Orders = dict[int, tuple[int, ...]]
# An engine plans what it can't be late for; so a job's window must leave this much to move in.
_LEAST_ROOM = 30 * 60
_ENOUGH = 10**6
_LONGEST = 10**9


@dataclass(frozen=True, slots=True)
class Job:
    """Legs that one technician does one after the other; most have one."""

    legs: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Piece:
    """What an engine is given: rows of the day's technicians, jobs, and the matrices of just those."""

    day: Day
    technicians: tuple[int, ...]
    jobs: tuple[Job, ...]
    # Who drives by the store first and so has everything; the others have what is on their truck.
    by_store: frozenset[int] = frozenset()

    def capacity(self, technician: int) -> list[int]:
        """Return how many of each part somebody can use up."""
        if technician in self.by_store:
            return [_ENOUGH] * len(self.day.parts)
        return list(self.day.on_truck(technician))

    def durations(self, stores: Sequence[int] = ()) -> NDArray[np.int64]:
        """Return drives between the jobs' places, two rows each where technicians start and end, and stores' places."""
        people = [self.day.problem.technicians[number] for number in self.technicians]
        places = self.places()
        for who in people:
            places += [who.start, who.start if who.end is None else who.end]
        places += stores
        travel = self.day.problem.travel_seconds
        found = np.minimum(travel[np.ix_(places, places)], _LONGEST)
        for row, (number, who) in enumerate(zip(self.technicians, people, strict=True)):
            if number in self.by_store and who.store is not None:
                first = len(self.jobs) + 2 * row
                found[first] = travel[who.start, who.store] + travel[who.store, places]
        return found

    def allowed(self, *, with_store: bool = False) -> NDArray[np.bool_]:
        """Return who may do which job, by row and column of the piece; `with_store` if they may yet drive by it."""
        day, rows = self.day, list(self.technicians)
        found = np.ones((len(rows), len(self.jobs)), dtype=bool)
        for column, job in enumerate(self.jobs):
            for leg in job.legs:
                found[:, column] &= day.allowed[rows, leg]
            if not job.windows:
                found[:, column] = False
            for row, technician in enumerate(self.technicians):
                if self.day.has_needs and not with_store and technician not in self.by_store:
                    found[row, column] &= self.day.needs_store_from(technician, job.legs) is None
        return found

    def work(self) -> NDArray[np.int64]:
        """Return how long each takes for each job."""
        return self._summed(self.day.work).astype(np.int64)

    def extra_seconds(self) -> NDArray[np.int64]:
        """Return what each costs beside the drive, in seconds of driving."""
        return np.rint(self._summed(60 * self.day.extra)).astype(np.int64)

    def undone_seconds(self) -> NDArray[np.int64]:
        """Return what leaving a job undone costs."""
        return np.array(
            [round(60 * sum(self.day.undone[leg] for leg in job.legs)) for job in self.jobs], dtype=np.int64
        )

    def _summed(self, matrix: NDArray[Any]) -> NDArray[np.float64]:
        rows = list(self.technicians)
        found = np.zeros((len(rows), len(self.jobs)))
        for column, job in enumerate(self.jobs):
            found[:, column] = matrix[np.ix_(rows, list(job.legs))].sum(axis=1)
        return found

    def places(self) -> list[int]:
        """Return the place of each job."""
        return [int(self.day.places[job.legs[0]]) for job in self.jobs]

    def as_jobs(self, orders: Orders) -> dict[int, list[int]]:
        """Return orders as columns of jobs, as far as they are whole."""
        column_of = {leg: column for column, job in enumerate(self.jobs) for leg in job.legs}
        found: dict[int, list[int]] = {}
        for row, technician in enumerate(self.technicians):
            columns: list[int] = []
            mine = set(orders.get(technician, ()))
            for leg in orders.get(technician, ()):
                column = column_of.get(leg)
                # A job that somebody else has a part of can't be given to both.
                if column is not None and column not in columns and mine.issuperset(self.jobs[column].legs):
                    columns.append(column)
            found[row] = columns
        return found

    def as_orders(self, columns: dict[int, list[int]]) -> Orders:
        """Return what an engine found as the day's own orders."""
        return {
            self.technicians[row]: tuple(leg for column in order for leg in self.jobs[column].legs)
            for row, order in columns.items()
        }


def jobs_of(day: Day, legs: list[int] | range, *, together: bool = True) -> tuple[Job, ...]:
    """Return the legs as jobs; those of one customer at one place are one job where one person can do them in a row."""
    by_site: dict[tuple[object, ...], list[int]] = {}
    for leg in legs:
        visit = day.legs[leg].visit
        is_alone = not together or not visit.customer or day.legs[leg].begins is not None or visit.fixed is not None
        key = (leg,) if is_alone else (visit.customer, visit.place)
        by_site.setdefault(key, []).append(leg)
    return tuple(job for group in by_site.values() for job in _grouped(day, group))


def known_apart(day: Day, jobs: Sequence[Job], orders: Orders) -> tuple[Job, ...]:
    """Return the jobs with those taken apart whose legs aren't done by one technician, one after the other."""
    follows = {leg: order[number + 1 :] for order in orders.values() for number, leg in enumerate(order)}
    found: list[Job] = []
    for job in jobs:
        first, *rest = job.legs
        is_whole = first not in follows or follows[first][: len(rest)] == tuple(rest)
        is_free = first in follows or not any(leg in follows for leg in rest)
        found += [job] if is_whole and is_free else [Job((leg,), windows_for_all(day, leg)) for leg in job.legs]
    return tuple(found)


def _grouped(day: Day, group: list[int]) -> list[Job]:
    done: list[Job] = []
    for leg in sorted(group, key=lambda each: windows_for_all(day, each)[:1]):
        single = Job((leg,), windows_for_all(day, leg))
        joined = _joined(day, done[-1], single) if done else None
        if joined is None:
            done.append(single)
        else:
            done[-1] = joined
    return done


def windows_for_all(day: Day, leg: int) -> tuple[tuple[int, int], ...]:
    """Return when everybody who may do it can begin; who takes longest decides."""
    able = np.flatnonzero(day.allowed[:, leg])
    if not len(able):
        return ()
    slowest = int(able[np.argmax(day.work[able, leg])])
    windows = _with_margin(day, leg, day.windows(slowest, leg))
    term = day.legs[leg].visit.respond_by
    if term is None:
        return windows
    # Within the response term first; who can't be there in time is placed afterwards, at its price.
    return tuple((opens, min(closes, term)) for opens, closes in windows if opens <= term) or windows


def _with_margin(day: Day, leg: int, windows: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return windows that close a little sooner, at most a third: what is later than hoped is still in time then."""
    margin, visit = round(60 * day.problem.weights.promise_margin), day.legs[leg].visit
    if not margin or visit.promised is None or visit.fixed is not None or day.legs[leg].begins is not None:
        return windows
    return tuple((opens, closes - min(margin, (closes - opens) // 3)) for opens, closes in windows)


def _joined(day: Day, first: Job, second: Job) -> Job | None:
    legs = (*first.legs, *second.legs)
    if len(first.windows) != 1 or len(second.windows) != 1:
        return None
    able = day.allowed[:, list(legs)].all(axis=1)
    # Whoever may do either should be able to do both: a specialist's visit isn't made harder to place by its neighbour.
    if not able.any() or 2 * able.sum() < day.allowed[:, list(legs)].any(axis=1).sum():
        return None
    offsets = day.work[able][:, list(first.legs)].sum(axis=1)
    opens = max(first.windows[0][0], second.windows[0][0] - int(offsets.min()))
    closes = min(first.windows[0][1], second.windows[0][1] - int(offsets.max()))
    if closes - opens < _LEAST_ROOM and closes < NEVER:
        return None
    return Job(legs, ((opens, closes),))
