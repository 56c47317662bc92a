"""Two who watched the same visit: what they read differently stands first, and it is one chance, not two."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_technician, an_actor
from tests.builders.coaching import CODES, a_job, a_manager, a_ride, a_trained

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.learning.actions.answer_lines import say_tried
from steadyhand.business.learning.actions.ask_for_agreement import ask_for_agreement
from steadyhand.business.learning.actions.note_ride_along import note_ride_along
from steadyhand.business.learning.actions.set_coach_time import set_coach_time
from steadyhand.business.learning.actions.watch_coaching import watch_coaching
from steadyhand.business.learning.coaching.rules import Answer, Source
from steadyhand.business.learning.models import CoachingStep
from steadyhand.business.learning.queries.adoption import by_behaviour, chances, points_at
from steadyhand.business.learning.queries.agreement import alikeness_at
from steadyhand.business.learning.statistics.agreement import Alike
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SEEN, NOT_SEEN, NO_CHANCE = Answer.SEEN, Answer.NOT_SEEN, Answer.NO_CHANCE


def a_second(ruth: Actor) -> Actor:
    mei = an_actor(Role.TECHNICIAN, name="Mei Tanaka")
    assert mei.user_id
    set_coach_time(by=ruth, minutes={mei.user_id: 120}, now=MONDAY)
    return mei


def both_ride(
    ruth: Actor, mei: Actor, bruno: Technician, *answers: tuple[tuple[Answer, ...], tuple[Answer, ...]]
) -> None:
    for number, (ones, others) in enumerate(answers):
        at = MONDAY + number * DAY
        job = a_job(bruno, at=at)
        for by, said in ((ruth, ones), (mei, others)):
            rode = a_ride(visit_id=job.id, answers=dict(zip(CODES, said, strict=True)))
            note_ride_along(by=by, technician_id=bruno.id, rode=rode, now=at)


def test_what_is_read_most_differently_stands_first_with_what_each_said() -> None:
    ruth, bruno = a_manager(), a_technician()
    mei = a_second(ruth)
    alike = (SEEN, NOT_SEEN, SEEN)
    both_ride(ruth, mei, bruno, (alike, alike), (alike, (SEEN, SEEN, SEEN)), (alike, (SEEN, SEEN, NO_CHANCE)))

    found = alikeness_at(ruth, since=MONDAY - DAY)

    assert (found.visits, found.known.agreed, found.known.n, found.known.verdict) == (3, 6, 9, Alike.TOO_FEW)
    first = found.behaviours[0]
    assert (first.behaviour, first.known.agreed, first.known.n) == (CODES[1], 1, 3)
    # In the order of their names.
    assert {(each.one, each.one_said, each.other, each.other_said) for each in first.apart} == {
        ("Mei Tanaka", SEEN, "Ruth Okafor", NOT_SEEN)
    }


def test_four_visits_alike_have_a_kappa() -> None:
    ruth, bruno = a_manager(), a_technician()
    mei = a_second(ruth)
    both_ride(ruth, mei, bruno, *[((SEEN, NOT_SEEN, SEEN), (SEEN, NOT_SEEN, SEEN))] * 4)

    known = alikeness_at(ruth, since=MONDAY - DAY).known

    assert known.n == 12
    assert known.kappa == pytest.approx(1.0)


def test_two_on_one_visit_are_one_chance_seen_if_both_saw_it_and_own_words_stand_back() -> None:
    ruth, bruno = a_manager(), a_technician()
    mei = a_second(ruth)
    both_ride(ruth, mei, bruno, ((SEEN, SEEN, NOT_SEEN), (SEEN, NOT_SEEN, NOT_SEEN)))
    assert bruno.user_id
    job = points_at(ruth)[0].job
    mine = actor_for(bruno.user_id)
    say_tried(by=mine, visit_id=UUID(hex=job), answers=dict.fromkeys(CODES, SEEN), note="", now=MONDAY + DAY)
    say_tried(by=mine, visit_id=a_job(bruno).id, answers={CODES[0]: SEEN}, note="", now=MONDAY + DAY)

    counted = {each.behaviour: each for each in by_behaviour(points_at(ruth))}

    assert [(counted[code].team.seen, counted[code].team.n) for code in CODES] == [(2, 2), (0, 1), (0, 1)]
    assert [(each.source, each.seen, each.n) for each in counted[CODES[0]].sources] == [
        (Source.MANAGER, 1, 1),
        (Source.SELF, 1, 1),
    ]
    assert {len(each.observers) for each in chances(points_at(ruth)) if each.by is Source.MANAGER} == {2}


def test_the_second_pair_of_eyes_ticks_no_other_ride_along_off() -> None:
    ruth, bruno = a_manager(), a_technician()
    mei = a_second(ruth)
    a_trained(ruth, bruno)
    for weeks in (1, 4):
        watch_coaching(ruth.tenant_id, now=MONDAY + weeks * 7 * DAY)
    rides = CoachingStep.objects.filter(sort="ride", followup_id__isnull=False)
    assert rides.count() == 2

    both_ride(ruth, mei, bruno, ((SEEN,) * 3, (SEEN,) * 3))

    assert rides.filter(standing="done").count() == 1


def test_once_a_quarter_whoever_leads_is_reminded_until_two_have_watched() -> None:
    ruth, bruno = a_manager(), a_technician()
    a_trained(ruth, bruno)
    assert ask_for_agreement(ruth.tenant_id, now=MONDAY) == 0
    mei = a_second(ruth)

    asked = [ask_for_agreement(ruth.tenant_id, now=MONDAY + days * DAY) for days in (0, 1)]
    assert asked == [1, 0]
    assert FollowUp.objects.get(kind="coaching").title == "Two people watch one visit, quarter 1 of 2026"
    both_ride(ruth, mei, bruno, ((SEEN,) * 3, (SEEN,) * 3))
    ask_for_agreement(ruth.tenant_id, now=MONDAY + 2 * DAY)

    ended = FollowUp.objects.get(kind="coaching")
    assert (ended.state, ended.outcome) == ("ended", "done")
    assert ask_for_agreement(ruth.tenant_id, now=MONDAY + 3 * DAY) == 0
