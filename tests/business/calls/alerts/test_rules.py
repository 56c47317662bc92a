"""An alert always ends at a person, and moves on when somebody has had their minutes, whatever the clock does."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.calls.alerts.rules import (
    Answer,
    Candidate,
    Rung,
    Step,
    counts_from,
    ladder,
    next_to_alert,
    over_because,
)
from steadyhand.business.calls.rules import CallState

NOW = datetime(2026, 3, 10, 2, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BRUNO, MIRA, RUTH, HOWARD, JOAN = (UUID(int=number) for number in range(1, 6))
DEFAULT = {Rung.FIRST: 1, Rung.SECOND: 2, Rung.SERVICE_MANAGER: 3, Rung.PRINCIPAL: 4}
PEOPLE = {
    Rung.FIRST: [BRUNO],
    Rung.SECOND: [MIRA],
    Rung.SERVICE_MANAGER: [RUTH],
    Rung.PRINCIPAL: [HOWARD],
    Rung.ADMINISTRATOR: [JOAN],
}
people = st.dictionaries(
    st.sampled_from(list(Rung)), st.lists(st.sampled_from([BRUNO, MIRA, RUTH, HOWARD]), unique=True)
)
orders = st.dictionaries(st.sampled_from(list(Rung)), st.integers(min_value=0, max_value=9))


def stepped(*answers: Answer) -> list[Step]:
    return [
        Step(each.user_id, each.rung, answer) for each, answer in zip(ladder(DEFAULT, PEOPLE), answers, strict=False)
    ]


def test_the_default_order_is_first_second_manager_principal() -> None:
    assert [candidate.user_id for candidate in ladder(DEFAULT, PEOPLE)] == [BRUNO, MIRA, RUTH, HOWARD]


def test_somebody_on_two_rungs_is_alerted_once_and_the_rung_s_next_one_stands_in() -> None:
    found = ladder(DEFAULT, PEOPLE | {Rung.SECOND: [BRUNO], Rung.SERVICE_MANAGER: [BRUNO, RUTH]})

    assert [(each.rung, each.user_id) for each in found] == [
        (Rung.FIRST, BRUNO),
        (Rung.SERVICE_MANAGER, RUTH),
        (Rung.PRINCIPAL, HOWARD),
    ]


@settings(deadline=None)
@given(orders, people)
def test_it_always_ends_at_a_person_and_alerts_nobody_twice(
    order: dict[Rung, int], known: dict[Rung, list[UUID]]
) -> None:
    found = ladder(order, known | {Rung.ADMINISTRATOR: [JOAN]})

    ids = [candidate.user_id for candidate in found]
    assert ids
    assert len(set(ids)) == len(ids)
    assert [order.get(each.rung, 0) for each in found] == sorted(order.get(each.rung, 0) for each in found)


@settings(deadline=None)
@given(st.lists(st.sampled_from(list(Answer)), max_size=4), st.integers(min_value=0, max_value=5))
def test_everybody_has_been_alerted_before_anybody_is_reminded(answers: list[Answer], reminders: int) -> None:
    steps = stepped(*answers)
    following = next_to_alert(ladder(DEFAULT, PEOPLE), steps, most_reminders=reminders)

    if len(steps) < len(PEOPLE) - 1:
        assert following is not None
        assert following.user_id not in {step.user_id for step in steps}
    else:
        assert (following is not None) == (reminders > 0)


def test_the_last_one_is_reminded_so_often_and_then_it_stays_with_them() -> None:
    steps = stepped(Answer.NONE, Answer.CANNOT, Answer.NONE, Answer.NONE)
    again = Candidate(HOWARD, Rung.PRINCIPAL)

    assert next_to_alert(ladder(DEFAULT, PEOPLE), steps, most_reminders=1) == again
    steps.append(Step(HOWARD, Rung.PRINCIPAL, Answer.NONE))
    assert next_to_alert(ladder(DEFAULT, PEOPLE), steps, most_reminders=1) is None


def test_whoever_can_t_is_not_reminded_while_somebody_else_could() -> None:
    steps = stepped(Answer.NONE, Answer.NONE, Answer.NONE, Answer.CANNOT)

    assert next_to_alert(ladder(DEFAULT, PEOPLE), steps, most_reminders=3) == Candidate(RUTH, Rung.SERVICE_MANAGER)


def test_minutes_count_from_the_message_that_left_first() -> None:
    sent = [NOW + 3 * MINUTE, NOW + MINUTE]

    assert counts_from(None, sent, alerted_at=NOW, was_tried=True, now=NOW + 5 * MINUTE) == NOW + MINUTE


def test_while_nothing_was_tried_nobody_s_minutes_run_and_a_dead_gateway_doesn_t_stop_them() -> None:
    assert counts_from(None, [], alerted_at=NOW, was_tried=False, now=NOW + 60 * MINUTE) is None
    assert counts_from(None, [], alerted_at=NOW, was_tried=True, now=NOW + 60 * MINUTE) == NOW


def test_a_clock_that_was_set_back_begins_anew_and_a_small_step_doesn_t() -> None:
    later, earlier = NOW + 60 * MINUTE, NOW - 120 * MINUTE

    assert counts_from(later, [later], alerted_at=later, was_tried=True, now=earlier) == earlier
    assert counts_from(NOW + MINUTE / 2, [], alerted_at=NOW, was_tried=True, now=NOW) == NOW + MINUTE / 2


@pytest.mark.parametrize(
    ("state", "because"),
    [
        (CallState.TO_PLAN, ""),
        (CallState.WAITING, ""),
        (CallState.PLANNED, "a visit has been planned"),
        (CallState.UNDER_WAY, "somebody is on the way"),
        (CallState.CLOSED, "the call is closed"),
        (CallState.CANCELLED, "the call was cancelled"),
    ],
)
def test_an_alert_is_over_once_the_call_is_in_somebody_s_hands(state: CallState, because: str) -> None:
    assert over_because(state, until=NOW + MINUTE, now=NOW) == because
    assert over_because(state, until=NOW, now=NOW) == "the branch has opened"
