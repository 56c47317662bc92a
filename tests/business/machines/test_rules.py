"""Worked examples of meter readings, and what holds for all of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.machines.models import MeterReading
from steadyhand.business.machines.rules import (
    Counter,
    DoubtedReading,
    Judgement,
    Neighbours,
    UsedReading,
    Verdict,
    judge_reading,
)

MAY = datetime(2026, 5, 4, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OFFICE = Counter(digits=6, rated_monthly_pages=10_000)
UNRATED = Counter(digits=6)


def judged(
    shown: int,
    *,
    last: int = 51_234,
    total: int | None = None,
    after: timedelta = 30 * DAY,
    counter: Counter = OFFICE,
    is_new_counter: bool = False,
    doubted: DoubtedReading | None = None,
    later: UsedReading | None = None,
) -> Judgement:
    before = UsedReading(last, last if total is None else total, MAY)
    known = Neighbours(before, doubted, later)
    return judge_reading(shown, read_at=MAY + after, known=known, counter=counter, is_new_counter=is_new_counter)


def test_the_words_are_those_of_the_table() -> None:
    assert {verdict.value for verdict in Verdict} == set(MeterReading.Verdict.values)


def test_the_first_reading_begins_the_count() -> None:
    first = judge_reading(812_345, read_at=MAY, known=Neighbours(), counter=OFFICE)

    assert first == Judgement(Verdict.PLAUSIBLE, pages_total=812_345)


def test_a_month_of_ordinary_work_counts_on() -> None:
    assert judged(59_034) == Judgement(Verdict.PLAUSIBLE, pages_total=59_034, pages_since=7_800)


def test_pages_are_added_to_the_total_and_not_to_what_is_shown() -> None:
    assert judged(59_034, total=1_051_234).pages_total == 1_059_034


def test_a_busy_month_of_five_times_the_rating_passes() -> None:
    assert judged(51_234 + 50_000).verdict is Verdict.PLAUSIBLE


def test_one_digit_too_many_is_doubtful_and_says_why() -> None:
    assert judged(590_340).doubt == (
        "539,106 more than in May, in 30 days; this model is rated for 10,000 a month. A digit too many?"
    )


def test_a_doubtful_reading_has_no_pages() -> None:
    assert judged(590_340).pages_total is None
    assert not judged(590_340).is_used


def test_a_little_lower_is_asked_about_and_never_taken_for_a_turn_of_the_counter() -> None:
    lower = judged(50_892)

    assert (lower.verdict, lower.doubt) == (
        Verdict.DOUBTFUL,
        "342 lower than in May (51,234): a typo, or a new counter?",
    )


def test_a_little_lower_on_a_five_digit_counter_after_two_months_is_no_roll_over() -> None:
    lower = judged(50_892, after=60 * DAY, counter=Counter(digits=5, rated_monthly_pages=10_000))

    assert lower.verdict is Verdict.DOUBTFUL


def test_a_counter_at_its_top_rolls_over() -> None:
    assert judged(1_300, last=998_800) == Judgement(Verdict.ROLLED_OVER, pages_total=1_001_300, pages_since=2_500)


def test_the_second_roll_over_counts_on_from_the_total() -> None:
    assert judged(1_300, last=998_800, total=1_998_800).pages_total == 2_001_300


def test_a_roll_over_of_more_pages_than_can_be_is_doubtful() -> None:
    assert judged(200_000, last=998_800).verdict is Verdict.DOUBTFUL


def test_without_a_rating_a_roll_over_must_be_close_to_the_top() -> None:
    assert judged(40_000, last=998_800, counter=UNRATED).verdict is Verdict.ROLLED_OVER
    assert judged(40_000, last=880_000, counter=UNRATED).verdict is Verdict.DOUBTFUL


def test_an_exchanged_counter_counts_on_from_the_old_total() -> None:
    assert judged(1_204, is_new_counter=True) == Judgement(Verdict.EXCHANGED, pages_total=52_438, pages_since=1_204)


def test_a_board_from_another_machine_adds_nothing_that_is_not_known() -> None:
    assert judged(700_000, is_new_counter=True) == Judgement(Verdict.EXCHANGED, pages_total=51_234)


def test_a_low_reading_confirmed_by_the_next_is_a_new_counter() -> None:
    doubted = DoubtedReading(900, MAY + 10 * DAY)

    assert judged(4_300, doubted=doubted) == Judgement(Verdict.EXCHANGED, pages_total=55_534, pages_since=4_300)


def test_the_same_low_number_twice_confirms_nothing() -> None:
    doubted = DoubtedReading(900, MAY + 10 * DAY)

    assert judged(900, doubted=doubted).verdict is Verdict.DOUBTFUL


def test_a_typo_is_forgotten_by_the_next_good_reading() -> None:
    doubted = DoubtedReading(5_903, MAY + 10 * DAY)

    assert judged(59_034, doubted=doubted) == Judgement(Verdict.PLAUSIBLE, pages_total=59_034, pages_since=7_800)


def test_two_readings_on_one_morning_may_be_a_big_job_apart() -> None:
    assert judged(51_834, after=timedelta(hours=1)).pages_since == 600
    assert judged(51_234, after=timedelta(0)).pages_since == 0


def test_two_readings_on_one_morning_cannot_be_a_month_apart() -> None:
    assert judged(61_234, after=timedelta(hours=1)).doubt == (
        "10,000 more than at the reading just before, within a day; "
        "this model is rated for 10,000 a month. A digit too many?"
    )


def test_lower_than_an_hour_ago_names_the_reading_before() -> None:
    assert judged(51_134, after=timedelta(hours=1)).doubt == (
        "100 lower than at the reading just before (51,234): a typo, or a new counter?"
    )


def test_with_no_rating_only_the_impossible_is_doubted() -> None:
    assert judged(551_234, counter=UNRATED).verdict is Verdict.PLAUSIBLE
    assert judged(251_234, after=DAY, counter=UNRATED).doubt == (
        "200,000 more than in May, within a day; no office machine prints that much. A digit too many?"
    )


def test_more_digits_than_the_counter_has_are_doubtful() -> None:
    assert judged(1_051_234).doubt == "This counter has 6 digits, and 1,051,234 has more: a digit too many?"


def test_a_reading_of_two_years_ago_is_named_with_its_year() -> None:
    assert judged(51_000, after=730 * DAY).doubt.startswith("234 lower than in May 2026")


def test_a_late_arriving_reading_may_not_overtake_a_later_one() -> None:
    later = UsedReading(55_000, 55_000, MAY + 40 * DAY)

    assert judged(53_000, later=later).verdict is Verdict.PLAUSIBLE
    assert judged(59_034, later=later).doubt == "More than the 55,000 read later, on 13 June 2026: which one is right?"


@given(
    shown=st.integers(0, 10**9),
    last=st.integers(0, 10**6 - 1),
    total=st.integers(0, 10**8),
    hours=st.integers(0, 24 * 2_000),
    digits=st.integers(4, 9),
    rated=st.none() | st.integers(1, 500_000),
    is_new_counter=st.booleans(),
)
def test_pages_never_run_backwards_and_a_doubt_is_always_a_sentence(
    *, shown: int, last: int, total: int, hours: int, digits: int, rated: int | None, is_new_counter: bool
) -> None:
    result = judged(
        shown,
        last=last % 10**digits,
        total=total,
        after=timedelta(hours=hours),
        counter=Counter(digits, rated),
        is_new_counter=is_new_counter,
    )

    assert result.is_used == (result.pages_total is not None) == (result.doubt == "")
    assert result.pages_total is None or result.pages_total >= total
    assert len(result.doubt) <= 200
    assert result.is_used or result.doubt.endswith("?")
