"""A week of coaching: its follow-up opens on Monday, each step is done or left out, and it ends after the last."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.rules import events as e
from steadyhand.business.learning.actions.fit_plans import fit_plans
from steadyhand.business.learning.actions.weeks_away import weeks_away
from steadyhand.business.learning.coaching.cadence import Sort, monday_of, week_on
from steadyhand.business.learning.kinds import COACHING_WEEK
from steadyhand.business.learning.models import CoachingStep
from steadyhand.business.learning.queries.coaches import coaches_of
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change

# The follow-up stands for its first step; that step's page shows all of the week.
ABOUT = "learning.coachingstep"
AWAY = "whoever had it is away"
TOO_LATE = "whoever had it is away; the next ride-along stands in for it"
NEXT_WEEK_S = "not held; the next week's stands in for it"
Standing = CoachingStep.Standing


class CannotNote(Exception):
    """It can't be written down like this; the message says what to do."""


def open_weeks(tenant_id: UUID, *, now: datetime) -> int:
    """Open a follow-up for each coach whose week has begun, leave out talks of weeks gone by; return how many."""
    this_week = monday_of(today_at(tenant_id, now))
    _leave_out_old_talks(tenant_id, this_week, now)
    rows = CoachingStep.objects.of(tenant_id).filter(
        standing=Standing.PLANNED, on__lte=this_week, followup_id__isnull=True, coach__isnull=False
    )
    by_coach: dict[tuple[UUID, UUID], list[CoachingStep]] = defaultdict(list)
    for step in rows.select_related("plan__technician", "coach").order_by("on", "sort", "plan__technician__name", "id"):
        if step.coach_id:
            by_coach[step.coach_id, step.plan.branch_id].append(step)
    for (coach_id, branch_id), steps in by_coach.items():
        _open(tenant_id, coach_id, branch_id, steps, now)
    return len(by_coach)


@transaction.atomic
def _open(tenant_id: UUID, coach_id: UUID, branch_id: UUID, steps: Sequence[CoachingStep], now: datetime) -> None:
    subject = Subject(branch_id=branch_id, title=said_of(steps)[:200], about_kind=ABOUT, about_id=steps[0].id)
    followup_id = open_followup(
        by=the_system(tenant_id, "Steadyhand"),
        kind=COACHING_WEEK.name,
        subject=subject,
        words="What was agreed last time stands on its page. If the week is too full, leave one out there and say so: "
        "that is better than one that is forgotten.",
        owner=coach_id,
        listeners=[coach_id],
        now=now,
    )
    ids = [step.id for step in steps]
    CoachingStep.objects.of(tenant_id).filter(id__in=ids).update(followup_id=followup_id)


def said_of(steps: Sequence[CoachingStep]) -> str:
    """Return a week of it in a line: `Coaching this week: talk with Bruno Salas; ride along with Mei Tanaka`."""
    parts = []
    for sort, words in ((Sort.TALK, "talk with"), (Sort.RIDE, "ride along with")):
        names = list(dict.fromkeys(step.plan.technician.name for step in steps if step.sort == sort))
        if names:
            parts.append(f"{words} {', '.join(names)}")
    return f"Coaching this week: {'; '.join(parts)}"


@transaction.atomic
def note_talk(*, by: Actor, step_id: UUID, agreed: str, now: datetime) -> None:
    """Write down what was agreed in a talk.

    Raises:
        CannotNote: it isn't theirs to write, or was written down already, or says nothing.
    """
    step = step_to_write(by, step_id)
    if step.sort != Sort.TALK:
        raise CannotNote("This is a ride-along: fill in its form, on the phone or here.")
    if not agreed.strip():
        raise CannotNote("Say what the two of you agreed: one line is enough.")
    finish_step(step, by=by, standing=Standing.DONE, agreed=agreed.strip(), now=now)


@transaction.atomic
def leave_out(*, by: Actor, step_id: UUID, because: str, now: datetime) -> None:
    """Leave a talk or ride-along out, openly.

    Raises:
        CannotNote: it isn't theirs, is over already, or there is no reason.
    """
    step = step_to_write(by, step_id)
    if not because.strip():
        raise CannotNote("Say why it is left out: the technician reads it, too.")
    write_step(step, by=by, standing=Standing.LEFT_OUT, why=because.strip(), now=now)
    fit_plans(by.tenant_id, now=now)
    end_week_of(step, by=by, why=because.strip(), now=now)


def leave_out_rest(*, by: Actor, plan_id: UUID, because: str, now: datetime) -> None:
    """Leave out all that an ended plan still had to come; others get its room. Opens the book at its end."""
    steps = list(CoachingStep.objects.of(by.tenant_id).filter(plan_id=plan_id, standing=Standing.PLANNED))
    for step in steps:
        write_step(step, by=by, standing=Standing.LEFT_OUT, why=because, now=now)
    fit_plans(by.tenant_id, now=now)
    for each in {step.followup_id: step for step in steps}.values():
        end_week_of(each, by=by, why=because, now=now)


