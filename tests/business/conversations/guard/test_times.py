"""Times in a text: found where they stand, read as a person at work reads them, and never taken from what is none."""

from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest
from benchmarks.times import OWN, tally
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.conversations.guard.times.hours import Hours
from steadyhand.business.conversations.guard.times.reading import LanguageMissing, times_in

WEDNESDAY = datetime(2026, 3, 11, 10, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said", "from_at", "until_at"),
    [
        ("I'll be there tomorrow by 2", "tomorrow by 2", (12, 0, 0), (12, 14, 0)),
        ("Bruno comes Friday between 9 and 11.", "Friday between 9 and 11", (13, 9, 0), (13, 11, 0)),
        ("It lands by end of week", "end of week", (13, 0, 0), (15, 23, 59)),
        ("Next Friday, then.", "Next Friday", (20, 0, 0), (20, 23, 59)),
        ("It takes 2-3 business days: here in 2-3 business days.", "in 2-3 business days", (13, 0, 0), (16, 23, 59)),
        ("Within 4 hours somebody is there", "Within 4 hours", (11, 10, 20), (11, 14, 20)),
        ("You'll hear by EOD Friday", "EOD Friday", (13, 0, 0), (13, 17, 0)),
        ("I was there on Tuesday", "Tuesday", (10, 0, 0), (10, 23, 59)),
        ("from Thursday to Friday", "Thursday to Friday", (12, 0, 0), (13, 23, 59)),
        ("moved from Thursday to Friday at 2", "Thursday to Friday at 2", (13, 14, 0), (13, 14, 0)),
    ],
)
def test_a_time_is_what_a_person_at_work_means(
    text: str, said: str, from_at: tuple[int, int, int], until_at: tuple[int, int, int]
) -> None:
    [found] = times_in(text, at=WEDNESDAY)

    assert text[found.start : found.end] == said
    assert (found.from_at, found.until_at) == tuple(
        datetime(2026, 3, day, hour, minute, tzinfo=UTC) for day, hour, minute in (from_at, until_at)
    )


@pytest.mark.parametrize(
    ("text", "is_promise"),
    [
        ("I'll be there by 2", True),
        ("Friday between 9 and 11", True),
        ("We should be there by 2", False),
        ("I'll be there about 2", False),
        ("Would Friday at 9 suit you?", False),
        ("The supplier says Friday", False),
        ("I can't make Friday", False),
        ("I said Friday", False),
        ("Please call us before Friday", False),
        ("No later than Friday, you have my word", True),
    ],
)
def test_only_a_plain_word_binds(text: str, *, is_promise: bool) -> None:
    [found] = times_in(text, at=WEDNESDAY)

    assert found.is_promise is is_promise


def test_the_dealership_s_own_hours_count() -> None:
    hours = Hours(
        closes=time(18), workdays=frozenset(range(6)), holidays=frozenset({date(2026, 3, 12)}), is_day_first=True
    )

    close, next_day, week_end, dated = (
        times_in(text, at=WEDNESDAY, hours=hours)[0]
        for text in ("By close of business", "the next working day", "by end of week", "on 4/3/2027")
    )

    assert close.until_at.time() == time(18)
    assert next_day.from_at.date() == date(2026, 3, 13)
    assert week_end.from_at.date() == date(2026, 3, 14)
    assert dated.from_at.date() == date(2027, 3, 4)


def test_most_of_the_sentences_written_for_it_are_read_right() -> None:
    counts = tally(OWN, "dev", is_telling=False)

    assert counts.right >= 0.97 * counts.sentences
    assert counts.bound >= 0.97 * counts.binding
    assert counts.false == 0


def test_a_language_without_a_grammar_says_so() -> None:
    with pytest.raises(LanguageMissing, match="only in en"):
        times_in("demain", at=WEDNESDAY, language="fr")


_WORDS = st.sampled_from(
    [
        "by", "at", "in", "the 31st", "30", "2", "24:00", "13 pm", "noon", "tomorrow", "Friday", "next", "week",
        "end of", "February 29", "2/30", "99/99/99", "half", "to", "8-10", "mid", "within", "a couple", "ago",
        "10:20", "June", "\u202e😀", "every", ".", ",", "?", "-", "0", "999999 months", "from", "now", "until",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=25).map(" ".join))


@settings(max_examples=120, deadline=None)
@given(text=_TEXTS, at=st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - of any clock
def test_any_text_is_read_without_a_fault(text: str, at: datetime) -> None:
    found = times_in(text, at=at)

    assert all(0 <= each.start < each.end <= len(text) and each.from_at <= each.until_at for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@settings(max_examples=40, deadline=None)
@given(
    before=st.sampled_from(["", "😀 Hi! ", "Thank you.\n", "مرحبا. "]), day=st.integers(1, 28), hour=st.integers(7, 11)
)
def test_a_time_is_found_wherever_it_stands(before: str, day: int, hour: int) -> None:
    text = f"{before}We come on April {day} at {hour}:30. Bye"

    [found] = times_in(text, at=WEDNESDAY)

    assert text[found.start : found.end] == f"April {day} at {hour}:30"
    assert found.from_at == found.until_at == datetime(2026, 4, day, hour, 30, tzinfo=UTC)
