"""What was said is kept as long as the dealership says, and erased at once where the principal does."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_technician, an_actor
from tests.builders.coaching import a_job, a_manager, a_ride, a_trained, plan_step

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.answer_lines import answer_line
from steadyhand.business.learning.actions.forget_said import CannotErase, erase_said, forget_old
from steadyhand.business.learning.actions.note_ride_along import note_ride_along
from steadyhand.business.learning.actions.weeks import note_talk
from steadyhand.business.learning.models import CoachingPlan, CoachingReply, CoachingStep, Observation, RideAlong
from steadyhand.business.learning.settings import KEPT_DAYS
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def all_of(ruth: Actor, technician: Technician) -> None:
    """Have a ride-along, an answer to it, and a talk."""
    plan = a_trained(ruth, technician)[0]
    ride_id = note_ride_along(
        by=ruth, technician_id=technician.id, rode=a_ride(visit_id=a_job(technician).id), now=MONDAY
    )
    assert technician.user_id
    answer_line(by=actor_for(technician.user_id), about_id=ride_id, words="I rang from the car.", now=MONDAY)
    note_talk(by=ruth, step_id=plan_step(plan), agreed="Say the time first", now=MONDAY)


def left() -> tuple[int, int, int, int]:
    agreed = CoachingStep.objects.exclude(agreed="").count()
    return Observation.objects.count(), RideAlong.objects.count(), CoachingReply.objects.count(), agreed


def test_what_is_older_than_it_is_kept_goes_by_itself_and_plans_stay() -> None:
    ruth, bruno = a_manager(), a_technician()
    all_of(ruth, bruno)
    last = MONDAY + timedelta(days=KEPT_DAYS.default)

    assert forget_old(ruth.tenant_id, now=last) == 0
    assert left() == (3, 1, 1, 1)
    assert forget_old(ruth.tenant_id, now=last + timedelta(minutes=1)) == 6

    assert left() == (0, 0, 0, 0)
    assert CoachingStep.objects.filter(standing="done").count() == 1


def test_the_principal_erases_one_person_and_nobody_else_s_lines() -> None:
    ruth, howard = a_manager(), an_actor(Role.PRINCIPAL, name="Howard Lind")
    bruno, mei = a_technician(), a_technician(name="Mei Tanaka")
    all_of(ruth, bruno)
    all_of(ruth, mei)
    facts = {"technician_id": bruno.id, "now": MONDAY}
    with pytest.raises(CannotErase, match="Only the principal"):
        erase_said(by=ruth, because="He asked for it", **facts)  # type: ignore[arg-type]
    with pytest.raises(CannotErase, match="Say why"):
        erase_said(by=howard, because=" ", **facts)  # type: ignore[arg-type]

    assert erase_said(by=howard, because="He asked for it", **facts) == 5  # type: ignore[arg-type]

    assert left() == (3, 1, 1, 1)
    assert set(Observation.objects.values_list("technician_id", flat=True)) == {mei.id}
    plan = CoachingPlan.objects.get(technician=bruno)
    assert (plan.ended_because, plan.ended_at) == ("erased", MONDAY)


def test_without_a_plan_it_stays_with_the_technician_that_and_why_it_was_erased() -> None:
    ruth, howard, bruno = a_manager(), an_actor(Role.PRINCIPAL, name="Howard Lind"), a_technician()
    note_ride_along(by=ruth, technician_id=bruno.id, rode=a_ride(visit_id=a_job(bruno).id), now=MONDAY)

    assert erase_said(by=howard, technician_id=bruno.id, because="He asked for it", now=MONDAY) == 4

    kept = [each for each in changes_of(bruno.tenant_id, [bruno.id]) if each.verb == "what was said erased"]
    assert [(each.by_name, each.why) for each in kept] == [("Howard Lind", "He asked for it")]
