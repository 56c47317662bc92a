from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.followups import BRUNO, ELENA, MONDAY, NEED, RUTH, WALT, a_followup, opened

from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.kinds import ClockName
from steadyhand.business.followups.rules.standing import (
    CLOCKS_DIFFER,
    CannotHappen,
    FollowUp,
    State,
    begin,
    stands_after,
    then,
)

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
YEAR = timedelta(days=365)


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
        stands_after((), NEED)


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


def test_who_could_not_be_reached_and_says_so_has_it_open_again() -> None:
    unreached = e.Ended(at=MONDAY + HOUR, by=ELENA, words="Rang five times", outcome="unreached")

    again = a_followup(unreached, e.Denied(at=MONDAY + 9 * HOUR, by=None, owner=RUTH))

    assert (again.state, again.owner, again.waiting_since) == (State.OPEN, RUTH, MONDAY)


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
        a_followup(contacted(), e.Ended(at=MONDAY + HOUR, by=ELENA, outcome="solved"))
    over = a_followup(contacted(), ended())
    with pytest.raises(CannotHappen, match="It has ended: open it again first"):
        then(over, contacted(3), NEED)

    again = then(over, e.Reopened(at=MONDAY + 4 * HOUR, by=RUTH, words="It is back", owner=WALT), NEED)

    assert (again.state, again.owner, again.waiting_since, again.reached) == (
        State.OPEN,
        WALT,
        MONDAY + 4 * HOUR,
        frozenset(),
    )


def test_a_merged_one_lives_on_in_the_other_with_everybody_who_listened() -> None:
    other = UUID(int=99)
    gone = a_followup(e.MergedInto(at=MONDAY + HOUR, by=RUTH, words="The same", other=other))
    lives = a_followup(
        e.TookIn(at=MONDAY + HOUR, by=RUTH, other=other, listeners=frozenset({WALT}), waiting_since=None)
    )

    assert (gone.state, gone.merged_into) == (State.MERGED, other)
    assert lives.listeners == {BRUNO, WALT}
    with pytest.raises(CannotHappen, match="go on there"):
        then(gone, e.Noted(at=MONDAY + 2 * HOUR, by=RUTH), NEED)


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


def test_pauses_end_within_weeks_however_often_it_is_paused() -> None:
    def pause(hours: float, days: int) -> e.Paused:
        at = MONDAY + hours * HOUR
        return e.Paused(at=at, by=ELENA, words="Grace is away", until=at + timedelta(days=days))

    with pytest.raises(CannotHappen, match="paused for 700 days in all, and 45 is the most"):
        a_followup(pause(1, 700))
    with pytest.raises(CannotHappen, match="paused for 50 days in all"):
        a_followup(pause(1, 25), pause(26 * 24, 25))


def test_a_pause_does_not_outlive_the_end() -> None:
    paused = e.Paused(at=MONDAY + 2 * HOUR, by=ELENA, words="Grace is away", until=MONDAY + timedelta(days=40))
    again = e.Reopened(at=MONDAY + 5 * HOUR, by=RUTH, words="It is back", owner=WALT)

    assert a_followup(contacted(), paused, ended(4), again).paused_until(MONDAY + 6 * HOUR) is None


def test_who_was_reached_here_does_not_answer_for_who_waited_there() -> None:
    took_in = e.TookIn(
        at=MONDAY + 3 * HOUR, by=RUTH, other=UUID(int=9), listeners=frozenset({WALT}), waiting_since=MONDAY - HOUR
    )

    now = a_followup(contacted(), took_in)

    assert (now.contacted_at, now.waiting_since) == (None, MONDAY - HOUR)


def test_nobody_is_left_without_an_answer_even_a_no() -> None:
    with pytest.raises(CannotHappen, match="has not been spoken to: tell them first, even if it is a no"):
        a_followup(ended())
    unreached = e.Ended(at=MONDAY + HOUR, by=ELENA, words="Rang five times, wrote twice", outcome="unreached")

    assert a_followup(unreached).outcome == "unreached"


@pytest.mark.parametrize(
    ("outcome", "day", "said"),
    [
        ("forgotten", None, "no way to end a need: choose one of solved, not now, could not be reached"),
        ("later", None, "name the day on which it comes back"),
        ("solved", MONDAY + 99 * HOUR, "doesn't come back, so name no day"),
        ("later", MONDAY, "lies in the past"),
    ],
)
def test_only_a_declared_outcome_ends_it(outcome: str, day: datetime | None, said: str) -> None:
    end = e.Ended(at=MONDAY + 2 * HOUR, by=ELENA, words="So it is", outcome=outcome, comes_back_at=day)

    with pytest.raises(CannotHappen, match=said):
        a_followup(contacted(), end)


def test_the_program_itself_has_spoken_to_nobody() -> None:
    with pytest.raises(CannotHappen, match="Only a person can have spoken"):
        a_followup(e.Contacted(at=MONDAY + HOUR, by=None, words="Sent a text", channel="sms"))


