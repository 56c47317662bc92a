"""A phone without a signal tells when something was tapped: believed where it can be true, and never called seen."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.builders.record import MONDAY

from steadyhand.business.calls.tapped import BELIEVED_WITHIN, SEEN_WITHIN, kept_said, time_of_tap
from steadyhand.shared.clock import How

MINUTE = timedelta(minutes=1)
ages = st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400))


@given(age=ages, before=st.one_of(st.none(), ages))
def test_a_time_is_never_later_than_now_nor_before_what_came_first(age: timedelta, before: timedelta | None) -> None:
    not_before = None if before is None else min(MONDAY, MONDAY - before)

    at, how = time_of_tap(MONDAY - age, now=MONDAY, not_before=not_before)

    assert at <= MONDAY
    assert not_before is None or at >= not_before
    if how is How.ENTERED:
        assert MONDAY - (MONDAY - age) > SEEN_WITHIN
        assert MONDAY - at <= BELIEVED_WITHIN
    else:
        assert at == MONDAY


def test_what_a_phone_tells_is_told_and_not_seen() -> None:
    at, how = time_of_tap(MONDAY - 42 * MINUTE, now=MONDAY, not_before=MONDAY - 60 * MINUTE)

    assert (at, how) == (MONDAY - 42 * MINUTE, How.ENTERED)
    assert kept_said(at, how, now=MONDAY).endswith("sent it 42 minutes later")


def test_a_tap_that_came_at_once_was_seen() -> None:
    assert time_of_tap(MONDAY - timedelta(seconds=4), now=MONDAY) == (MONDAY, How.OBSERVED)
    assert time_of_tap(None, now=MONDAY) == (MONDAY, How.OBSERVED)
    assert kept_said(MONDAY, How.OBSERVED, now=MONDAY) == ""


def test_a_clock_that_was_set_meanwhile_tells_nothing() -> None:
    assert time_of_tap(MONDAY + 60 * MINUTE, now=MONDAY) == (MONDAY, How.DEFAULTED)
    assert time_of_tap(MONDAY - timedelta(days=8), now=MONDAY) == (MONDAY, How.DEFAULTED)
    assert time_of_tap(MONDAY - 60 * MINUTE, now=MONDAY, not_before=MONDAY - MINUTE) == (MONDAY, How.DEFAULTED)


def test_two_taps_that_changed_places_on_the_way_keep_their_order() -> None:
    first = MONDAY - 40 * MINUTE

    assert time_of_tap(first - timedelta(seconds=3), now=MONDAY, not_before=first) == (first, How.ENTERED)
