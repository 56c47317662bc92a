"""Coaching: technicians who were trained, whoever observes, and a ride-along that was noted."""

from datetime import datetime, timedelta
from uuid import UUID

from tests.builders.record import MONDAY, a_call, a_customer, a_machine, a_site, a_technician, a_visit, an_actor

from steadyhand.business.calls.models import Visit
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.note_ride_along import Rode, note_ride_along
from steadyhand.business.learning.actions.open_plans import Trained, open_plans
from steadyhand.business.learning.actions.rollouts import Planned, plan_rollout
from steadyhand.business.learning.actions.set_coach_time import set_coach_time
from steadyhand.business.learning.coaching.rules import Answer, TookOver
from steadyhand.business.learning.models import CoachingPlan, CoachingStep, Observation, Thanks
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor

CODES = ("gives-a-time-with-a-margin", "warns-before-it-slips", "says-it-back")


def a_manager(branch: Branch | None = None, *, minutes: int = 600, now: datetime = MONDAY) -> Actor:
    """Return a service manager who has so many minutes a week for coaching."""
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch, name="Ruth Okafor")
    if minutes and ruth.user_id:
        set_coach_time(by=ruth, minutes={ruth.user_id: minutes}, now=now)
    return ruth


def a_trained(
    by: Actor, *technicians: Technician, training: str = "module:keep-your-word", now: datetime = MONDAY
) -> list[CoachingPlan]:
    """Return the coaching of technicians whose training ended three days ago: its first week is this one."""
    trained = Trained(
        training=training, title="Keep your word", ended_on=(now - timedelta(days=3)).date(), behaviours=CODES
    )
    ids = open_plans(by=by, technicians=[each.id for each in technicians], trained=trained, now=now)
    return list(CoachingPlan.objects.filter(id__in=ids).order_by("technician__name"))


def a_job(technician: Technician, *, at: datetime = MONDAY) -> Visit:
    """Return a visit of a technician at a customer of their branch, planned for then."""
    site = a_site(a_customer(branch=technician.branch))
    return a_visit(call=a_call(machine=a_machine(site=site)), technician=technician, planned_for=at)


def a_ride(**different: object) -> Rode:
    """Return a filled-in form; `visit_id` must be named."""
    facts = {
        "goal": "Say the time before they ask",
        "answers": dict(zip(CODES, (Answer.SEEN, Answer.NOT_SEEN, Answer.NO_CHANCE), strict=True)),
        "notes": {CODES[0]: "Between two and four, for the part"},
        "took_over": TookOver.NO,
        "keep": "The range with its reason",
        "change": "Ring before the time is over",
        "signed_here": False,
    } | different
    return Rode(**facts)  # type: ignore[arg-type]


def coaching_rows(branch: Branch, technician: Technician, visit: Visit, now: datetime) -> dict[str, UUID]:
    """Return one row of each kind of coaching at a branch, for the walk over all addresses."""
    ruth = a_manager(branch, now=now)
    other = a_technician(branch=branch, name="Mei Tanaka")
    plan = a_trained(ruth, technician, now=now)[0]
    ride_id = note_ride_along(by=ruth, technician_id=technician.id, rode=a_ride(visit_id=visit.id), now=now)
    planned = Planned(
        title="Keep your word",
        module="keep-your-word",
        behaviours=CODES,
        technicians=[technician.id, other.id],
        starts_on=now.date() + timedelta(weeks=1),
        baseline_weeks=2,
        waves=2,
        weeks_a_wave=2,
    )
    assert technician.user_id is not None
    assert ruth.user_id is not None
    thanks = Thanks.objects.create(
        tenant_id=branch.tenant_id,
        branch=branch,
        to_id=technician.user_id,
        deed="need",
        about_id=visit.id,
        what="Supplies at Chen Family Clinic, seen and handed over",
        is_said=True,
        by_id=ruth.user_id,
        at=now,
    )
    line = Observation.objects.filter(ride_along_id=ride_id).first()
    assert line is not None
    return {
        "coaching_plan_id": plan.id,
        "coaching_step_id": plan_step(plan),
        "ride_along_id": ride_id,
        "said_id": line.id,
        "thanks_id": thanks.id,
        "rollout_id": plan_rollout(by=ruth, planned=planned, now=now),
    }


def plan_step(plan: CoachingPlan, sort: str = "talk", week: int = 1) -> UUID:
    """Return a step of a plan."""
    return CoachingStep.objects.values_list("id", flat=True).get(plan=plan, sort=sort, week=week)