def test_giving_it_to_who_has_it_changes_no_clock() -> None:
    with pytest.raises(CannotHappen, match="They have it already"):
        a_followup(e.OwnerChanged(at=MONDAY + HOUR, by=ELENA, owner=ELENA, why=e.Moved.GIVEN))


def test_a_clock_that_ran_ahead_for_a_moment_buries_nothing() -> None:
    next_year = MONDAY + YEAR
    ahead = (
        e.Acknowledged(at=next_year, by=ELENA),
        e.Escalated(at=next_year, by=None, clock=ClockName.RESOLUTION, percent=260, told=RUTH),
        e.OwnerChanged(at=next_year, by=RUTH, owner=WALT, why=e.Moved.GIVEN),
        e.Denied(at=next_year, by=None, owner=WALT),
    )
    now = a_followup(*ahead, e.TimeMended(at=MONDAY + HOUR, by=None))

    assert (now.owned_since, now.open_since, now.waiting_since) == (MONDAY + HOUR, MONDAY, MONDAY)
    assert (now.reached, now.last_at) == (frozenset(), MONDAY + HOUR)


def test_a_pause_that_a_wrong_clock_began_ends_when_it_was_to_end() -> None:
    paused = e.Paused(at=MONDAY + 5 * HOUR, by=ELENA, words="Grace is away", until=MONDAY + 50 * HOUR)
    now = a_followup(paused, e.Resumed(at=MONDAY + HOUR, by=ELENA))

    assert now.pauses[0].until == now.pauses[0].starts_at == MONDAY + HOUR


def test_two_servers_clocks_may_differ_a_little() -> None:
    now = a_followup(e.Noted(at=MONDAY - timedelta(seconds=30), by=ELENA, words="Rang, engaged"))

    assert (now.open_since, now.last_at) == (MONDAY, MONDAY - timedelta(seconds=30))


@pytest.mark.parametrize(
    ("percent", "said"), [(70, "Nobody is told at 70 %"), (100, "They were told of 100 % already")]
)
def test_a_clock_climbs_by_its_steps_and_each_once(percent: int, said: str) -> None:
    told = e.Escalated(at=MONDAY + 3 * HOUR, by=None, clock=ClockName.ACKNOWLEDGE, percent=100, told=RUTH)

    with pytest.raises(CannotHappen, match=said):
        a_followup(told, replace(told, percent=percent))


def test_a_slip_is_undone_as_if_it_had_not_happened() -> None:
    end = e.Ended(at=MONDAY + 2 * HOUR, by=ELENA, words="Network fixed", outcome="solved")
    before = a_followup(contacted())
    now = a_followup(contacted(), end, e.TakenBack(at=MONDAY + 2 * HOUR + MINUTE, by=ELENA))

    assert replace(now, last_at=before.last_at) == before


@pytest.mark.parametrize(
    ("last", "undone", "said"),
    [
        (e.Acknowledged(at=MONDAY, by=ELENA), e.TakenBack(at=MONDAY, by=WALT), "Only who did it can undo it"),
        (e.Acknowledged(at=MONDAY, by=ELENA), e.TakenBack(at=MONDAY + HOUR, by=ELENA), "too long ago to undo"),
        (e.Noted(at=MONDAY, by=ELENA), e.TakenBack(at=MONDAY, by=ELENA), "nothing here that could be undone"),
    ],
)
def test_only_one_s_own_last_step_is_undone_and_only_at_once(last: e.Event, undone: e.Event, said: str) -> None:
    with pytest.raises(CannotHappen, match=said):
        a_followup(last, undone)


def test_what_was_undone_is_not_undone_again() -> None:
    taken_back = e.TakenBack(at=MONDAY, by=ELENA)

    with pytest.raises(CannotHappen, match="nothing here that could be undone"):
        a_followup(contacted(0), e.Acknowledged(at=MONDAY, by=ELENA), taken_back, taken_back)


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
    st.builds(e.Ended, at=later, by=people, words=words, outcome=st.sampled_from(("solved", "unreached"))),
    st.builds(e.Reopened, at=later, by=people, words=words, owner=people),
    st.builds(
        e.TookIn,
        at=later,
        by=people,
        other=st.just(UUID(int=9)),
        listeners=st.frozensets(people, min_size=1),
        waiting_since=st.one_of(st.none(), later),
    ),
)


@given(st.lists(anything, max_size=30))
def test_whatever_happens_it_is_open_with_an_owner_or_ended_with_a_reason(happened: list[e.Event]) -> None:
    now = begin(opened())
    for event in happened:
        before = now
        try:
            now = then(now, event, NEED)
        except CannotHappen:
            assert now == before
        invariant(now)
        assert before.listeners <= now.listeners
        assert max(now.open_since, now.owned_since, now.waiting_since or now.open_since) <= now.last_at + CLOCKS_DIFFER


def invariant(now: FollowUp) -> None:
    assert now.listeners
    if now.is_open:
        assert (now.outcome, now.why, now.comes_back_at) == ("", "", None)
        assert (now.waiting_since is None) == (now.contacted_at is not None)
    else:
        assert now.outcome
        assert now.why
        assert now.step_due_at is None
