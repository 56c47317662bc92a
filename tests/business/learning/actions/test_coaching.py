"""Coaching opens after a training, is fitted to the hours, reminds once a week, and ends with what was agreed."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_technician
from tests.builders.coaching import CODES, a_manager, a_trained, plan_step
from tests.builders.kept import row_of

from steadyhand.business.dealership.models import Leave
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.learning.actions.coach_module import coach_module
from steadyhand.business.learning.actions.fit_plans import fit_plans
from steadyhand.business.learning.actions.open_plans import CannotCoach, Trained, end_plan, open_plans
from steadyhand.business.learning.actions.read_module import finish_module
from steadyhand.business.learning.actions.set_coach_time import set_coach_time
from steadyhand.business.learning.actions.watch_coaching import watch_coaching
from steadyhand.business.learning.actions.weeks import CannotNote, leave_out, note_talk
from steadyhand.business.learning.models import CoachingPlan, CoachingStep

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
Standing = CoachingStep.Standing


def standings(**of: object) -> list[str]:
    return list(CoachingStep.objects.filter(**of).order_by("on", "sort").values_list("standing", flat=True))


def test_a_training_opens_a_plan_of_eleven_steps_once() -> None:
    ruth, bruno = a_manager(), a_technician()

    plan = a_trained(ruth, bruno)[0]
    again = a_trained(ruth, bruno)

    assert (plan.starts_on, plan.behaviours) == (MONDAY.date(), list(CODES))
    assert CoachingStep.objects.filter(plan=plan, standing=Standing.PLANNED, coach_id=ruth.user_id).count() == 11
    assert again == []


def test_without_hours_everything_gives_way_until_somebody_says_some() -> None:
    ruth, bruno = a_manager(minutes=0), a_technician()
    a_trained(ruth, bruno)
    assert set(standings()) == {Standing.GAVE_WAY}

    assert ruth.user_id
    set_coach_time(by=ruth, minutes={ruth.user_id: 100}, now=MONDAY)

    assert set(standings()) == {Standing.PLANNED}
    assert CoachingStep.objects.count() == 11


def test_a_week_is_one_follow_up_that_ends_with_its_last_talk() -> None:
    ruth = a_manager()
    plans = a_trained(ruth, a_technician(name="Annika Holm"), a_technician(name="Bruno Salas"))
    watch_coaching(ruth.tenant_id, now=MONDAY)
    first, second = (CoachingStep.objects.get(id=plan_step(plan)) for plan in plans)
    assert first.followup_id is not None
    assert first.followup_id == second.followup_id
    week = row_of(first.followup_id)
    assert (week.title, week.owner_id) == ("Coaching this week: talk with Annika Holm, Bruno Salas", ruth.user_id)

    note_talk(by=ruth, step_id=first.id, agreed="Say the time first", now=MONDAY)
    assert row_of(first.followup_id).state == "open"
    leave_out(by=ruth, step_id=second.id, because="He is at a course", now=MONDAY)

    assert row_of(first.followup_id).outcome == "done"
    assert watch_coaching(ruth.tenant_id, now=MONDAY) == 0


def test_a_talk_that_was_not_held_makes_room_for_the_next_week_s() -> None:
    ruth = a_manager()
    plan = a_trained(ruth, a_technician())[0]
    watch_coaching(ruth.tenant_id, now=MONDAY)

    watch_coaching(ruth.tenant_id, now=MONDAY + WEEK)

    talk = CoachingStep.objects.get(id=plan_step(plan))
    assert (talk.standing, talk.why) == (Standing.LEFT_OUT, "not held; the next week's stands in for it")
    assert talk.followup_id is not None
    assert row_of(talk.followup_id).state == "ended"


def test_what_was_written_down_stays_so() -> None:
    ruth = a_manager()
    step_id = plan_step(a_trained(ruth, a_technician())[0])
    note_talk(by=ruth, step_id=step_id, agreed="Say the time first", now=MONDAY)

    with pytest.raises(CannotNote, match="done already"):
        leave_out(by=ruth, step_id=step_id, because="No time", now=MONDAY)


def test_a_technician_on_leave_has_no_talk_that_week() -> None:
    ruth, bruno = a_manager(), a_technician()
    monday = MONDAY.date() + WEEK
    assert bruno.user is not None
    Leave.objects.create(tenant_id=ruth.tenant_id, user=bruno.user, starts_on=monday, until=monday + WEEK)

    plan = a_trained(ruth, bruno)[0]

    talk = CoachingStep.objects.get(id=plan_step(plan, week=2))
    assert (talk.standing, talk.why) == (Standing.GAVE_WAY, "Bruno Salas is away that week")
    assert CoachingStep.objects.get(plan=plan, sort="ride", week=3).standing == Standing.PLANNED


def test_after_eight_weeks_a_ride_along_follows_every_six() -> None:
    ruth = a_manager()
    plan = a_trained(ruth, a_technician())[0]
    CoachingStep.objects.filter(plan=plan).update(standing=Standing.DONE)

    watch_coaching(ruth.tenant_id, now=MONDAY + 9 * WEEK)

    follows = CoachingStep.objects.get(plan=plan, standing=Standing.PLANNED)
    assert (follows.sort, follows.week) == ("ride", 14)


def test_an_ended_plan_leaves_out_the_rest_and_its_week_s_follow_up_ends() -> None:
    ruth = a_manager()
    plan = a_trained(ruth, a_technician())[0]
    watch_coaching(ruth.tenant_id, now=MONDAY)

    end_plan(by=ruth, plan_id=plan.id, because="He leads the next wave", now=MONDAY)

    assert set(standings()) == {Standing.LEFT_OUT}
    assert not CoachingPlan.objects.filter(ended_at__isnull=True).exists()
    followup_id = CoachingStep.objects.get(id=plan_step(plan)).followup_id
    assert followup_id
    assert row_of(followup_id).state == "ended"


def test_fitting_again_changes_nothing_that_was_begun() -> None:
    ruth = a_manager()
    plan = a_trained(ruth, a_technician())[0]
    watch_coaching(ruth.tenant_id, now=MONDAY)
    before = set(CoachingStep.objects.values_list("id", "sort", "week", "on", "standing"))

    fit_plans(ruth.tenant_id, now=MONDAY)

    assert set(CoachingStep.objects.values_list("id", "sort", "week", "on", "standing")) == before
    assert CoachingStep.objects.get(id=plan_step(plan)).followup_id is not None


def test_a_training_that_is_still_to_come_opens_nothing() -> None:
    ruth, bruno = a_manager(), a_technician()
    trained = Trained(training="x", title="x", ended_on=MONDAY.date() + WEEK, behaviours=CODES)

    with pytest.raises(CannotCoach, match="still to come"):
        open_plans(by=ruth, technicians=[bruno.id], trained=trained, now=MONDAY)


def test_a_finished_module_opens_a_plan_and_the_next_one_joins_it() -> None:
    ruth, bruno = a_manager(), a_technician()
    facts = {"by": ruth, "technician_id": bruno.id, "finished_on": MONDAY.date()}

    opened = coach_module(module="keep-your-word", title="Keep your word", now=MONDAY, **facts)  # type: ignore[arg-type]
    joined = coach_module(module="plain-words", title="Plain words", now=MONDAY, **facts)  # type: ignore[arg-type]
    again = coach_module(module="plain-words", title="Plain words", now=MONDAY, **facts)  # type: ignore[arg-type]

    assert (opened, joined, again) == (True, True, False)
    plan = CoachingPlan.objects.get()
    assert (plan.title, len(plan.behaviours)) == ("Keep your word", 4)
    assert coach_module(module="own-it", title="Own it", now=MONDAY + 9 * WEEK, **facts)  # type: ignore[arg-type]
    assert CoachingPlan.objects.count() == 2


def test_whoever_drives_is_coached_by_itself_after_reading_a_module_through() -> None:
    ruth, bruno = a_manager(), a_technician()
    assert bruno.user_id

    finish_module(by=actor_for(bruno.user_id), code="keep-your-word", now=MONDAY)
    finish_module(by=ruth, code="keep-your-word", now=MONDAY)

    plan = CoachingPlan.objects.get()
    assert (plan.technician_id, plan.training) == (bruno.id, "module:keep-your-word")
