from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.followups import BRUNO, ELENA, MONDAY, RUTH, WALT, a_followup, opened

from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.standing import CannotHappen, FollowUp, State, begin, stands_after, then

HOUR = timedelta(hours=1)


def contacted(hours: float = 1, by: UUID = ELENA) -> e.Contacted:
    return e.Contacted(at=MONDAY + hours * HOUR, by=by, words="Rang Grace", channel="phone")


def ended(hours: float = 2) -> e.Ended:
    return e.Ended(at=MONDAY + hours * HOUR, by=ELENA, words="New rollers", outcome="solved")


def test_it_begins_by_being_opened_with_somebody_who_hears() -> None:
    with pytest.raises(CannotHappen, match="begins by being opened, not by Noted"):
        begin(e.Noted(at=MONDAY, by=BRUNO))
    with pytest.raises(CannotHappen, match="name at least one listener"):
        begin(opened(listeners=()))
    with pytest.raises(CannotHappen, match="no event at all"):
        stands_after(())


@pytest.mark.parametrize(
    "event",
    [
        e.Noted(at=MONDAY + HOUR, by=ELENA, words="Looked at it"),
        e.OwnerChanged(at=MONDAY + HOUR, by=RUTH, owner=WALT, why=e.Moved.GIVEN),
        e.Acknowledged(at=MONDAY + HOUR, by=ELENA),
        e.StepPromised(at=MONDAY + HOUR, by=ELENA, words="Will ring", due_at=MONDAY + 5 * HOUR),
    ],
    ids=lambda event: type(event).__name__,
)
def test_nothing_but_a_contact_ends_the_wait_for_a_first_word(event: e.Event) -> None:
    assert a_followup(event).waiting_since == MONDAY


def test_a_contact_ends_the_wait_and_takes_it_on() -> None:
    now = a_followup(contacted())

    assert (now.waiting_since, now.contacted_at, now.acknowledged_at) == (None, MONDAY + HOUR, MONDAY + HOUR)


def test_a_contact_without_words_is_none() -> None:
    with pytest.raises(CannotHappen, match="Say in a few words what was said"):
        a_followup(e.Contacted(at=MONDAY + HOUR, by=ELENA, words=" ", channel="phone"))


def test_who_was_not_reached_waits_since_they_were_said_to_be() -> None:
    denied = e.Denied(at=MONDAY + 9 * HOUR, by=None, owner=RUTH)

    assert a_followup(contacted(), denied).waiting_since == MONDAY + HOUR
    assert a_followup(contacted(), denied).owner == ELENA
    again = a_followup(contacted(), ended(), denied)
    assert (again.state, again.owner, again.outcome, again.waiting_since) == (State.OPEN, RUTH, "", MONDAY + HOUR)


def test_only_the_owner_takes_it_on_and_a_new_one_has_to() -> None:
    with pytest.raises(CannotHappen, match="take it over first"):
        a_followup(e.Acknowledged(at=MONDAY + HOUR, by=RUTH))

    moved = a_followup(
        e.Acknowledged(at=MONDAY + HOUR, by=ELENA),
        e.OwnerChanged(at=MONDAY + 3 * HOUR, by=None, owner=RUTH, why=e.Moved.ON_LEAVE),
    )
    assert (moved.owner, moved.acknowledged_at, moved.owned_since) == (RUTH, None, MONDAY + 3 * HOUR)


def test_it_ends_with_a_reason_only_and_then_nothing_happens_but_opening_again() -> None:
    with pytest.raises(CannotHappen, match="Say why it ends so"):
        a_followup(e.Ended(at=MONDAY + HOUR, by=ELENA, outcome="solved"))
    over = a_followup(ended())
    with pytest.raises(CannotHappen, match="It has ended: open it again first"):
        then(over, contacted(3))

    again = then(over, e.Reopened(at=MONDAY + 4 * HOUR, by=RUTH, words="It is back", owner=WALT))

    assert (again.state, again.owner, again.waiting_since, again.reached) == (
        State.OPEN,
        WALT,
        MONDAY + 4 * HOUR,
        frozenset(),
    )


