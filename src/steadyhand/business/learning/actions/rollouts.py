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
from steadyhand.business.learning.coaching.cadence import WEEK, monday_of
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.models import CoachingPlan, Rollout, RolloutChange, RolloutMember
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
    if rollout.starts_on <= today_at(by.tenant_id, now):
        raise CannotRollOut("Counting has begun already: throw it away and plan one that is still to come.")
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
    # Somebody else may be drawing it at this moment.
    rollout = Rollout.objects.visible_to(by).select_for_update().filter(id=rollout_id).first()
    if rollout is None:
        raise CannotRollOut("This roll-out isn't at your branches any more.")
    if rollout.frozen_at is not None:
        raise CannotRollOut("It is frozen: what was drawn stays, whatever comes of it.")
    record_change(rollout, by=by, at=now, verb="roll-out thrown away", was={"title": rollout.title})
    rollout.delete()


@transaction.atomic
def put_wave_off(*, by: Actor, rollout_id: UUID, wave: int, trained_on: date, because: str, now: datetime) -> None:
    """Say that a wave's training is in a later week than was drawn: its coaching opens then.

    What was drawn stays, and with it who counts as trained when: a wave that may be moved for a reason could be moved
    for a result.

    Raises:
        CannotRollOut: it isn't frozen, its coaching is open, or the week isn't a later one.
    """
    rollout = Rollout.objects.visible_to(by).filter(id=rollout_id, frozen_at__isnull=False).first()
    if rollout is None or not 1 <= wave <= rollout.waves:
        raise CannotRollOut("There is no such wave any more: open the page anew.")
    if (
        CoachingPlan.objects.of(by.tenant_id)
        .filter(
            training=training_of(rollout.id),
            technician_id__in=(
                RolloutMember.objects.of(by.tenant_id).filter(rollout=rollout, wave=wave).values("technician_id")
            ),
        )
        .exists()
    ):
        raise CannotRollOut(
            f"The coaching of wave {wave} is open already: end its plans with a reason, and say afterwards that the "
            "training is over."
        )
    monday = monday_of(trained_on)
    drawn_on = rollout.starts_on + (rollout.baseline_weeks + (wave - 1) * rollout.weeks_a_wave) * WEEK
    if monday <= drawn_on or monday < monday_of(today_at(by.tenant_id, now)):
        raise CannotRollOut(
            f"Wave {wave} was drawn for the week of {drawn_on.day} {drawn_on:%B}: choose a later one that is still to "
            "come. Earlier would take from those who wait."
        )
    if not because.strip():
        raise CannotRollOut("Say why it begins later: whoever reads the result wants to know.")
    RolloutChange.objects.create(
        tenant_id=by.tenant_id,
        rollout=rollout,
        wave=wave,
        trained_on=monday,
        because=because.strip()[:300],
        by_name=by.name,
        at=now,
    )
    became = {"wave": wave, "trained_on": monday.isoformat()}
    record_change(rollout, by=by, at=now, verb="wave put off", why=because.strip(), became=became)


def training_of(rollout_id: UUID) -> str:
    """Return by which name the plans of a roll-out's waves know it."""
    return f"wave:{rollout_id.hex}"


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
    if monday_of(planned.starts_on) <= today:
        raise CannotRollOut("It must be frozen before it starts: choose next week or a later one.")
    if planned.baseline_weeks < LEAST_BASELINE:
        raise CannotRollOut(
            f"{planned.baseline_weeks} weeks before the first training say nothing of how it was: {LEAST_BASELINE} at "
            "least, four are better."
        )
    if planned.baseline_weeks > MOST_WEEKS or not 1 <= planned.weeks_a_wave <= MOST_WEEKS:
        raise CannotRollOut(f"Between 1 and {MOST_WEEKS} weeks each, so that somebody sees the end of it.")
