"""How many were kept? Nothing is counted twice, what was agreed on anew is no kept word, and bins lose nobody."""

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.insight.kept.tally import LEAST_IN_A_BIN, Share, Tally, binned, median, together

counts = st.integers(0, 500)


@given(counts, counts, counts, counts)
def test_renegotiated_and_withdrawn_are_neither_kept_nor_missed(
    kept: int, missed: int, renegotiated: int, withdrawn: int
) -> None:
    tally = Tally(kept=kept, missed=missed, renegotiated=renegotiated, withdrawn=withdrawn)

    assert tally.kept_share == Share(kept, kept + missed)
    assert tally.all == kept + missed + renegotiated + withdrawn


@given(st.lists(st.builds(Tally, kept=counts, missed=counts, early=counts), max_size=5))
def test_several_together_are_their_sum(tallies: list[Tally]) -> None:
    assert together(tallies).kept == sum(each.kept for each in tallies)
    assert together(tallies).early == sum(each.early for each in tallies)


def test_few_say_so() -> None:
    assert Share(28, 29).is_few
    assert not Share(29, 30).is_few
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None


odds = st.floats(0, 1, allow_nan=False)


@given(st.lists(st.tuples(odds, st.integers(0, 50), st.integers(0, 50)).map(lambda t: (t[0], min(t[1], t[2]), t[2]))))
def test_bins_lose_nobody_and_predict_between_the_least_and_the_most(said: list[tuple[float, int, int]]) -> None:
    bins = binned(said)

    assert sum(each.kept.total for each in bins) == sum(due for _, _, due in said)
    assert sum(each.kept.count for each in bins) == sum(kept for _, kept, _ in said)
    assert all(-1e-9 <= each.predicted <= 1 + 1e-9 for each in bins)
    assert len(bins) == 1 or all(each.kept.total >= LEAST_IN_A_BIN for each in bins)


def test_the_median_is_one_of_the_values() -> None:
    assert median([1.0, 2.0, 3.0]) == 2.0
    assert median([1.0, 2.0, 3.0, 4.0]) == 2.0
    assert median([]) is None
