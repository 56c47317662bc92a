"""Times as they may be offered: never sooner than the engine's, where somebody is there, in words people say."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.slots import Hours, offers, slot_at, slot_from
from steadyhand.business.promises.speaking import spoken, spoken_again
from steadyhand.shared.words import Clock
from steadyhand.shared.working_hours import Span, WorkingCalendar, open_stretches

COLUMBUS = "America/New_York"
WEEKDAYS = dict.fromkeys(range(5), (Span.between(time(8), time(17)),))
LUNCH = dict.fromkeys(range(5), (Span.between(time(8), time(12)), Span.between(time(13), time(17, 30))))
NIGHT = dict.fromkeys(range(6), (Span.between(time(22), time(6)),))
ALWAYS = dict.fromkeys(range(7), (Span.between(time(0), time(0)),))
# Thanksgiving and the day after.
CLOSED = frozenset({date(2026, 11, 26), date(2026, 11, 27)})
CALENDARS = tuple(
    WorkingCalendar(zone, weekly, CLOSED)
    for zone in (COLUMBUS, "Australia/Lord_Howe", "Asia/Kathmandu")
    for weekly in (WEEKDAYS, LUNCH, NIGHT, ALWAYS)
)
# Monday 23 November 2026, ten in the morning in Columbus.
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def hours(calendar: WorkingCalendar = CALENDARS[0], clock: Clock = 12) -> Hours:
    return Hours(calendar, calendar.zone, clock)


def here(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(COLUMBUS))


moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
waits = st.timedeltas(timedelta(0), timedelta(days=40))


@given(now=moments, wait=waits, calendar=st.sampled_from(CALENDARS), kind=st.sampled_from(PromiseKind))
def test_nothing_is_offered_sooner_than_the_engine_s_time_or_where_nobody_is_there(
    now: datetime, wait: timedelta, calendar: WorkingCalendar, kind: PromiseKind
) -> None:
    found = offers(now + wait, kind=kind, hours=hours(calendar), odds_by=lambda _: 0.95, now=now)

    assert found
    times = [offer.slot.by_at for offer in found]
    assert min(times) >= now + wait
    assert times == sorted(set(times))
    for at in times:
        # On the minute counts, so closing time itself is inside.
        assert any(
            opens < at <= closes for opens, closes in open_stretches(calendar, at - timedelta(days=2), at + MINUTE)
        )


@given(now=moments, wait=waits, calendar=st.sampled_from(CALENDARS[:4]), clock=st.sampled_from([12, 24]))
def test_what_is_said_is_found_again(now: datetime, wait: timedelta, calendar: WorkingCalendar, clock: Clock) -> None:
    slot = slot_from(now + wait, kind=PromiseKind.ARRIVAL, hours=hours(calendar, clock), now=now)

    assert slot is not None
    again = spoken_again(slot.said, slot.by_at, now=now, zone=calendar.zone, clock=clock)
    assert again == slot.spoken


@given(now=moments, wait=st.timedeltas(timedelta(0), timedelta(days=5)))
def test_rounding_costs_no_more_than_the_next_hour_that_somebody_is_there(now: datetime, wait: timedelta) -> None:
    calendar = CALENDARS[0]

    slot = slot_from(now + wait, kind=PromiseKind.ARRIVAL, hours=hours(calendar), now=now)

    assert slot is not None
    stretches = open_stretches(calendar, now + wait, slot.by_at)
    assert sum((closes - opens for opens, closes in stretches), timedelta(0)) <= HOUR


@pytest.mark.parametrize(
    ("earliest_at", "said", "in_a_sentence"),
    [
        (here(23, 11, 40), "today before noon", "today before noon"),
        (here(23, 11, 10), "today before 11:30", "today before 11:30"),
        (here(23, 15, 5), "today before 4", "today before 4"),
        (here(23, 16, 40), "today by the end of the day", "today by the end of the day"),
        # After hours it is an hour into the next morning.
        (here(23, 18), "tomorrow before 9", "tomorrow before 9"),
        (here(25, 13, 1), "Wednesday, before 2", "on Wednesday before 2"),
        (here(25, 17), "Wednesday by the end of the day", "on Wednesday by the end of the day"),
        # Thursday and Friday are holidays, and the weekend comes after them.
        (here(25, 17, 1), "Monday 30 November before 9", "on Monday 30 November before 9"),
        (here(7, 9, 30, month=12), "Monday 7 December before noon", "on Monday 7 December before noon"),
    ],
)
def test_times_are_said_as_people_say_them(earliest_at: datetime, said: str, in_a_sentence: str) -> None:
    slot = slot_from(earliest_at, kind=PromiseKind.ARRIVAL, hours=hours(), now=NOW)

    assert slot is not None
    assert (slot.said, slot.spoken.in_a_sentence) == (said, in_a_sentence)


def test_parts_and_fixes_are_promised_by_half_days() -> None:
    slot = slot_from(here(24, 9), kind=PromiseKind.PART, hours=hours(), now=NOW)
    later = slot_from(here(24, 12, 1), kind=PromiseKind.FIX, hours=hours(), now=NOW)

    assert slot is not None
    assert later is not None
    assert (slot.said, later.said) == ("tomorrow before noon", "tomorrow by the end of the day")


def test_a_few_are_offered_each_later_and_more_comfortable() -> None:
    odds: Callable[[datetime], float] = lambda at: min(0.99, 0.95 + (at - NOW) / timedelta(days=30))  # noqa: E731 - short

    found = offers(
        here(24, 9, 20), kind=PromiseKind.ARRIVAL, hours=hours(), odds_by=odds, respond_by=here(24, 11), now=NOW
    )

    assert [offer.slot.said for offer in found] == [
        "tomorrow before 10",
        "tomorrow before noon",
        "Wednesday, before noon",
    ]
    assert [offer.beyond_term_at is not None for offer in found] == [False, True, True]
    shares = [offer.odds_share or 0.0 for offer in found]
    assert shares == sorted(shares)
    assert shares[0] >= 0.95


@pytest.mark.parametrize(
    ("by_at", "clock", "said"),
    [
        (here(24, 14), 24, "tomorrow before 14:00"),
        (here(24, 14, 30), 12, "tomorrow before 2:30"),
        (here(24, 19, 30), 12, "tomorrow before 7:30 pm"),
        (here(24, 6), 12, "tomorrow before 6 am"),
        (here(24, 7), 12, "tomorrow before 7 am"),
        (here(24, 7, 30), 12, "tomorrow before 7:30 am"),
        (here(24, 8), 12, "tomorrow before 8"),
        (here(24, 15), 12, "tomorrow before 3"),
        (here(24, 18, 45), 12, "tomorrow before 6:45"),
        (here(24, 19), 12, "tomorrow before 7 pm"),
        (here(24, 20), 12, "tomorrow before 8 pm"),
        (here(24, 7), 24, "tomorrow before 7:00"),
        (here(25, 0), 12, "tomorrow before midnight"),
        (here(24, 12), 24, "tomorrow before noon"),
    ],
)
def test_hours_are_said_by_the_dealership_s_clock(by_at: datetime, clock: Clock, said: str) -> None:
    assert slot_at(by_at, hours=hours(clock=clock), now=NOW).said == said


def test_a_window_says_both_ends() -> None:
    slot = slot_at(here(26, 14), from_at=here(26, 10), hours=hours(), now=NOW)

    assert (slot.said, slot.spoken.in_a_sentence) == ("Thursday, between 10 and 2", "on Thursday between 10 and 2")


def test_a_day_later_tomorrow_is_today() -> None:
    said = slot_at(here(24, 17), hours=hours(), now=NOW).said

    assert said == "tomorrow by the end of the day"
    assert (
        spoken_again(said, here(24, 17), now=here(24, 9), zone=COLUMBUS, clock=12).said == "today by the end of the day"
    )
    assert spoken(here(24, 14), now=here(25, 9), zone=COLUMBUS, clock=12).said == "yesterday before 2"


def test_the_hour_that_clocks_skip_is_never_promised() -> None:
    # Clocks go from 2 to 3 on Sunday 8 March 2026; somebody is there around the clock.
    calendar = WorkingCalendar(COLUMBUS, ALWAYS)
    now = here(8, 1, 40, month=3).astimezone(UTC)

    slot = slot_from(now + 5 * MINUTE, kind=PromiseKind.ARRIVAL, hours=hours(calendar), now=now)

    assert slot is not None
    assert (slot.said, slot.by_at) == ("today before 3 am", here(8, 3, month=3))


def test_who_is_never_there_is_offered_nothing() -> None:
    closed = frozenset(date(2026, 1, 1) + timedelta(days=day) for day in range(365 * 4))
    calendar = WorkingCalendar(COLUMBUS, WEEKDAYS, closed)

    assert offers(NOW, kind=PromiseKind.ARRIVAL, hours=hours(calendar), odds_by=lambda _: None, now=NOW) == ()
