"""No sequence of views reveals one answer: of each candidate, another answer would have given the same counts."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.learning.fairness.releasing import (
    FEWEST_ANSWERED,
    FEWEST_HIDDEN,
    FEWEST_IN_GROUP,
    POOLED,
    Sheet,
    Stage,
    leave_out,
    released,
    together,
)

sheets_of = st.lists(st.builds(Sheet, st.sampled_from(Stage), st.none() | st.integers(0, 3)), min_size=30, max_size=120)


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a draw that can be repeated


def with_another_answer(sheets: list[Sheet], hidden: frozenset[int], place: int) -> tuple[list[Sheet], frozenset[int]]:
    """Return a world in which this candidate answered something else, and who would have been left out in it."""
    mine, others = sheets[place], range(len(sheets))
    if place in hidden or mine.answer is None:
        # Whatever they said, it isn't counted.
        other = None if place in hidden and mine.answer == 0 else 0
        changed = [Sheet(each.stage, other) if at == place else each for at, each in enumerate(sheets)]
        is_silent = other is None
        return changed, (hidden - {place}) if is_silent else hidden | {place}
    uncounted = next(
        at for at in others if at != place and sheets[at].stage is mine.stage and (at in hidden or not said(sheets, at))
    )
    theirs = sheets[uncounted].answer
    swapped = list(sheets)
    swapped[uncounted] = mine
    swapped[place] = Sheet(mine.stage, theirs if theirs != mine.answer else mine.answer + 1)
    moved = (hidden - {uncounted}) | ({place} if uncounted in hidden else set())
    return swapped, frozenset(moved)


def said(sheets: list[Sheet], place: int) -> bool:
    return sheets[place].answer is not None


@given(sheets_of, st.integers())
def test_of_each_candidate_another_answer_would_have_shown_the_same(sheets: list[Sheet], seed: int) -> None:
    hidden = leave_out(sheets, dice(seed))
    shown = released(sheets, hidden)

    for place in range(len(sheets)):
        other, left_out = with_another_answer(sheets, hidden, place)
        assert other[place].answer != sheets[place].answer
        assert released(other, left_out) == shown


@given(sheets_of, st.integers())
def test_at_each_stage_two_are_in_no_group(sheets: list[Sheet], seed: int) -> None:
    hidden = leave_out(sheets, dice(seed))
    shown = released(sheets, hidden)

    at_stage = Counter(sheet.stage for sheet in sheets)
    for stage in Stage:
        counted = sum(stops[stage] for stops in (shown or {}).values())
        assert at_stage[stage] - counted >= min(FEWEST_HIDDEN, at_stage[stage])
    # Nobody who gave no answer is left out a second time, and never more than it takes.
    silent = Counter(sheet.stage for sheet in sheets if sheet.answer is None)
    left = Counter(sheets[place].stage for place in hidden)
    assert all(left[stage] <= max(0, FEWEST_HIDDEN - silent[stage]) for stage in Stage)


@given(sheets_of, st.integers())
def test_what_is_shown_is_thirty_answers_in_groups_of_five(sheets: list[Sheet], seed: int) -> None:
    shown = released(sheets, leave_out(sheets, dice(seed)))

    if shown is not None:
        assert all(sum(stops) >= FEWEST_IN_GROUP for stops in shown.values())
        assert sum(map(sum, shown.values())) >= FEWEST_ANSWERED
        assert len(shown) >= 2


@given(st.lists(sheets_of, min_size=2, max_size=4), st.integers())
def test_what_lies_between_two_looks_is_a_release_of_its_own(batches: list[list[Sheet]], seed: int) -> None:
    chance = dice(seed)
    releases = [shown for batch in batches if (shown := released(batch, leave_out(batch, chance)))]

    for last in range(1, len(releases)):
        before, after = together(releases[:last]), together(releases[: last + 1])
        more = {
            group: tuple(now - was for now, was in zip(stops, before.get(group, (0,) * 4), strict=True))
            for group, stops in after.items()
        }
        assert {group: stops for group, stops in more.items() if any(stops)} == dict(releases[last])


def the_same(stage: Stage, answer: int | None, times: int) -> list[Sheet]:
    return [Sheet(stage, answer)] * times


def test_one_who_was_hired_is_never_the_only_one_of_a_group() -> None:
    # The only one hired is the only one who could tell what they answered.
    sheets = [*the_same(Stage.APPLIED, 0, 30), *the_same(Stage.APPLIED, 1, 12), Sheet(Stage.HIRED, 1)]

    shown = released(sheets, leave_out(sheets, dice(1)))

    assert shown is not None
    assert sum(stops[Stage.HIRED] for stops in shown.values()) == 0


def test_small_groups_are_pooled_and_a_single_one_left_out() -> None:
    base = [*the_same(Stage.APPLIED, None, 2), *the_same(Stage.APPLIED, 0, 28)]

    pooled = released([*base, *the_same(Stage.APPLIED, 1, 3), *the_same(Stage.APPLIED, 2, 4)], ())
    alone = released([*base, *the_same(Stage.APPLIED, 1, 6), *the_same(Stage.APPLIED, 2, 4)], ())

    assert pooled == {"0": (28, 0, 0, 0), POOLED: (7, 0, 0, 0)}
    assert alone == {"0": (28, 0, 0, 0), "1": (6, 0, 0, 0)}


def test_too_few_show_nothing() -> None:
    assert released([*the_same(Stage.APPLIED, 0, 24), *the_same(Stage.HIRED, 1, 5)], ()) is None
    assert released(the_same(Stage.APPLIED, 0, 60), ()) is None
