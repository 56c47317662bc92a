"""The figures of a month, and of many months side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from scipy.stats import t

from benchmarks.dispatch.month.happenings import NORMAL, STANDSTILL, URGENT, Call
from benchmarks.dispatch.month.living import Lived, Made
from benchmarks.dispatch.month.world import World


@dataclass(frozen=True, slots=True)
class Figures:
    """What a month came to. Shares are 0–1, responses working minutes until the first trip begins."""

    calls: int
    trips: int
    first_time_fix: float
    held_for_parts: float
    drive_hours: float
    drive_a_call: float
    same_returns: float
    broken: float
    own: float
    response: float
    response_standstill: float
    response_urgent: float
    response_normal: float
    in_term: float
    overtime_hours: float
    moved: float
    left: int
    processor_seconds: float = 0.0


def figures_of(world: World, calls: Sequence[Call], lived: Lived, *, seconds: float) -> Figures:
    """Return a month's figures; a call whose first trip nobody made within the month is in `left`."""
    by_number = {call.number: call for call in calls}
    first = [each for each in lived.made if each.trip == 0]
    done = {each.call for each in lived.made if each.is_done}
    due = [each.is_kept for each in lived.made if each.is_kept is not None]
    waited = {each.call: _waited(world, by_number[each.call], each) for each in first}
    untold = [each for each in first if by_number[each.call].told is None]

    def response(*urgencies: int) -> float:
        mine = [waited[each.call] for each in untold if by_number[each.call].urgency in urgencies]
        return fmean(mine) if mine else 0.0

    terms = world.assumed.calls.term_hours
    return Figures(
        calls=len(calls),
        trips=len(lived.made),
        first_time_fix=_share([each.is_done for each in first]),
        held_for_parts=_share([each.is_for_parts for each in first]),
        drive_hours=lived.drive_seconds / 3600,
        drive_a_call=lived.drive_seconds / 60 / max(1, len(done)),
        same_returns=_share([each.is_same for each in lived.made if each.is_same is not None]),
        broken=(due.count(False) + lived.nobody_came) / max(1, len(due) + lived.nobody_came),
        own=_share([each.own for each in lived.made if each.own is not None]),
        response=response(STANDSTILL, URGENT, NORMAL),
        response_standstill=response(STANDSTILL),
        response_urgent=response(URGENT),
        response_normal=response(NORMAL),
        in_term=_share(
            [waited[each.call] <= 60 * terms[by_number[each.call].urgency - 1] for each in untold]
        ),
        overtime_hours=lived.overtime_seconds / 3600,
        moved=lived.moved / max(1, len(lived.made)),
        left=len(lived.left),
        processor_seconds=seconds,
    )  # fmt: skip


def _waited(world: World, call: Call, made: Made) -> float:
    return (_worked(world, made.day, made.begins) - _worked(world, call.day, call.at)) / 60


def _worked(world: World, day: int, at: int) -> int:
    """Return the working seconds since the month began."""
    shift = world.assumed.shift
    length = int((shift.closes - shift.opens) * 3600)
    return day * length + min(max(0, at - int(shift.opens * 3600)), length)


def _share(values: Sequence[bool | None]) -> float:
    return sum(bool(each) for each in values) / len(values) if values else 0.0


@dataclass(frozen=True, slots=True)
class Between:
    """A mean and where it lies with 95 %, the seeds being drawn at random (Student)."""

    mean: float
    low: float
    high: float

    def said(self, form: str = ".1%") -> str:
        return f"{self.mean:{form}} [{self.low:{form}}, {self.high:{form}}]"


def between(values: Sequence[float]) -> Between:
    """Return the mean of paired differences, or of a figure, with its interval."""
    mean = fmean(values)
    if len(values) < 2:  # noqa: PLR2004  # of one nothing can be said
        return Between(mean, float("-inf"), float("inf"))
    half = float(t.ppf(0.975, len(values) - 1)) * stdev(values) / sqrt(len(values))
    return Between(mean, mean - half, mean + half)
