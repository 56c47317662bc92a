"""What counts say of a step, in words: chance and four fifths beside each other."""

import pytest

from steadyhand.business.learning.fairness.reading import Says, Step, read_steps


def step(counts: dict[str, tuple[int, int, int, int]], which: Step) -> tuple[Says, dict[str, float | None]]:
    read = next(each for each in read_steps(counts) if each.step is which)
    return read.says, {each.group: each.ratio for each in read.groups}


def test_the_example_of_the_agencies_is_looked_at() -> None:
    # 48 of 80 and 12 of 40 hired: 60 % and 30 %, a ratio of 50 %. Source: EEOC, Questions and Answers on the Uniform
    # Guidelines (1979), 44 FR 11996.
    says, ratio = step({"0": (32, 0, 0, 48), "1": (28, 0, 0, 12)}, Step.ALL)

    assert says is Says.LOOK
    assert ratio == {"0": 1.0, "1": 0.5}


def test_a_ratio_below_four_fifths_may_be_chance() -> None:
    # 9 of 20 and 6 of 20: two thirds, and Fisher's chance is 0.51.
    read = read_steps({"0": (11, 0, 0, 9), "1": (14, 0, 0, 6)})[-1]

    assert read.says is Says.CHANCE
    assert read.is_below_four_fifths
    assert [each.chance for each in read.groups] == [pytest.approx(0.5145, abs=1e-4)] * 2


def test_where_no_result_could_stand_out_it_is_too_few() -> None:
    # Two hired of thirty: even if both were of one group, chance would do that often.
    assert step({"0": (13, 0, 0, 2), "1": (15, 0, 0, 0)}, Step.ALL)[0] is Says.TOO_FEW
    assert step({"0": (30, 0, 0, 9)}, Step.ALL)[0] is Says.TOO_FEW


def test_a_step_counts_of_those_who_came_to_it_and_small_groups_are_not_compared() -> None:
    read = next(each for each in read_steps({"0": (10, 5, 5, 10), "1": (20, 1, 1, 2)}) if each.step is Step.HIRED)

    assert [(each.passed, each.n) for each in read.groups] == [(10, 15), (2, 3)]
    assert [each.ratio for each in read.groups] == [None, None]
    assert read.says is Says.TOO_FEW


def test_with_several_groups_each_has_to_stand_out_further() -> None:
    # 8 of 20 against 26 of 40 is 0.098 for two groups; nothing for three.
    assert step({"0": (7, 0, 0, 13), "1": (7, 0, 0, 13), "2": (12, 0, 0, 8)}, Step.ALL)[0] is Says.CHANCE
