"""Which roll-outs are there, in which wave is who, and did it move anything? Too few to tell is an answer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import numpy as np

from steadyhand.business.learning.actions.rollouts import digest_of
from steadyhand.business.learning.coaching.cadence import WEEK, monday_of
from steadyhand.business.learning.models import Rollout, RolloutMember
from steadyhand.business.learning.queries.adoption import Point, opportunities, points_at
from steadyhand.business.learning.statistics.adoption import Adopted, adopted
from steadyhand.business.learning.statistics.rollout import (
    FEWEST_ORDERS,
    Moved,
    has_it_moved,
    possible_orders,
)
from steadyhand.shared.actor import Actor

MOST = 20


class Verdict(StrEnum):
    """What a roll-out says so far."""

    NOT_FROZEN = "not frozen yet"
    TOO_EARLY = "too early"
    TOO_FEW = "too few to tell"
    MOVED = "moved"
    NOT_MOVED = "nothing moved that chance doesn't explain"


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave, when it was or will be trained, and its counts before and since, over all the roll-out's behaviours."""

    number: int
    trained_on: date
    people: tuple[tuple[UUID, str], ...]
    before: Adopted
    since: Adopted


@dataclass(frozen=True, slots=True)
class RolloutRow:
    """A roll-out as it was planned; `seed` and what follows are empty until it is frozen."""

    id: UUID
    title: str
    module: str
    behaviours: tuple[str, ...]
    starts_on: date
    baseline_weeks: int
    weeks_a_wave: int
    waves: int
    people: tuple[tuple[UUID, str], ...]
    orders: int
    frozen_at: datetime | None
    frozen_by: str
    seed: int | None
    digest: str
    is_unchanged: bool

    def trained_on(self, wave: int) -> date:
        """Return the Monday from which a wave counts as trained."""
        return self.starts_on + (self.baseline_weeks + (wave - 1) * self.weeks_a_wave) * WEEK

    @property
    def ends_on(self) -> date:
        """The Monday after its last week: the last wave has been followed for as long as the others waited for it."""
        return self.trained_on(self.waves) + max(self.weeks_a_wave, self.baseline_weeks) * WEEK

    @property
    def is_testable(self) -> bool:
        return self.orders >= FEWEST_ORDERS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a roll-out's counts say: wave by wave, and by the permutation test over the orders that were possible."""

    verdict: Verdict
    moved: Moved
    waves: tuple[Wave, ...]
    weeks: int
    n: int


def rollouts_at(by: Actor) -> tuple[RolloutRow, ...]:
    """Return the newest roll-outs at the actor's branches. Two queries."""
    return _rows(by, list(Rollout.objects.visible_to(by).order_by("-starts_on", "-id")[:MOST]))


def rollout_called(by: Actor, rollout_id: UUID) -> RolloutRow | None:
    """Return one at the actor's branches. Two queries."""
    return next(iter(_rows(by, list(Rollout.objects.visible_to(by).filter(id=rollout_id)))), None)


def outcome_of(by: Actor, row: RolloutRow, wave_of: dict[UUID, int], *, today: date, start_of: datetime) -> Outcome:
    """Return what a frozen roll-out says until today. `start_of` is the moment its first Monday begins. One query."""
    points = [
        point
        for point in points_at(by, since=start_of, behaviours=row.behaviours, technicians=list(wave_of))
        if point.technician_id in wave_of
    ]
    weeks = min((monday_of(today) - row.starts_on) // WEEK + 1, (row.ends_on - row.starts_on) // WEEK)
    waves = tuple(_wave(number, row, points, wave_of) for number in range(1, row.waves + 1))
    if weeks <= row.baseline_weeks or row.seed is None:
        nothing = Moved(None, None, row.orders)
        return Outcome(Verdict.TOO_EARLY, nothing, waves, max(0, weeks), len(points))
    people = sorted(wave_of, key=str)
    seen, n = np.zeros((len(people), weeks), dtype=np.int64), np.zeros((len(people), weeks), dtype=np.int64)
    place = {technician: at for at, technician in enumerate(people)}
    for point in points:
        week = (point.at.date() - row.starts_on) // WEEK
        if 0 <= week < weeks:
            n[place[point.technician_id], week] += 1
            seen[place[point.technician_id], week] += point.was_seen
    starts = [row.baseline_weeks + (wave_of[each] - 1) * row.weeks_a_wave for each in people]
    moved = has_it_moved(seen, n, starts, seed=row.seed)
    if today < row.ends_on:
        # Judged once, at its end: who looks every week and stops at the first good one finds something every time.
        verdict = Verdict.TOO_EARLY
    elif moved.chance is None:
        verdict = Verdict.TOO_FEW
    else:
        verdict = Verdict.MOVED if moved.has_moved else Verdict.NOT_MOVED
    return Outcome(verdict, moved, waves, weeks, int(n.sum()))


def waves_of(by: Actor, rollout_id: UUID) -> dict[UUID, int]:
    """Return in which wave each technician of a roll-out is. One query."""
    rows = RolloutMember.objects.of(by.tenant_id).filter(rollout_id=rollout_id)
    return dict(rows.values_list("technician_id", "wave"))


def _wave(number: int, row: RolloutRow, points: Sequence[Point], wave_of: dict[UUID, int]) -> Wave:
    trained_on = row.trained_on(number)
    mine = [point for point in points if wave_of[point.technician_id] == number]
    return Wave(
        number=number,
        trained_on=trained_on,
        people=tuple((key, name) for key, name in row.people if wave_of.get(key) == number),
        before=adopted(opportunities(point for point in mine if point.at.date() < trained_on)),
        since=adopted(opportunities(point for point in mine if point.at.date() >= trained_on)),
    )


def _rows(by: Actor, rows: list[Rollout]) -> tuple[RolloutRow, ...]:
    members: dict[UUID, list[RolloutMember]] = defaultdict(list)
    found = RolloutMember.objects.of(by.tenant_id).filter(rollout__in=rows).select_related("technician")
    for member in found.order_by("technician__name", "id"):
        members[member.rollout_id].append(member)
    return tuple(_row(row, members[row.id]) for row in rows)


def _row(row: Rollout, members: list[RolloutMember]) -> RolloutRow:
    size, more = divmod(len(members), row.waves)
    return RolloutRow(
        id=row.id,
        title=row.title,
        module=row.module,
        behaviours=tuple(row.behaviours),
        starts_on=row.starts_on,
        baseline_weeks=row.baseline_weeks,
        weeks_a_wave=row.weeks_a_wave,
        waves=row.waves,
        people=tuple((member.technician_id, member.technician.name) for member in members),
        orders=possible_orders([size + (wave < more) for wave in range(row.waves)]),
        frozen_at=row.frozen_at,
        frozen_by=row.frozen_by,
        seed=row.seed,
        digest=row.digest,
        is_unchanged=not row.digest or digest_of(row, members) == row.digest,
    )
