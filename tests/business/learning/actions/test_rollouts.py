"""A roll-out is drawn and frozen before it starts, opens its waves' coaching by itself, and is judged once."""

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

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
    put_wave_off,
    throw_rollout_away,
)
from steadyhand.business.learning.actions.watch_coaching import watch_coaching
from steadyhand.business.learning.coaching.rules import Answer
from steadyhand.business.learning.models import CoachingPlan, RolloutMember
from steadyhand.business.learning.queries.rollout_outcomes import Outcome, Verdict, judged, outcome_of
from steadyhand.business.learning.queries.rollouts import RolloutRow, rollout_called, waves_of
from steadyhand.business.learning.statistics.rollout import Moved
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
# Three days before it starts.
BEFORE = MONDAY - timedelta(days=3)


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
    return plan_rollout(by=by, planned=Planned(**facts), now=BEFORE)  # type: ignore[arg-type]


def a_team(many: int) -> list[Technician]:
    return [a_technician(name=f"Technician {number:02}") for number in range(many)]


def row(by: Actor, rollout_id: UUID) -> RolloutRow:
    found = rollout_called(by, rollout_id)
    assert found
    return found


def outcome(by: Actor, rollout_id: UUID, today: date) -> Outcome:
    return outcome_of(by, row(by, rollout_id), today=today)


def test_drawn_and_frozen_it_can_neither_be_drawn_anew_nor_thrown_away() -> None:
    ruth = a_manager()
    rollout_id = planned(ruth, a_team(4))

    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=BEFORE)

    assert sorted(waves_of(ruth, rollout_id).values()) == [1, 1, 2, 2]
    assert row(ruth, rollout_id).is_unchanged
    with pytest.raises(CannotRollOut, match="a second draw would be a choice"):
        freeze_rollout(by=ruth, rollout_id=rollout_id, now=BEFORE)
    with pytest.raises(CannotRollOut, match="what was drawn stays"):
        throw_rollout_away(by=ruth, rollout_id=rollout_id, now=MONDAY)


def test_what_is_changed_behind_its_back_is_seen() -> None:
    ruth = a_manager()
    rollout_id = planned(ruth, a_team(4))
    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=BEFORE)

    RolloutMember.objects.filter(rollout_id=rollout_id, wave=2).update(wave=1)

    assert not row(ruth, rollout_id).is_unchanged


def test_from_its_first_day_on_it_can_t_be_frozen_any_more() -> None:
    ruth = a_manager()
    rollout_id = planned(ruth, a_team(4))

    with pytest.raises(CannotRollOut, match="Counting has begun"):
        freeze_rollout(by=ruth, rollout_id=rollout_id, now=MONDAY)


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
    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=BEFORE)
    watch_coaching(ruth.tenant_id, now=MONDAY + WEEK)
    assert not CoachingPlan.objects.exists()

    watch_coaching(ruth.tenant_id, now=MONDAY + 2 * WEEK)

    first = {key for key, wave in waves_of(ruth, rollout_id).items() if wave == 1}
    assert set(CoachingPlan.objects.values_list("technician_id", flat=True)) == first
    assert set(CoachingPlan.objects.values_list("starts_on", flat=True)) == {MONDAY.date() + 3 * WEEK}


def test_it_is_too_early_until_its_last_week_and_too_few_with_six_orders() -> None:
    ruth, people = a_manager(), a_team(4)
    rollout_id = planned(ruth, people)
    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=BEFORE)
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


def test_a_wave_that_begins_later_is_coached_later_and_counted_as_drawn() -> None:
    ruth = a_manager()
    rollout_id = planned(ruth, a_team(4))
    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=BEFORE)
    later = {"by": ruth, "rollout_id": rollout_id, "wave": 1, "now": MONDAY}
    drawn_on = MONDAY.date() + 2 * WEEK
    with pytest.raises(CannotRollOut, match="choose a later one"):
        put_wave_off(trained_on=drawn_on, because="The trainer is ill", **later)  # type: ignore[arg-type]
    with pytest.raises(CannotRollOut, match="Say why"):
        put_wave_off(trained_on=drawn_on + WEEK, because=" ", **later)  # type: ignore[arg-type]

    put_wave_off(trained_on=drawn_on + WEEK + timedelta(days=2), because="The trainer is ill", **later)  # type: ignore[arg-type]
    watch_coaching(ruth.tenant_id, now=MONDAY + 2 * WEEK)
    assert not CoachingPlan.objects.exists()
    watch_coaching(ruth.tenant_id, now=MONDAY + 3 * WEEK)

    found = row(ruth, rollout_id)
    assert (found.trained_on(1), found.began_on(1), found.is_unchanged) == (drawn_on, drawn_on + WEEK, True)
    assert set(CoachingPlan.objects.values_list("starts_on", flat=True)) == {drawn_on + 2 * WEEK}
    with pytest.raises(CannotRollOut, match="open already"):
        put_wave_off(trained_on=drawn_on + 5 * WEEK, because="Again", **later | {"now": MONDAY + 3 * WEEK})  # type: ignore[arg-type]


def test_a_week_begins_at_midnight_where_the_technician_s_branch_is() -> None:
    """Sunday evening in Ohio is Monday in UTC: it belongs to the week before."""
    ruth, people = a_manager(), a_team(2)
    rollout_id = planned(ruth, people)
    freeze_rollout(by=ruth, rollout_id=rollout_id, seed=7, now=BEFORE)
    first = next(each for each in people if waves_of(ruth, rollout_id)[each.id] == 1)
    assert first.branch.zone == "America/New_York"
    trained_at = MONDAY.astimezone(ZoneInfo(first.branch.zone)).replace(hour=0) + 2 * WEEK
    for at in (trained_at - timedelta(hours=1), trained_at):
        assert first.user_id
        say_tried(
            by=actor_for(first.user_id),
            visit_id=a_job(first, at=at).id,
            answers={CODES[0]: Answer.SEEN},
            note="",
            now=at,
        )

    wave = outcome(ruth, rollout_id, MONDAY.date() + 3 * WEEK).waves[0]

    assert (wave.before.n, wave.since.n) == (1, 1)


@pytest.mark.parametrize(
    ("everybody", "others", "held", "verdict"),
    [
        ((0.3, 0.001), (0.25, 0.01), 0.9, Verdict.MOVED),
        ((0.3, 0.001), (0.02, 0.6), 0.9, Verdict.OWN_WORD),
        ((0.1, 0.2), (0.25, 0.01), 0.9, Verdict.MOVED),
        ((-0.3, 0.001), (-0.25, 0.2), 0.9, Verdict.WORSE),
        ((0.02, 0.6), (0.02, 0.6), 0.9, Verdict.NOT_MOVED),
        ((0.02, 0.6), (0.02, 0.6), 0.4, Verdict.UNTRIED),
        ((0.02, 0.6), (None, None), None, Verdict.NOT_MOVED),
        ((1.0, None), (None, None), 0.9, Verdict.TOO_FEW),
    ],
)
def test_own_words_alone_move_nothing_and_an_untested_plan_is_no_failed_training(
    everybody: tuple[float | None, float | None],
    others: tuple[float | None, float | None],
    held: float | None,
    verdict: Verdict,
) -> None:
    assert judged(Moved(*everybody, 90), Moved(*others, 90), held_share=held) is verdict
