"""Did a roll-out move anything? Wave by wave, and by the permutation test; too few to tell is an answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

import numpy as np

from steadyhand.business.learning.coaching.cadence import WEEK, monday_of
from steadyhand.business.learning.coaching.rules import Source
from steadyhand.business.learning.queries.adoption import Chance, Point, chances, opportunities, points_at
from steadyhand.business.learning.queries.rollouts import Member, RolloutRow
from steadyhand.business.learning.statistics.adoption import Adopted, adopted
from steadyhand.business.learning.statistics.rollout import Moved, has_it_moved
from steadyhand.shared.actor import Actor

# Of the coaching that a plan has, so much must have been held, or the plan itself was never tried.
HELD_ENOUGH = 0.5


class Verdict(StrEnum):
    """What a roll-out says so far."""

    NOT_FROZEN = "not frozen yet"
    TOO_EARLY = "too early"
    TOO_FEW = "too few to tell"
    MOVED = "moved"
    WORSE = "moved, and the wrong way"
    OWN_WORD = "moved by their own word only"
    NOT_MOVED = "nothing moved that chance doesn't explain"
    UNTRIED = "not tried: its coaching wasn't held"


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave, when it was or will be trained as drawn, and its counts before and since, over all its behaviours."""

    number: int
    trained_on: date
    members: tuple[Member, ...]
    before: Adopted
    since: Adopted


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a roll-out's counts say: by the test over all eyes, and (`by_others`) without technicians' own words."""

    verdict: Verdict
    moved: Moved
    by_others: Moved
    waves: tuple[Wave, ...]
    weeks: int
    n: int
    n_by_others: int


def outcome_of(by: Actor, row: RolloutRow, *, today: date, held_share: float | None = None) -> Outcome:
    """Return what a roll-out says until today. `held_share`: of its coaching due so far, how much was held. One query.

    A week begins at midnight on Monday where a technician's branch is. Somebody who has left counts until then; a wave
    that began late counts as it was drawn, or the draw would be no draw.
    """
    points = _points(by, row)
    everybody, others = chances(points), chances(each for each in points if each.source is not Source.SELF)
    weeks = min((monday_of(today) - row.starts_on) // WEEK + 1, (row.ends_on - row.starts_on) // WEEK)
    waves = tuple(_wave(number, row, everybody) for number in range(1, row.waves + 1))
    n, n_by_others = len(everybody), len(others)
    if weeks <= row.baseline_weeks or row.seed is None:
        nothing = Moved(None, None, row.orders)
        return Outcome(Verdict.TOO_EARLY, nothing, nothing, waves, max(0, weeks), n, n_by_others)
    moved, by_others = (_moved(row, each, weeks, row.seed) for each in (everybody, others))
    # Judged once, at its end: who looks every week and stops at the first good one finds something every time.
    verdict = Verdict.TOO_EARLY if today < row.ends_on else judged(moved, by_others, held_share=held_share)
    return Outcome(verdict, moved, by_others, waves, weeks, n, n_by_others)


def judged(moved: Moved, by_others: Moved, *, held_share: float | None) -> Verdict:
    """Return the verdict on a roll-out that is over.

    Whoever was just trained says more readily that they did it (Blume 2010): what only their own word shows is called
    so. And where the coaching wasn't held, nothing that didn't move speaks against the training.
    """
    for found in (by_others, moved):
        if found.has_moved and (found.difference or 0.0) < 0:
            return Verdict.WORSE
    if by_others.has_moved:
        return Verdict.MOVED
    if moved.has_moved:
        return Verdict.OWN_WORD
    if held_share is not None and held_share < HELD_ENOUGH:
        return Verdict.UNTRIED
    return Verdict.TOO_FEW if moved.chance is None else Verdict.NOT_MOVED


def _points(by: Actor, row: RolloutRow) -> tuple[Point, ...]:
    begins = [datetime.combine(row.starts_on, time(), tzinfo=ZoneInfo(each.zone)) for each in row.members]
    people = [each.technician_id for each in row.members]
    return points_at(by, since=min(begins, default=None), behaviours=row.behaviours, technicians=people)


def _on(row: RolloutRow, known: Iterable[Chance]) -> Iterator[tuple[Chance, date]]:
    """Yield chances since the start, each with the day on which it was where the technician works."""
    zones = {each.technician_id: ZoneInfo(each.zone) for each in row.members}
    for chance in known:
        on = chance.at.astimezone(zones[chance.technician_id]).date()
        if on >= row.starts_on:
            yield chance, on


def _moved(row: RolloutRow, known: Sequence[Chance], weeks: int, seed: int) -> Moved:
    people = sorted(row.members, key=lambda each: str(each.technician_id))
    place = {each.technician_id: at for at, each in enumerate(people)}
    seen, n = (np.zeros((len(people), weeks), dtype=np.int64) for _ in range(2))
    for chance, on in _on(row, known):
        week = (on - row.starts_on) // WEEK
        if week < weeks:
            n[place[chance.technician_id], week] += 1
            seen[place[chance.technician_id], week] += chance.was_seen
    starts = [row.baseline_weeks + (each.wave - 1) * row.weeks_a_wave for each in people]
    return has_it_moved(seen, n, starts, seed=seed)


def _wave(number: int, row: RolloutRow, known: Sequence[Chance]) -> Wave:
    trained_on = row.trained_on(number)
    members = tuple(each for each in row.members if each.wave == number)
    theirs = {each.technician_id for each in members}
    mine = [(chance, on) for chance, on in _on(row, known) if chance.technician_id in theirs]
    return Wave(
        number=number,
        trained_on=trained_on,
        members=members,
        before=adopted(opportunities(chance for chance, on in mine if on < trained_on)),
        since=adopted(opportunities(chance for chance, on in mine if on >= trained_on)),
    )
