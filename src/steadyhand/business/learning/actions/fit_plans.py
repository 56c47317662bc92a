"""Every open plan's coming weeks are fitted anew to the hours there are; what is done or under way stays."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.learning.actions.weeks_away import weeks_away
from steadyhand.business.learning.coaching.cadence import (
    RIDE_WEEKS,
    Sort,
    Wanted,
    monday_of,
    next_ride,
    wanted,
    week_on,
)
from steadyhand.business.learning.coaching.fitting import Room, Wish, fit
from steadyhand.business.learning.models import CoachingPlan, CoachingStep
from steadyhand.business.learning.queries.coaches import coaches_of
from steadyhand.business.learning.settings import RIDE_MINUTES, TALK_MINUTES
from steadyhand.shared.identity import new_id

Standing = CoachingStep.Standing
LOOSE = (Standing.PLANNED, Standing.GAVE_WAY)


@transaction.atomic
def fit_plans(tenant_id: UUID, *, now: datetime) -> None:
    """Put talks and ride-alongs that are still to come into weeks in which somebody has the time, or say why not."""
    this_week = monday_of(today_at(tenant_id, now))
    plans = list(
        CoachingPlan.objects.of(tenant_id)
        .filter(ended_at__isnull=True)
        .select_related("technician")
        .order_by("starts_on", "id")
    )
    if not plans:
        return
    loose: list[CoachingStep] = []
    fixed: dict[UUID, list[CoachingStep]] = defaultdict(list)
    for step in CoachingStep.objects.of(tenant_id).filter(plan__in=plans).order_by("week", "id"):
        # Nobody has begun with these: they are put anew.
        is_loose = step.on >= this_week and step.followup_id is None and step.standing in LOOSE
        (loose if is_loose else fixed[step.plan_id]).append(step)
    # By plan and sort, in the order of weeks: what is put anew keeps its id, so that its address goes on leading there.
    known: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    for step in loose:
        known[step.plan_id, step.sort].append(step.id)
    wishes = [wish for plan in plans for wish in _wishes(plan, fixed[plan.id], this_week)]
    coaches = coaches_of(tenant_id, now=now)
    minutes = values_of(tenant_id, (TALK_MINUTES, RIDE_MINUTES))
    of_sort = {Sort.TALK: minutes[TALK_MINUTES], Sort.RIDE: minutes[RIDE_MINUTES]}
    away, closed = weeks_away(tenant_id, plans, coaches, this_week)
    room = Room(
        minutes=of_sort,
        taken=Counter(
            {key: sum(step.minutes for step in taken) for key, taken in _by_coach_and_week(fixed, this_week).items()}
        ),
        away=away,
        closed=closed,
        rode={plan.technician_id: _rode(fixed[plan.id]) for plan in plans},
    )
    fitted = sorted(fit(wishes, coaches, room, not_before=this_week), key=lambda each: each.week)
    rows = [
        CoachingStep(
            id=_kept_or_new(known[each.wish.plan_id, each.wish.step.sort]),
            tenant_id=tenant_id,
            plan_id=each.wish.plan_id,
            sort=each.wish.step.sort,
            week=each.week,
            on=each.on,
            minutes=of_sort[each.wish.step.sort],
            coach_id=each.coach_id,
            standing=Standing.GAVE_WAY if each.gave_way else Standing.PLANNED,
            why=each.gave_way,
        )
        for each in fitted
    ]
    # Looked at every few hours: mostly nothing is different, and nothing is written.
    if {_facts(step) for step in rows} != {_facts(step) for step in loose}:
        CoachingStep.objects.of(tenant_id).filter(id__in=[step.id for step in loose]).delete()
        CoachingStep.objects.bulk_create(rows)


def _facts(step: CoachingStep) -> tuple[object, ...]:
    return (step.id, step.plan_id, step.week, step.on, step.minutes, step.coach_id, str(step.standing), step.why)


def _kept_or_new(ids: list[UUID]) -> UUID:
    return ids.pop(0) if ids else new_id()


def _wishes(plan: CoachingPlan, fixed: Sequence[CoachingStep], this_week: date) -> Iterator[Wish]:
    """Return what a plan still wants: of the cadence what isn't fixed, and after week 8 the next ride-along."""
    talked = {step.week for step in fixed if step.sort == Sort.TALK}
    rides = sorted(step.week for step in fixed if step.sort == Sort.RIDE)
    # A ride-along may have moved by a week: they are counted, not compared by their weeks.
    over = set(RIDE_WEEKS[: len(rides)])
    still: list[Wanted] = []
    for step in wanted():
        is_fixed = step.week in (talked if step.sort is Sort.TALK else over)
        if not is_fixed and week_on(plan.starts_on, step.week + (step.sort is Sort.RIDE)) >= this_week:
            still.append(step)
    last = max([*rides, *(step.week for step in still if step.sort is Sort.RIDE)], default=RIDE_WEEKS[-1])
    is_open = any(step.sort == Sort.RIDE and step.standing == Standing.PLANNED for step in fixed)
    if not still and not is_open:
        week = next_ride(last)
        while week_on(plan.starts_on, week) < this_week:
            week += 1
        still.append(Wanted(Sort.RIDE, week))
    name = plan.technician.name
    for step in still:
        yield Wish(plan.id, plan.technician_id, name, plan.starts_on, step)


def _by_coach_and_week(
    fixed: dict[UUID, list[CoachingStep]], this_week: date
) -> dict[tuple[UUID, date], list[CoachingStep]]:
    found = defaultdict(list)
    for steps in fixed.values():
        for step in steps:
            if step.coach_id and step.on >= this_week and step.standing in (Standing.PLANNED, Standing.DONE):
                found[step.coach_id, step.on].append(step)
    return found


def _rode(fixed: Sequence[CoachingStep]) -> tuple[UUID, ...]:
    return tuple(
        step.coach_id
        for step in fixed
        if step.coach_id and step.sort == Sort.RIDE and step.standing in (Standing.PLANNED, Standing.DONE)
    )
