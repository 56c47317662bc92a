"""When would each stop of a day be, with its breaks? Exact: no order is refused that somebody could drive."""

from dataclasses import dataclass

from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.problem import Break

_Pauses = tuple[tuple[int, int], ...]
_Stops = tuple[tuple[int, int, int, int], ...]
# By number of breaks taken: free at, pauses, stops.
_States = dict[int, tuple[int, _Pauses, _Stops]]


@dataclass(frozen=True, slots=True)
class Timed:
    """A feasible day; stops are (arrives, begins, ends, drive), in their order."""

    leaves: int
    returns: int
    stops: _Stops
    pauses: _Pauses
    drive: int
    overtime: int
    # The number of the stop before which parts and tools are fetched.
    store_before: int | None = None

    @property
    def out(self) -> int:
        """Return the seconds between leaving and returning."""
        return self.returns - self.leaves

    @property
    def waiting(self) -> int:
        """Return the seconds of standing about between leaving and returning."""
        worked = sum(ends - begins for _, begins, ends, _ in self.stops)
        paused = sum(max(0, ends - max(begins, self.leaves)) for begins, ends in self.pauses if begins < self.returns)
        return max(0, self.returns - self.leaves - self.drive - worked - paused)


def timed(
    day: Day,
    technician: int,
    order: tuple[int, ...],
    *,
    may_be_late: frozenset[int] = frozenset(),
    with_overtime: bool = False,
) -> Timed | None:
    """Return the earliest day in this order, or None where it can't be: shift, break, windows, truck or longest day.

    At each stop the earliest moment for each number of breaks taken is kept: whoever is sooner at the same place with
    as many breaks behind them is never worse off.
    """
    latest_store = day.needs_store_from(technician, order) if day.has_needs else None
    if latest_store is None:
        return _timed(day, technician, order, may_be_late, with_overtime=with_overtime, store_before=None)
    if day.problem.technicians[technician].store is None:
        return None
    ways = [
        _timed(day, technician, order, may_be_late, with_overtime=with_overtime, store_before=number)
        for number in range(latest_store + 1)
    ]
    # Whatever is driven is paid for; what is stood about for only if it counts.
    counts = day.problem.weights.waiting > 0
    return min(
        (way for way in ways if way), key=lambda way: (way.out if counts else way.drive, way.returns), default=None
    )


def _timed(
    day: Day,
    technician: int,
    order: tuple[int, ...],
    may_be_late: frozenset[int],
    *,
    with_overtime: bool,
    store_before: int | None,
) -> Timed | None:
    who = day.problem.technicians[technician]
    breaks, here = who.breaks_due(), who.start
    states: _States = {0: (who.shift.opens, (), ())}
    for number, leg in enumerate(order):
        there = int(day.places[leg])
        windows = day.windows(technician, leg, may_be_late=leg in may_be_late)
        drive = day.travel[here][there]
        if number == store_before and who.store is not None:
            drive = day.travel[here][who.store] + day.travel[who.store][there]
        states = _reached(states, breaks, drive, windows, int(day.work[technician, leg]))
        if not states:
            return None
        here = there
    home = day.travel[here][who.end] if who.end is not None else 0
    latest_end = who.shift.closes + (who.overtime_seconds if with_overtime else 0)
    ended = _home(states, breaks, home, latest_end)
    if ended is None:
        return None
    best = _closed(day, technician, order, ended, home, store_before)
    is_too_long = who.longest_day_seconds is not None and best.returns - best.leaves > who.longest_day_seconds
    return None if is_too_long else best


def _reached(
    states: _States, breaks: tuple[Break, ...], drive: int, windows: tuple[tuple[int, int], ...], work: int
) -> _States:
    """Return how the next stop may have been done, from how the one before may have been."""
    reached: _States = {}
    for taken, (free, pauses, stops) in states.items():
        for more in range(len(breaks) - taken + 1):
            gone = _through(free, drive, breaks[taken : taken + more])
            if gone is None:
                break
            arrives, paused = gone
            begins = _opens(windows, arrives)
            if begins is None:
                continue
            known = reached.get(taken + more)
            if known is None or begins + work < known[0]:
                stop = (arrives, begins, begins + work, drive)
                reached[taken + more] = (begins + work, pauses + paused, (*stops, stop))
    return reached


def _home(
    states: _States, breaks: tuple[Break, ...], drive: int, latest_end: int
) -> tuple[int, _Pauses, _Stops] | None:
    """Return the earliest end of the day with every break that is due by then."""
    ended: tuple[int, _Pauses, _Stops] | None = None
    for taken, (free, pauses, stops) in states.items():
        for more in range(len(breaks) - taken + 1):
            gone = _through(free, drive, breaks[taken : taken + more])
            if gone is None:
                break
            returns, paused = gone
            left = breaks[taken + more :]
            # Whoever is home by the latest begin of a break has it there.
            if returns > latest_end or (left and returns > left[0].latest):
                continue
            if ended is None or returns < ended[0]:
                ended = (returns, pauses + paused, stops)
    return ended


def _through(free: int, drive: int, breaks: tuple[Break, ...]) -> tuple[int, _Pauses] | None:
    """Return the arrival after a drive with these breaks in it; a drive may be interrupted, so none of it is lost."""
    at, left, pauses = free, drive, []
    for each in breaks:
        begins = max(at, each.earliest)
        if begins > each.latest:
            return None
        left -= min(left, begins - at)
        at = begins + each.seconds
        pauses.append((begins, at))
    return at + left, tuple(pauses)


def _opens(windows: tuple[tuple[int, int], ...], arrives: int) -> int | None:
    for opens, closes in windows:
        if arrives <= closes:
            return max(arrives, opens)
    return None


def _closed(
    day: Day,
    technician: int,
    order: tuple[int, ...],
    ended: tuple[int, _Pauses, _Stops],
    home: int,
    store_before: int | None,
) -> Timed:
    returns, pauses, stops = ended
    who = day.problem.technicians[technician]
    if not stops:
        return Timed(who.shift.opens, who.shift.opens, (), (), 0, 0)
    is_short_day_wanted = who.longest_day_seconds is not None or day.problem.weights.waiting > 0
    if is_short_day_wanted and not pauses:
        stops = _as_late_as_free(day, technician, order, stops)
    first = stops[0]
    leaves = first[1] - first[3]
    before = [ends for begins, ends in pauses if begins < first[1]]
    if before and leaves < before[-1]:
        leaves = who.shift.opens
    else:
        stops = ((first[1], *first[1:]), *stops[1:])
    return Timed(
        leaves=leaves,
        returns=returns,
        stops=stops,
        pauses=pauses,
        drive=sum(stop[3] for stop in stops) + home,
        overtime=max(0, returns - who.shift.closes),
        store_before=store_before,
    )


def _as_late_as_free(day: Day, technician: int, order: tuple[int, ...], stops: _Stops) -> _Stops:
    """Push stops later where it costs nothing, so that the day isn't longer than it must be; the end stays."""
    pushed = [stops[-1]]
    for number in range(len(stops) - 2, -1, -1):
        _, begins, ends, drive = stops[number]
        later = pushed[0][1] - pushed[0][3] - (ends - begins)
        closes = next(
            closes
            for opens, closes in day.windows(technician, order[number], may_be_late=True)
            if opens <= begins <= closes
        )
        promised = day.legs[order[number]].visit.promised
        if promised is not None:
            closes = min(closes, max(promised.closes, begins))
        begins = max(begins, min(later, closes))
        pushed.insert(0, (begins, begins, begins + ends - stops[number][1], drive))
    return tuple(pushed)
