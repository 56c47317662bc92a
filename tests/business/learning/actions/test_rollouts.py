"""A roll-out is drawn and frozen before it starts, opens its waves' coaching by itself, and is judged once."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_technician
from tests.builders.coaching import CODES, a_job, a_manager

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.learning.actions.answer_lines import say_tried
from steadyhand.business.learning.actions.rollouts import (
    CannotRollOut,
    Planned,
    freeze_rollout,
    plan_rollout,
    throw_rollout_away,
)
from steadyhand.business.learning.actions.watch_coaching import watch_coaching
from steadyhand.business.learning.coaching.rules import Answer
from steadyhand.business.learning.models import CoachingPlan, RolloutMember
from steadyhand.business.learning.queries.rollouts import (
    Outcome,
    RolloutRow,
    Verdict,
    outcome_of,
    rollout_called,
    waves_of,
)
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def planned(by: Actor, people: list[Technician], **different: object) -> UUID:
    facts = {
        "title": "Keep your word",
        "module": "keep-your-word",
        "behaviours": CODES[:1],
        "technicians": [each.id for each in people],
        "starts_on": MONDAY.date(),
        "baseline_weeks": 2,
        "waves": 2,
        "weeks_a_wave": 2,
    } | different
    return plan_rollout(by=by, planned=Planned(**facts), now=MONDAY)  # type: ignore[arg-type]


def a_team(many: int) -> list[Technician]:
    return [a_technician(name=f"Technician {number:02}") for number in range(many)]


def row(by: Actor, rollout_id: UUID) -> RolloutRow:
    found = rollout_called(by, rollout_id)
    assert found
    return found


def outcome(by: Actor, rollout_id: UUID, today: date) -> Outcome:
    return outcome_of(
        by, row(by, rollout_id), waves_of(by, rollout_id), today=today, start_of=MONDAY - timedelta(hours=13)
    )


def test_drawn_and_frozen_it_can_neither_be_drawn_anew_nor_thrown_away() -> None:
    ruth = a_manager()
    rollout_id = planned(ruth, a_team(4))

    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=MONDAY)

    assert sorted(waves_of(ruth, rollout_id).values()) == [1, 1, 2, 2]
    assert row(ruth, rollout_id).is_unchanged
    with pytest.raises(CannotRollOut, match="a second draw would be a choice"):
        freeze_rollout(by=ruth, rollout_id=rollout_id, now=MONDAY)
    with pytest.raises(CannotRollOut, match="what was drawn stays"):
        throw_rollout_away(by=ruth, rollout_id=rollout_id, now=MONDAY)


def test_what_is_changed_behind_its_back_is_seen() -> None:
    ruth = a_manager()
    rollout_id = planned(ruth, a_team(4))
    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=MONDAY)

    RolloutMember.objects.filter(rollout_id=rollout_id, wave=2).update(wave=1)

    assert not row(ruth, rollout_id).is_unchanged


def test_after_its_first_week_it_can_t_be_frozen_any_more() -> None:
    ruth = a_manager()
    rollout_id = planned(ruth, a_team(4))

    with pytest.raises(CannotRollOut, match="first week is over"):
        freeze_rollout(by=ruth, rollout_id=rollout_id, now=MONDAY + WEEK)


@pytest.mark.parametrize(
    ("different", "said"),
    [
        ({"waves": 9}, "can't begin in 9 waves"),
        ({"baseline_weeks": 1}, "2 at least"),
        ({"behaviours": ["smiles"]}, "from the list"),
        ({"starts_on": MONDAY.date() - WEEK}, "before it starts"),
        ({"title": " "}, "Give it a name"),
    ],
)
def test_what_can_t_be_told_from_is_refused_with_a_way_out(different: dict[str, object], said: str) -> None:
    with pytest.raises(CannotRollOut, match=said):
        planned(a_manager(), a_team(4), **different)


def test_each_wave_s_coaching_opens_when_it_was_trained() -> None:
    ruth = a_manager()
    rollout_id = planned(ruth, a_team(4))
    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=MONDAY)
    watch_coaching(ruth.tenant_id, now=MONDAY + WEEK)
    assert not CoachingPlan.objects.exists()

    watch_coaching(ruth.tenant_id, now=MONDAY + 2 * WEEK)

    first = {key for key, wave in waves_of(ruth, rollout_id).items() if wave == 1}
    assert set(CoachingPlan.objects.values_list("technician_id", flat=True)) == first
    assert set(CoachingPlan.objects.values_list("starts_on", flat=True)) == {MONDAY.date() + 3 * WEEK}


def test_it_is_too_early_until_its_last_week_and_too_few_with_six_orders() -> None:
    ruth, people = a_manager(), a_team(4)
    rollout_id = planned(ruth, people)
    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=MONDAY)
    waves = waves_of(ruth, rollout_id)
    for person in people:
        for week in range(6):
            now = MONDAY + week * WEEK
            has_it = week >= 2 * waves[person.id]
            assert person.user_id
            say_tried(
                by=actor_for(person.user_id),
                visit_id=a_job(person, at=now).id,
                answers={CODES[0]: Answer.SEEN if has_it else Answer.NOT_SEEN},
                note="",
                now=now,
            )

    early, late = (outcome(ruth, rollout_id, MONDAY.date() + weeks * WEEK) for weeks in (3, 6))

    assert (early.verdict, late.verdict) == (Verdict.TOO_EARLY, Verdict.TOO_FEW)
    assert late.moved.difference == 1.0
    assert [(wave.before.seen, wave.since.seen) for wave in late.waves] == [(0, 8), (0, 4)]