def test_a_merged_one_lives_on_in_the_other_with_everybody_who_listened() -> None:
    other = UUID(int=99)
    gone = a_followup(e.MergedInto(at=MONDAY + HOUR, by=RUTH, words="The same", other=other))
    lives = a_followup(e.TookIn(at=MONDAY + HOUR, by=RUTH, other=other, listeners=frozenset({WALT})))

    assert (gone.state, gone.merged_into) == (State.MERGED, other)
    assert lives.listeners == {BRUNO, WALT}
    with pytest.raises(CannotHappen, match="go on there"):
        then(gone, e.Noted(at=MONDAY + 2 * HOUR, by=RUTH))


def test_a_pause_has_a_reason_and_an_end_and_there_is_one_at_a_time() -> None:
    paused = e.Paused(at=MONDAY + HOUR, by=ELENA, words="Grace is away", until=MONDAY + 48 * HOUR)
    for wrong, said in (
        (e.Paused(at=MONDAY + HOUR, by=ELENA, words="", until=MONDAY + 48 * HOUR), "Say what it waits for"),
        (e.Paused(at=MONDAY + HOUR, by=ELENA, words="away", until=MONDAY), "over already"),
    ):
        with pytest.raises(CannotHappen, match=said):
            a_followup(wrong)
    with pytest.raises(CannotHappen, match="paused already"):
        a_followup(paused, e.Paused(at=MONDAY + 2 * HOUR, by=ELENA, words="away", until=MONDAY + 50 * HOUR))

    resumed = a_followup(paused, e.Resumed(at=MONDAY + 3 * HOUR, by=ELENA))

    assert resumed.paused_until(MONDAY + 2 * HOUR) == MONDAY + 3 * HOUR
    assert resumed.paused_until(MONDAY + 3 * HOUR) is None


people = st.sampled_from((BRUNO, ELENA, RUTH, WALT))
later = st.integers(-50, 400).map(lambda hours: MONDAY + hours * HOUR)
words = st.sampled_from(("", "Rang Grace"))
anything = st.one_of(
    st.builds(e.Acknowledged, at=later, by=people),
    st.builds(e.Contacted, at=later, by=people, words=words, channel=st.just("phone")),
    st.builds(e.Denied, at=later, by=st.none(), owner=people),
    st.builds(e.Noted, at=later, by=people, words=words),
    st.builds(e.StepPromised, at=later, by=people, words=words, due_at=later),
    st.builds(e.StepDone, at=later, by=people),
    st.builds(e.Paused, at=later, by=people, words=words, until=later),
    st.builds(e.Resumed, at=later, by=people),
    st.builds(e.OwnerChanged, at=later, by=people, owner=people, why=st.sampled_from(e.Moved)),
    st.builds(e.ListenerAdded, at=later, by=people, listener=people),
    st.builds(e.Ended, at=later, by=people, words=words, outcome=st.just("solved")),
    st.builds(e.Reopened, at=later, by=people, words=words, owner=people),
    st.builds(e.TookIn, at=later, by=people, other=st.just(UUID(int=9)), listeners=st.frozensets(people, min_size=1)),
)


@given(st.lists(anything, max_size=30))
def test_whatever_happens_it_is_open_with_an_owner_or_ended_with_a_reason(happened: list[e.Event]) -> None:
    now = begin(opened())
    for event in happened:
        before = now
        try:
            now = then(now, event)
        except CannotHappen:
            assert now == before
        invariant(now)
        assert before.listeners <= now.listeners
        assert now.last_at >= before.last_at


def invariant(now: FollowUp) -> None:
    assert now.listeners
    if now.is_open:
        assert (now.outcome, now.why, now.comes_back_at) == ("", "", None)
        assert (now.waiting_since is None) == (now.contacted_at is not None)
    else:
        assert now.outcome
        assert now.why
        assert now.step_due_at is None
