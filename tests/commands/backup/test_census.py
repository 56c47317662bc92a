"""Two tables have the same sum when they hold the same rows, in whatever order, and otherwise not."""

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.commands.backup.census import Counted, count_rows, differences

rows = st.lists(st.tuples(st.integers(), st.text()), max_size=20)


@given(rows, st.randoms())
def test_the_order_of_rows_does_not_matter(table: list[tuple[int, str]], random: object) -> None:
    shuffled = list(table)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert count_rows(table) == count_rows(shuffled)


@given(rows, rows)
def test_other_rows_have_another_sum(table: list[tuple[int, str]], other: list[tuple[int, str]]) -> None:
    assert (count_rows(table) == count_rows(other)) == (sorted(table) == sorted(other))


def test_a_row_that_is_there_twice_is_noticed() -> None:
    assert count_rows(["a", "a"]) != count_rows([])
    assert count_rows(["a", "a"]).rows == 2


def test_each_difference_is_told_in_a_sentence() -> None:
    before = {"calls": Counted(2, "aa"), "sites": Counted(1, "bb"), "parts": Counted(3, "cc"), "gone": Counted(1, "d")}
    after = {"calls": Counted(1, "ab"), "sites": Counted(1, "bc"), "parts": Counted(3, "cc"), "new": Counted(0, "")}

    assert differences(before, after) == [
        "gone is missing: it had 1 row.",
        "calls has 1 row; the backup says 2 rows.",
        "sites has 1 row as the backup says, but not with the same content.",
        "new is not in the backup.",
    ]
    assert differences(before, before) == []
