"""Worked examples: pages since a moment, with one meter, several, and none that tells."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.machines.upkeep.running import Counted, Run, pages_by, run_since

MARCH = datetime(2026, 3, 1, 12, tzinfo=UTC)


def day(number: int) -> datetime:
    return MARCH + timedelta(days=number)


def test_pages_count_from_the_reading_at_that_moment() -> None:
    counts = {"mono": [Counted(day(0), 10_000), Counted(day(30), 13_000)]}

    assert run_since(counts, day(0)) == Run(3_000, day(0), day(30))


def test_between_two_readings_a_meter_counted_evenly() -> None:
    # 3,000 in 30 days: 2,000 of them in the last 20.
    counts = {"mono": [Counted(day(0), 10_000), Counted(day(30), 13_000)]}

    assert run_since(counts, day(10)) == Run(2_000, day(10), day(30))


def test_before_the_first_reading_nothing_is_made_up() -> None:
    counts = {"mono": [Counted(day(0), 10_000), Counted(day(30), 13_000)]}

    assert run_since(counts, day(-100)) == Run(3_000, day(0), day(30))
    assert run_since(counts, None) == Run(3_000, day(0), day(30))


def test_mono_colour_and_large_add_up_and_scans_do_not_count() -> None:
    counts = {
        kind: [Counted(day(0), 0), Counted(day(10), pages)]
        for kind, pages in (("mono", 1_000), ("colour", 300), ("large", 20), ("scan", 9_999))
    }

    assert run_since(counts, day(0)) == Run(1_320, day(0), day(10))


def test_a_total_counts_everything_by_itself() -> None:
    counts = {
        kind: [Counted(day(0), 0), Counted(day(10), pages)] for kind, pages in (("mono", 1_000), ("total", 1_300))
    }

    assert run_since(counts, day(0)) == Run(1_300, day(0), day(10))


def test_a_meter_not_read_since_tells_nothing() -> None:
    assert run_since({"mono": [Counted(day(0), 10_000)]}, day(0)) is None
    assert run_since({"mono": [Counted(day(0), 10_000)]}, day(5)) is None
    assert run_since({"scan": [Counted(day(0), 1), Counted(day(9), 5)]}, day(0)) is None
    assert run_since({}, None) is None


def test_two_readings_at_one_moment_are_no_pace() -> None:
    counts = {"mono": [Counted(day(0), 10_000), Counted(day(0), 10_001), Counted(day(10), 11_001)]}

    run = run_since(counts, day(0))

    assert run == Run(1_000, day(0), day(10))
    assert Run(1_000, day(0), day(10)).pages_a_day == 100


@given(
    steps=st.lists(st.tuples(st.integers(1, 90), st.integers(0, 50_000)), min_size=1, max_size=12),
    since=st.integers(-10, 1_200),
)
def test_no_more_pages_ran_since_a_moment_than_in_all(steps: list[tuple[int, int]], since: int) -> None:
    readings, at, pages = [Counted(day(0), 0)], 0, 0
    for days, more in steps:
        at, pages = at + days, pages + more
        readings.append(Counted(day(at), pages))

    run = run_since({"mono": readings}, day(since))

    if run is None:
        assert since >= at
    else:
        assert 0 <= run.pages <= pages
        assert run.since < run.until


def test_pages_by_a_moment_know_nothing_of_later_readings_and_go_on_at_the_pace() -> None:
    counts = {
        "mono": [Counted(day(0), 1_000), Counted(day(20), 3_000), Counted(day(25), 3_400), Counted(day(60), 99_000)],
        "colour": [Counted(day(22), 500)],
        "scan": [Counted(day(0), 7)],
    }

    assert pages_by(counts, day(-1)) is None
    assert pages_by(counts, day(10)) == 1_000
    # 2,400 pages from day 0 to 25, as a reading five days before says little of the pace; one reading has no pace.
    assert pages_by(counts, day(30)) == 3_400 + 2_400 / 25 * 5 + 500
    assert pages_by({}, day(30)) is None
