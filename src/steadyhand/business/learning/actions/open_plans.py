"""Technicians have finished a training: their coaching opens by itself."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.fit_plans import fit_plans
from steadyhand.business.learning.actions.weeks import leave_out_rest
from steadyhand.business.learning.coaching.cadence import A_WAVE, WAVES_APART, WEEK, starts_after
from steadyhand.business.learning.content.behaviours import behaviours, behaviours_of
from steadyhand.business.learning.models import CoachingPlan
from steadyhand.business.people.queries import technician_of
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A training that is over. `training` names it for good; without behaviours, those of the module are looked for."""

    training: str
    title: str
    ended_on: date
    module: str = ""
    behaviours: Sequence[str] = ()


class CannotCoach(Exception):
    """Coaching can't open like this; the message says what to do."""


@transaction.atomic
def open_plans(*, by: Actor, technicians: Collection[UUID], trained: Trained, now: datetime) -> tuple[UUID, ...]:
    """Open a plan for each technician without one for this training, fitted to the hours; return the new ones' ids.

    What else somebody is coached in goes on in the new plan.

    Raises:
        CannotCoach: nobody to coach, no behaviour to look for, or a training that is still to come.
    """
    codes = list(trained.behaviours) or [each.code for each in behaviours_of(trained.module)]
    known = {each.code for each in behaviours()}
    if strange := [code for code in codes if code not in known]:
        raise CannotCoach(f"{strange[0]} is no behaviour that anybody looks for: choose from the list.")
    if not codes:
        raise CannotCoach("Choose what to look for: one behaviour at least.")
    if not technicians:
        raise CannotCoach("Choose who was trained: one technician at least.")
    today = today_at(by.tenant_id, now)
    if trained.ended_on > today:
        raise CannotCoach("This training is still to come: coaching opens when it is over.")
    opened: list[CoachingPlan] = []
    for technician_id in technicians:
        technician = technician_of(by, technician_id, on=today)
        if technician is None:
            raise CannotCoach("One of them doesn't work at your branches any more: choose anew.")
        plans = CoachingPlan.objects.of(by.tenant_id)
        if plans.filter(technician_id=technician_id, training=trained.training).exists():
            continue
        plan = CoachingPlan.objects.create(
            tenant_id=by.tenant_id,
            branch_id=technician.branch_id,
            technician_id=technician_id,
            training=trained.training,
            title=trained.title,
            behaviours=codes,
            starts_on=_begins_on(by.tenant_id, technician.branch_id, trained.ended_on),
            opened_at=now,
        )
        became = {"technician": technician.name, "title": trained.title}
        record_change(plan, by=by, at=now, verb="coaching opened", became=became)
        opened.append(plan)
    if opened:
        fit_plans(by.tenant_id, now=now)
    for plan in opened:
        _goes_on_in(plan, by=by, now=now)
    return tuple(plan.id for plan in opened)


def _goes_on_in(plan: CoachingPlan, *, by: Actor, now: datetime) -> None:
    """End what else the technician is coached in: one talk a week is enough, and what was looked for goes on with it.

    Opens the book at its end.
    """
    open_ones = CoachingPlan.objects.of(by.tenant_id).filter(technician_id=plan.technician_id, ended_at__isnull=True)
    for older in open_ones.exclude(id=plan.id).order_by("starts_on", "id"):
        because = f"Goes on in “{plan.title}”: one talk a week for both."
        joined = list(dict.fromkeys([*plan.behaviours, *older.behaviours]))
        CoachingPlan.objects.filter(**plan.where()).update(behaviours=joined)
        plan.behaviours = joined
        CoachingPlan.objects.filter(**older.where()).update(ended_at=now, ended_because=because[:300])
        record_change(older, by=by, at=now, verb="coaching ended", why=because)
        leave_out_rest(by=by, plan_id=older.id, because=because[:300], now=now)


def _begins_on(tenant_id: UUID, branch_id: UUID, ended_on: date) -> date:
    """Return the Monday on which a plan begins: where four of the branch begin then already, the week after.

    Ride-alongs are three weeks apart, so three waves of four that begin a week apart never ride in the same week.
    """
    first = starts_after(ended_on)
    mondays = [first + number * WEEK for number in range(WAVES_APART)]
    plans = CoachingPlan.objects.of(tenant_id).filter(branch_id=branch_id, ended_at__isnull=True)
    begin = Counter(plans.filter(starts_on__in=mondays).values_list("starts_on", flat=True))
    return min(mondays, key=lambda monday: (begin[monday] // A_WAVE, monday))


@transaction.atomic
def end_plan(*, by: Actor, plan_id: UUID, because: str, now: datetime) -> None:
    """End a plan: its weeks to come are dropped, what was seen stays.

    Raises:
        CannotCoach: there is no such open plan, or no reason.
    """
    plan = CoachingPlan.objects.visible_to(by).filter(id=plan_id, ended_at__isnull=True).first()
    if plan is None:
        raise CannotCoach("This coaching has ended already, or isn't at your branches.")
    if not because.strip():
        raise CannotCoach("Say why it ends: the technician reads it.")
    CoachingPlan.objects.filter(**plan.where()).update(ended_at=now, ended_because=because.strip())
    record_change(plan, by=by, at=now, verb="coaching ended", why=because.strip())
    leave_out_rest(by=by, plan_id=plan.id, because=because.strip(), now=now)


def end_of_who_left(tenant_id: UUID, *, now: datetime) -> int:
    """End the coaching of technicians who don't work here any more; return how many plans ended."""
    by = the_system(tenant_id, "Steadyhand")
    gone = CoachingPlan.objects.of(tenant_id).filter(
        ended_at__isnull=True, technician__left_on__lte=today_at(tenant_id, now)
    )
    ids = list(gone.values_list("id", "technician__left_on"))
    for plan_id, left_on in ids:
        if left_on is not None:
            end_plan(by=by, plan_id=plan_id, because=f"Left the firm on {left_on.day} {left_on:%B %Y}", now=now)
    return len(ids)
