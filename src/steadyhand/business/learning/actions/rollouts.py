"""A roll-out is planned, then drawn and frozen as one, before it starts; after that nothing of it changes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from secrets import randbelow
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.coaching.cadence import monday_of
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.models import Rollout, RolloutMember
from steadyhand.business.learning.statistics.rollout import draw_waves
from steadyhand.business.people.queries import technicians_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

LEAST_BASELINE, MOST_WEEKS = 2, 26
# As large as a JSON number stays exact.
SEEDS = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What is rolled out, to whom, from which week on, in how many waves of how many weeks."""

    title: str
    module: str
    behaviours: Sequence[str]
    technicians: Collection[UUID]
    starts_on: date
    baseline_weeks: int
    waves: int
    weeks_a_wave: int


class CannotRollOut(Exception):
    """It can't be rolled out like this; the message says what to do."""


@transaction.atomic
def plan_rollout(*, by: Actor, planned: Planned, now: datetime) -> UUID:
    """Keep a plan that can still be thrown away; return its id. Nobody is drawn yet.

    Raises:
        CannotRollOut: with the sentence for whoever plans.
    """
    today = today_at(by.tenant_id, now)
    _check(planned, today)
    here = {each.id: each.branch_id for each in technicians_of(by, on=today)}
    if strangers := set(planned.technicians) - set(here):
        raise CannotRollOut(f"{len(strangers)} of them don't work at your branches any more: choose anew.")
    branches = {here[each] for each in planned.technicians}
    rollout = Rollout.objects.create(
        tenant_id=by.tenant_id,
        branch_id=branches.pop() if len(branches) == 1 else None,
        title=planned.title.strip(),
        module=planned.module,
        behaviours=list(planned.behaviours),
        starts_on=monday_of(planned.starts_on),
        baseline_weeks=planned.baseline_weeks,
        waves=planned.waves,
        weeks_a_wave=planned.weeks_a_wave,
        made_at=now,
    )
    RolloutMember.objects.bulk_create(
        RolloutMember(tenant_id=by.tenant_id, rollout=rollout, technician_id=each)
        for each in sorted(planned.technicians, key=str)
    )
    record_change(rollout, by=by, at=now, verb="roll-out planned", became={"title": rollout.title})
    return rollout.id


@transaction.atomic
def freeze_rollout(*, by: Actor, rollout_id: UUID, seed: int | None = None, now: datetime) -> None:
    """Draw the order of the waves and freeze all of it. `seed` is the draw's; by itself it is one that nobody chose.

    Raises:
        CannotRollOut: it is frozen, has begun, or isn't there.
    """
    rollout = Rollout.objects.visible_to(by).select_for_update().filter(id=rollout_id).first()
    if rollout is None:
        raise CannotRollOut("This roll-out isn't at your branches.")
    if rollout.frozen_at is not None:
        raise CannotRollOut("This roll-out is drawn and frozen already; a second draw would be a choice.")
    if rollout.starts_on < monday_of(today_at(by.tenant_id, now)):
        raise CannotRollOut("Its first week is over: throw it away and plan one that is still to come.")
    drawn_with = randbelow(SEEDS) if seed is None else seed
    members = list(RolloutMember.objects.of(by.tenant_id).filter(rollout=rollout))
    waves = draw_waves([str(member.technician_id) for member in members], rollout.waves, seed=drawn_with)
    wave_of = {technician: number for number, wave in enumerate(waves, 1) for technician in wave}
    for member in members:
        member.wave = wave_of[str(member.technician_id)]
    RolloutMember.objects.bulk_update(members, ["wave"])
    rollout.seed = drawn_with
    digest = digest_of(rollout, members)
    Rollout.objects.filter(**rollout.where()).update(seed=drawn_with, frozen_at=now, frozen_by=by.name, digest=digest)
    record_change(rollout, by=by, at=now, verb="roll-out frozen", became={"digest": digest})


@transaction.atomic
def throw_rollout_away(*, by: Actor, rollout_id: UUID, now: datetime) -> None:
    """Throw a plan away that isn't frozen.

    Raises:
        CannotRollOut: it is frozen: what was drawn stays, whatever comes of it.
    """
    rollout = Rollout.objects.visible_to(by).filter(id=rollout_id).first()
    if rollout is None:
        raise CannotRollOut("This roll-out isn't at your branches any more.")
    if rollout.frozen_at is not None:
        raise CannotRollOut("It is frozen: what was drawn stays, whatever comes of it.")
    record_change(rollout, by=by, at=now, verb="roll-out thrown away", was={"title": rollout.title})
    rollout.delete()


def digest_of(rollout: Rollout, members: Collection[RolloutMember]) -> str:
    """Return the SHA-256 of all that is frozen: whoever keeps it elsewhere sees later that nothing has changed."""
    facts = [
        rollout.title,
        rollout.module,
        list(rollout.behaviours),
        rollout.starts_on.isoformat(),
        rollout.baseline_weeks,
        rollout.waves,
        rollout.weeks_a_wave,
        rollout.seed,
        sorted((str(member.technician_id), member.wave) for member in members),
    ]
    return sha256(dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _check(planned: Planned, today: date) -> None:
    known = {each.code for each in behaviours()}
    if not planned.title.strip():
        raise CannotRollOut("Give it a name by which you will know it in half a year.")
    if not planned.behaviours or not set(planned.behaviours) <= known:
        raise CannotRollOut("Choose what is to be seen more often: one behaviour at least, from the list.")
    if planned.waves < 2 or len(planned.technicians) < planned.waves:  # noqa: PLR2004 - one wave has nobody beside it
        raise CannotRollOut(
            f"{len(planned.technicians)} technicians can't begin in {planned.waves} waves: take two waves or more, "
            "each with somebody in it."
        )
    if monday_of(planned.starts_on) < monday_of(today):
        raise CannotRollOut("It must be frozen before it starts: choose this week or a later one.")
    if planned.baseline_weeks < LEAST_BASELINE:
        raise CannotRollOut(
            f"{planned.baseline_weeks} weeks before the first training say nothing of how it was: {LEAST_BASELINE} at "
            "least, four are better."
        )
    if planned.baseline_weeks > MOST_WEEKS or not 1 <= planned.weeks_a_wave <= MOST_WEEKS:
        raise CannotRollOut(f"Between 1 and {MOST_WEEKS} weeks each, so that somebody sees the end of it.")
