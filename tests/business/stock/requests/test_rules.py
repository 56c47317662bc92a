"""A part that was asked for takes only steps that follow, and never ends without an answer."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.stock.requests.rules import (
    OPEN,
    UNDO_WITHIN,
    CannotAnswer,
    LastStep,
    RequestState,
    Step,
    leads_to,
    may_undo,
    outcome_of,
)

AT = datetime(2026, 3, 9, 14, tzinfo=UTC)


@given(st.sampled_from(RequestState), st.sampled_from(Step))
def test_a_step_either_follows_or_says_where_the_part_stands(state: RequestState, step: Step) -> None:
    try:
        said = leads_to(state, step, words="as it is").label
    except CannotAnswer as refused:
        said = str(refused)

    assert any(each.label in said for each in RequestState)


@given(st.sampled_from(sorted(OPEN)))
def test_whatever_is_open_can_be_given_up(state: RequestState) -> None:
    assert leads_to(state, Step.NOT_NEEDED) is RequestState.NOT_NEEDED


@pytest.mark.parametrize("step", [Step.REFUSED, Step.ASKED_BACK])
def test_a_no_and_a_question_need_words(step: Step) -> None:
    with pytest.raises(CannotAnswer, match=r"Say why|Write what"):
        leads_to(RequestState.ASKED, step, words="  ")


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        ([RequestState.HERE, RequestState.ORDERED], None),
        ([RequestState.HERE, RequestState.NOT_NEEDED], "arrived"),
        ([RequestState.HERE, RequestState.REFUSED], "refused"),
        ([RequestState.NOT_NEEDED], "not_needed"),
        ([], None),
    ],
)
def test_the_follow_up_ends_with_the_last_of_its_parts(states: list[RequestState], outcome: str | None) -> None:
    assert outcome_of(states) == outcome


def test_only_who_answered_takes_it_back_and_only_for_a_while() -> None:
    priya = uuid4()
    last = LastStep(Step.FROM_SHELF, priya, AT)

    assert may_undo(last, by_id=priya, now=AT + UNDO_WITHIN)
    assert not may_undo(last, by_id=priya, now=AT + UNDO_WITHIN + timedelta(seconds=1))
    assert not may_undo(last, by_id=uuid4(), now=AT)
    assert not may_undo(LastStep(Step.ARRIVED, priya, AT), by_id=priya, now=AT)
