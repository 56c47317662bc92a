"""Coaching opens after a training, is fitted to the hours, reminds once a week, and ends with what was agreed."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_technician, an_actor
from tests.builders.coaching import CODES, a_manager, a_trained, plan_step
from tests.builders.kept import row_of

from steadyhand.business.dealership.models import ClosedDay, Leave
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.coach_module import coach_module
from steadyhand.business.learning.actions.fit_plans import fit_plans
from steadyhand.business.learning.actions.open_plans import CannotCoach, Trained, end_plan, open_plans
from steadyhand.business.learning.actions.read_module import finish_module
from steadyhand.business.learning.actions.set_coach_time import set_coach_time
from steadyhand.business.learning.actions.watch_coaching import watch_coaching
from steadyhand.business.learning.actions.weeks import CannotNote, leave_out, note_talk
from steadyhand.business.learning.coaching.cadence import Sort
from steadyhand.business.learning.models import CoachingPlan, CoachingStep
from steadyhand.business.learning.queries.coaching import held_since
from steadyhand.business.people.models import Technician

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


def test_twelve_who_finish_on_one_day_begin_in_three_waves_a_week_apart() -> None:
    ruth = a_manager(minutes=600)

    plans = a_trained(ruth, *(a_technician(name=f"Technician {number:02}") for number in range(12)))

    begin = sorted(plan.starts_on for plan in plans)
    assert begin == [MONDAY.date()] * 4 + [MONDAY.date() + WEEK] * 4 + [MONDAY.date() + 2 * WEEK] * 4
    rides = CoachingStep.objects.filter(sort="ride", standing=Standing.PLANNED)
    # Four in each week from the second to the tenth, none given way.
    assert sorted(rides.values_list("on", flat=True)) == [
        MONDAY.date() + number * WEEK for number in range(1, 10) for _ in range(4)
    ]


def test_a_second_training_takes_the_first_one_s_talks_over() -> None:
    ruth, bruno = a_manager(), a_technician()
    first = a_trained(ruth, bruno)[0]
    watch_coaching(ruth.tenant_id, now=MONDAY)
    also = Trained(
        training="by-hand:1",
        title="Plain words",
        ended_on=MONDAY.date(),
        behaviours=["four-sentence-account", CODES[0]],
    )

    (second_id,) = open_plans(by=ruth, technicians=[bruno.id], trained=also, now=MONDAY)

    first.refresh_from_db()
    second = CoachingPlan.objects.get(id=second_id)
    assert first.ended_because == "Goes on in “Plain words”: one talk a week for both."
    assert second.behaviours == ["four-sentence-account", CODES[0], CODES[1], CODES[2]]
    assert set(standings(plan=first)) == {Standing.LEFT_OUT}
    talks = CoachingStep.objects.filter(sort="talk", standing=Standing.PLANNED)
    assert sorted(talks.values_list("on", flat=True)) == [MONDAY.date() + number * WEEK for number in range(1, 9)]
    # What was never due isn't called not held.
    assert held_since(ruth, MONDAY.date(), now=MONDAY)[Sort.TALK].planned == 0


def test_leave_that_is_entered_later_moves_what_is_to_come() -> None:
    ruth, mei = a_manager(), an_actor(Role.TECHNICIAN, name="Mei Tanaka")
    assert ruth.user_id
    assert mei.user_id
    set_coach_time(by=ruth, minutes={mei.user_id: 30}, now=MONDAY)
    plan = a_trained(ruth, a_technician())[0]
    monday = MONDAY.date() + 2 * WEEK
    Leave.objects.create(tenant_id=ruth.tenant_id, user_id=ruth.user_id, starts_on=monday, until=monday + 2 * WEEK)

    watch_coaching(ruth.tenant_id, now=MONDAY)

    who = dict(CoachingStep.objects.filter(plan=plan, sort="talk").values_list("week", "coach_id"))
    assert {week for week, coach_id in who.items() if coach_id == mei.user_id} == {3, 4}
    before = set(CoachingStep.objects.values_list("id", "week", "coach_id", "why"))
    watch_coaching(ruth.tenant_id, now=MONDAY)
    assert set(CoachingStep.objects.values_list("id", "week", "coach_id", "why")) == before


def test_a_ride_along_that_is_due_finds_somebody_else_when_its_coach_falls_ill() -> None:
    ruth, mei = a_manager(), an_actor(Role.TECHNICIAN, name="Mei Tanaka")
    assert ruth.user_id
    assert mei.user_id
    plan = a_trained(ruth, a_technician())[0]
    second = MONDAY + WEEK
    watch_coaching(ruth.tenant_id, now=second)
    ride = CoachingStep.objects.get(plan=plan, sort="ride", week=2)
    assert ride.coach_id == ruth.user_id
    assert ride.followup_id
    set_coach_time(by=ruth, minutes={mei.user_id: 120}, now=second)
    Leave.objects.create(
        tenant_id=ruth.tenant_id, user_id=ruth.user_id, starts_on=second.date(), until=second.date() + WEEK
    )

    watch_coaching(ruth.tenant_id, now=second)

    again = CoachingStep.objects.get(plan=plan, sort="ride", week=2)
    assert (again.coach_id, again.standing) == (mei.user_id, Standing.PLANNED)
    assert again.followup_id not in (None, ride.followup_id)


def test_a_ride_along_that_is_weeks_late_is_left_out_and_says_so_when_its_coach_falls_ill() -> None:
    ruth, mei = a_manager(), an_actor(Role.TECHNICIAN, name="Mei Tanaka")
    assert ruth.user_id
    assert mei.user_id
    plan = a_trained(ruth, a_technician())[0]
    watch_coaching(ruth.tenant_id, now=MONDAY + WEEK)
    fourth = MONDAY + 3 * WEEK
    set_coach_time(by=ruth, minutes={mei.user_id: 120}, now=fourth)
    Leave.objects.create(
        tenant_id=ruth.tenant_id, user_id=ruth.user_id, starts_on=fourth.date(), until=fourth.date() + WEEK
    )

    watch_coaching(ruth.tenant_id, now=fourth)

    ride = CoachingStep.objects.get(plan=plan, sort="ride", week=2)
    assert (ride.standing, ride.why) == (
        Standing.LEFT_OUT,
        "whoever had it is away; the next ride-along stands in for it",
    )
    assert CoachingStep.objects.filter(plan=plan, sort="ride", standing=Standing.PLANNED).count() == 2


def test_coaching_of_somebody_who_left_ends_by_itself_and_says_why() -> None:
    ruth, bruno = a_manager(), a_technician()
    a_trained(ruth, bruno)
    Technician.objects.filter(id=bruno.id).update(left_on=MONDAY.date() + timedelta(days=2))
    watch_coaching(ruth.tenant_id, now=MONDAY)
    assert CoachingPlan.objects.filter(ended_at__isnull=True).exists()

    watch_coaching(ruth.tenant_id, now=MONDAY + timedelta(days=2))

    assert CoachingPlan.objects.get().ended_because == "Left the firm on 11 March 2026"
    assert set(standings()) == {Standing.LEFT_OUT}


def test_a_week_in_which_the_branch_is_closed_has_no_talk() -> None:
    ruth, bruno = a_manager(), a_technician()
    monday = MONDAY.date() + WEEK
    for days in range(3):
        ClosedDay.objects.create(
            tenant_id=ruth.tenant_id,
            calendar_id=bruno.branch.calendar_id,
            closed_on=monday + timedelta(days=days),
            reason="Stocktaking",
        )

    plan = a_trained(ruth, bruno)[0]

    assert CoachingStep.objects.get(id=plan_step(plan, week=2)).why == "their branch is closed for most of that week"
