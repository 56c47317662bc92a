"""A ride-along is kept once, by who may observe, and the technician reads, signs and answers every line of it."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_technician, an_actor
from tests.builders.coaching import CODES, a_job, a_manager, a_ride, a_trained

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.answer_lines import CannotAnswer, answer_line, say_tried
from steadyhand.business.learning.actions.note_heard import CannotNoteHeard, note_heard
from steadyhand.business.learning.actions.note_ride_along import CannotRide, note_ride_along, sign_ride_along
from steadyhand.business.learning.actions.set_coach_time import set_coach_time
from steadyhand.business.learning.actions.watch_coaching import watch_coaching
from steadyhand.business.learning.coaching.rules import Answer
from steadyhand.business.learning.models import CoachingStep, Observation, RideAlong
from steadyhand.business.learning.queries.adoption import by_behaviour, points_at
from steadyhand.business.learning.queries.coaching import agreed_last
from steadyhand.business.learning.queries.said_about import said_about
from steadyhand.business.learning.statistics.adoption import Habit
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def themselves(technician: Technician) -> Actor:
    assert technician.user_id
    return actor_for(technician.user_id)


def noted(by: Actor, technician: Technician, **different: object) -> RideAlong:
    rode = a_ride(visit_id=a_job(technician).id, **different)
    return RideAlong.objects.get(id=note_ride_along(by=by, technician_id=technician.id, rode=rode, now=MONDAY))


def test_it_ticks_off_the_ride_along_that_was_due_and_what_changes_is_agreed() -> None:
    ruth, bruno = a_manager(), a_technician()
    a_trained(ruth, bruno)
    in_week_two = MONDAY + timedelta(weeks=1)
    watch_coaching(ruth.tenant_id, now=in_week_two)
    job = a_job(bruno, at=in_week_two)

    note_ride_along(by=ruth, technician_id=bruno.id, rode=a_ride(visit_id=job.id), now=in_week_two)

    step = CoachingStep.objects.get(sort="ride", week=2)
    assert (step.standing, step.agreed) == ("done", "Ring before the time is over")
    assert agreed_last(ruth.tenant_id, [bruno.id])[bruno.id].words == "Ring before the time is over"
    assert Observation.objects.filter(answer=Answer.NO_CHANCE).count() == 1


def test_kept_without_a_signal_it_happened_when_it_was_tapped() -> None:
    ruth, bruno = a_manager(), a_technician()
    rode = a_ride(visit_id=a_job(bruno).id)

    ride_id = note_ride_along(by=ruth, technician_id=bruno.id, rode=rode, tapped_at=MONDAY - 2 * HOUR, now=MONDAY)

    ride = RideAlong.objects.get(id=ride_id)
    assert (ride.happened_at, ride.happened_at_how) == (MONDAY - 2 * HOUR, "entered")


def test_a_technician_with_time_for_it_observes_and_others_don_t() -> None:
    ruth, bruno, mei = a_manager(), a_technician(), a_technician(name="Mei Tanaka")
    with pytest.raises(CannotRide, match="were given time"):
        noted(themselves(mei), bruno)

    assert mei.user_id
    set_coach_time(by=ruth, minutes={mei.user_id: 90}, now=MONDAY)

    assert noted(themselves(mei), bruno).source == "mentor"
    with pytest.raises(CannotRide, match="with themselves"):
        noted(themselves(mei), mei)


def test_it_is_kept_once_a_job_and_never_of_another_s() -> None:
    ruth, bruno = a_manager(), a_technician()
    ride = noted(ruth, bruno)

    with pytest.raises(CannotRide, match="written down already"):
        note_ride_along(by=ruth, technician_id=bruno.id, rode=a_ride(visit_id=ride.visit_id), now=MONDAY)
    with pytest.raises(CannotRide, match="isn't this technician's"):
        note_ride_along(
            by=ruth, technician_id=a_technician(name="Mei Tanaka").id, rode=a_ride(visit_id=ride.visit_id), now=MONDAY
        )


def test_the_technician_signs_and_answers() -> None:
    ruth, bruno = a_manager(), a_technician()
    ride = noted(ruth, bruno)
    line = Observation.objects.get(ride_along=ride, answer=Answer.NOT_SEEN)

    sign_ride_along(by=themselves(bruno), ride_id=ride.id, now=MONDAY + HOUR)
    answer_line(by=themselves(bruno), about_id=line.id, words="She had hung up already.", now=MONDAY + HOUR)

    said = said_about(themselves(bruno), bruno.id)
    assert said.rides[0].signed == "on their own phone"
    answered = next(each for each in said.rides[0].lines if each.id == line.id)
    assert [each.words for each in answered.replies] == ["She had hung up already."]


def test_nobody_else_signs_or_answers_for_them() -> None:
    ruth, bruno, mei = a_manager(), a_technician(), a_technician(name="Mei Tanaka")
    ride = noted(ruth, bruno)

    with pytest.raises(CannotRide, match="isn't about you"):
        sign_ride_along(by=themselves(mei), ride_id=ride.id, now=MONDAY)
    with pytest.raises(CannotAnswer, match="isn't about you"):
        answer_line(by=themselves(mei), about_id=ride.id, words="x", now=MONDAY)
    with pytest.raises(CannotAnswer, match="isn't about you"):
        answer_line(by=an_actor(Role.DISPATCHER), about_id=ride.id, words="x", now=MONDAY)


def test_own_words_and_others_together_make_a_habit_on_three_jobs() -> None:
    ruth, bruno = a_manager(), a_technician()
    mine, code = themselves(bruno), CODES[0]
    for day in range(7):
        job = a_job(bruno, at=MONDAY + timedelta(days=day))
        now = MONDAY + timedelta(days=day)
        say_tried(by=mine, visit_id=job.id, answers={code: Answer.SEEN}, note="", now=now)
    assert by_behaviour(points_at(ruth))[0].people[0].adopted.verdict is Habit.SOMETIMES

    note_ride_along(
        by=ruth,
        technician_id=bruno.id,
        rode=a_ride(visit_id=a_job(bruno).id, answers=dict.fromkeys(CODES, Answer.SEEN)),
        now=MONDAY + timedelta(days=8),
    )

    found = {each.behaviour: each for each in by_behaviour(points_at(ruth))}
    assert found[code].people[0].adopted.verdict is Habit.HABIT
    assert found[CODES[1]].team.verdict is Habit.TOO_EARLY


def test_a_customer_s_word_is_another_pair_of_eyes_and_kept_once() -> None:
    ruth, bruno = a_manager(), a_technician()
    facts = {"by": ruth, "technician_id": bruno.id, "visit_id": a_job(bruno).id, "behaviour": CODES[0], "now": MONDAY}

    note_heard(was_seen=True, words="He said between two and four, and why.", **facts)  # type: ignore[arg-type]

    assert points_at(ruth)[0].observer == "customer"
    assert said_about(ruth, bruno.id).customers[0].note == "He said between two and four, and why."
    with pytest.raises(CannotNoteHeard, match="for this visit already"):
        note_heard(was_seen=False, words="Not so", **facts)  # type: ignore[arg-type]


def test_a_word_on_a_job_stays_as_it_was() -> None:
    bruno = a_technician()
    job = a_job(bruno)
    say_tried(by=themselves(bruno), visit_id=job.id, answers={CODES[0]: Answer.SEEN}, note="", now=MONDAY)

    with pytest.raises(CannotAnswer, match="said it already"):
        say_tried(by=themselves(bruno), visit_id=job.id, answers={CODES[0]: Answer.NOT_SEEN}, note="", now=MONDAY)
