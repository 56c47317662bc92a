"""Which roll-outs are there, in which wave is who, and did a wave begin on another day than was drawn?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.learning.actions.rollouts import digest_of
from steadyhand.business.learning.coaching.cadence import WEEK
from steadyhand.business.learning.models import Rollout, RolloutChange, RolloutMember
from steadyhand.business.learning.statistics.rollout import FEWEST_ORDERS, possible_orders
from steadyhand.shared.actor import Actor

MOST = 20


@dataclass(frozen=True, slots=True)
class Began:
    """A wave that begins on another Monday than was drawn: which, why, and who says so."""

    trained_on: date
    because: str
    who: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part; `wave` is 0 until it is drawn. `zone` is their branch's, `left_on` their last day's."""

    technician_id: UUID
    name: str
    wave: int
    zone: str
    left_on: date | None

    def works_on(self, on: date) -> bool:
        return self.left_on is None or self.left_on > on


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
    members: tuple[Member, ...]
    orders: int
    frozen_at: datetime | None
    frozen_by: str
    seed: int | None
    digest: str
    is_unchanged: bool
    changes: Mapping[int, Began]

    @property
    def people(self) -> tuple[tuple[UUID, str], ...]:
        return tuple((each.technician_id, each.name) for each in self.members)

    def began_on(self, wave: int) -> date:
        """Return the Monday on which a wave's training is or was: as drawn, unless somebody has said otherwise."""
        changed = self.changes.get(wave)
        return changed.trained_on if changed else self.trained_on(wave)

    def trained_on(self, wave: int) -> date:
        """Return the Monday from which a wave counts as trained: as drawn, whatever became of it."""
        return self.starts_on + (self.baseline_weeks + (wave - 1) * self.weeks_a_wave) * WEEK

    @property
    def ends_on(self) -> date:
        """The Monday after its last week: the last wave has been followed for as long as the others waited for it."""
        return self.trained_on(self.waves) + max(self.weeks_a_wave, self.baseline_weeks) * WEEK

    @property
    def is_testable(self) -> bool:
        return self.orders >= FEWEST_ORDERS


def rollouts_at(by: Actor) -> tuple[RolloutRow, ...]:
    """Return the newest roll-outs at the actor's branches. Three queries."""
    return _rows(by, list(Rollout.objects.visible_to(by).order_by("-starts_on", "-id")[:MOST]))


def rollout_called(by: Actor, rollout_id: UUID) -> RolloutRow | None:
    """Return one at the actor's branches. Three queries."""
    return next(iter(_rows(by, list(Rollout.objects.visible_to(by).filter(id=rollout_id)))), None)


def waves_of(by: Actor, rollout_id: UUID) -> dict[UUID, int]:
    """Return in which wave each technician of a roll-out is. One query."""
    rows = RolloutMember.objects.of(by.tenant_id).filter(rollout_id=rollout_id)
    return dict(rows.values_list("technician_id", "wave"))


def _rows(by: Actor, rows: list[Rollout]) -> tuple[RolloutRow, ...]:
    members: dict[UUID, list[RolloutMember]] = defaultdict(list)
    found = RolloutMember.objects.of(by.tenant_id).filter(rollout__in=rows).select_related("technician__branch")
    for member in found.order_by("technician__name", "id"):
        members[member.rollout_id].append(member)
    changes: dict[UUID, dict[int, Began]] = defaultdict(dict)
    for change in RolloutChange.objects.of(by.tenant_id).filter(rollout__in=rows).order_by("at", "id"):
        # The latest word counts.
        changes[change.rollout_id][change.wave] = Began(change.trained_on, change.because, change.by_name)
    return tuple(_row(row, members[row.id], changes[row.id]) for row in rows)


def _row(row: Rollout, members: list[RolloutMember], changes: Mapping[int, Began]) -> RolloutRow:
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
        members=tuple(
            Member(
                technician_id=member.technician_id,
                name=member.technician.name,
                wave=member.wave,
                zone=member.technician.branch.zone,
                left_on=member.technician.left_on,
            )
            for member in members
        ),
        orders=possible_orders([size + (wave < more) for wave in range(row.waves)]),
        frozen_at=row.frozen_at,
        frozen_by=row.frozen_by,
        seed=row.seed,
        digest=row.digest,
        is_unchanged=not row.digest or digest_of(row, members) == row.digest,
        changes=changes,
    )