def step_to_write(by: Actor, step_id: UUID) -> CoachingStep:
    """Return a step that is still to be written down.

    Raises:
        CannotNote: there is none such at the actor's branches.
    """
    step = CoachingStep.objects.visible_to(by).select_related("plan").filter(id=step_id).first()
    if step is None:
        raise CannotNote("This coaching isn't at your branches any more.")
    if step.standing in (Standing.DONE, Standing.LEFT_OUT):
        raise CannotNote(f"This is {Standing(step.standing).label} already; nothing was changed.")
    return step


def finish_step(
    step: CoachingStep, *, by: Actor, standing: str, agreed: str = "", why: str = "", now: datetime
) -> None:
    """Say what became of a step; the week's follow-up ends with its last one. Call it last: it opens the book."""
    write_step(step, by=by, standing=standing, agreed=agreed, why=why, now=now)
    end_week_of(step, by=by, why=why, now=now)


def write_step(step: CoachingStep, *, by: Actor, standing: str, agreed: str = "", why: str = "", now: datetime) -> None:
    """Say what became of a step, and leave its week's follow-up to `end_week_of`."""
    facts = {"standing": standing, "agreed": agreed, "why": why, "done_at": now}
    CoachingStep.objects.filter(**step.where()).update(**facts, coach_id=step.coach_id or by.user_id)
    record_change(step, by=by, at=now, verb="coaching noted", why=why, became={"standing": standing})


def end_week_of(step: CoachingStep, *, by: Actor, why: str = "", now: datetime) -> None:
    """End the follow-up of a step's week if nothing of it is to come. Call it last: it opens the book."""
    if step.followup_id is None:
        return
    week = CoachingStep.objects.of(step.tenant_id).filter(followup_id=step.followup_id)
    if week.filter(standing=Standing.PLANNED).exists():
        return
    is_any_done = week.filter(standing=Standing.DONE).exists()
    ended = e.Ended(
        at=now,
        by=None,
        outcome="done" if is_any_done else "left_out",
        words="Written down." if is_any_done else (why or "Nothing of it was held."),
    )
    act(the_system(step.tenant_id, by.name), step.followup_id, ended, with_record=True)


def release_absent(tenant_id: UUID, *, now: datetime) -> int:
    """Let go of ride-alongs that have begun to be due with somebody who is gone, or away this week; return how many.

    `fit_plans` then finds somebody else; of one that is weeks late already the next stands in, and it says so. A talk
    isn't handed over: the next week's stands in for it.
    """
    today = today_at(tenant_id, now)
    rides = CoachingStep.objects.of(tenant_id).filter(
        sort=Sort.RIDE, standing=Standing.PLANNED, followup_id__isnull=False, plan__ended_at__isnull=True
    )
    coaches = coaches_of(tenant_id, now=now)
    away, _ = weeks_away(tenant_id, [], coaches, monday_of(today))
    here = {coach.user_id for coach in coaches if (coach.user_id, monday_of(today)) not in away}
    released = [step for step in rides.select_related("plan") if step.coach_id not in here]
    if not here:
        # Nobody could take them: they stay, and their follow-ups find an owner by themselves.
        return 0
    by = the_system(tenant_id, "Steadyhand")
    for step in released:
        with transaction.atomic():
            if week_on(step.plan.starts_on, step.week + 1) < monday_of(today):
                finish_step(step, by=by, standing=Standing.LEFT_OUT, why=TOO_LATE, now=now)
                continue
            loose = {"standing": Standing.GAVE_WAY, "followup_id": None, "coach_id": None, "why": AWAY}
            CoachingStep.objects.filter(**step.where()).update(on=max(step.on, monday_of(today)), **loose)
            end_week_of(step, by=by, why="Whoever had it is away.", now=now)
    return len(released)


def _leave_out_old_talks(tenant_id: UUID, this_week: date, now: datetime) -> None:
    """Leave out talks of weeks gone by, once the next one's week has come: one reminder at a time, never a pile."""
    talks = CoachingStep.objects.of(tenant_id).filter(sort=Sort.TALK, plan__ended_at__isnull=True)
    newest: dict[UUID, date] = {}
    for plan_id, on in talks.filter(on__lte=this_week).values_list("plan_id", "on"):
        newest[plan_id] = max(on, newest.get(plan_id, on))
    by = the_system(tenant_id, "Steadyhand")
    for step in talks.filter(standing=Standing.PLANNED, on__lt=this_week).order_by("on"):
        if step.on < newest[step.plan_id]:
            with transaction.atomic():
                finish_step(step, by=by, standing=Standing.LEFT_OUT, why=NEXT_WEEK_S, now=now)
