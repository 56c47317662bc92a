"""Who learns with whom, and how a pair is."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest

from steadyhand.business.people.growth.pairing import (
    Candidate,
    Health,
    health_of,
    lacking,
    mentor_for,
    monday_of,
    week_of,
)
from steadyhand.business.people.growth.shipped import Need, shipped_ladders, shipped_needs, shipped_posts

BEGAN = date(2026, 3, 9)
DAY = timedelta(days=1)


def who(number: int, levels: Mapping[str, int], *, is_new: bool = False, learners: int = 0) -> Candidate:
    return Candidate(UUID(int=number), f"P{number}", levels, is_new=is_new, learners=learners)


def need(title: str, level: int, *, is_must: bool = True) -> Need:
    return Need(code=title, title=title, looks_like=".", is_must=is_must, skill=title, level=level, weeks_to_learn=6)


def test_what_somebody_lacks_begins_with_the_largest_gap_of_a_must() -> None:
    needs = (need("A", 2), need("B", 3), need("C", 4, is_must=False), need("D", 1))

    assert [each.title for each in lacking(needs, {"a": 1, "d": 1})] == ["B", "A", "C"]


def test_whoever_teaches_what_is_lacked_and_has_room_is_the_mentor() -> None:
    learner, lacks = who(1, {"a": 1}, is_new=True), (need("A", 3),)
    works, teaches = who(2, {"a": 3}), who(3, {"a": 4})

    found = mentor_for(learner, [learner, works, teaches], lacks)
    assert found is not None
    assert (found.mentor, found.why) == ("P3", "P3 works alone in A and has no learner now.")
    assert (busy := mentor_for(learner, [works, who(3, {"a": 4}, learners=2)], lacks)) is not None
    assert busy.mentor == "P2"
    assert mentor_for(learner, [who(4, {"a": 4}, is_new=True), who(5, {})], lacks) is None


@pytest.mark.parametrize(
    ("met", "today", "health"),
    [
        ([], 13, Health.NEW),
        ([], 14, Health.QUIET),
        ([10], 23, Health.MEETS),
        ([10], 24, Health.QUIET),
        # A day to come is no day together yet.
        ([3, 30], 20, Health.QUIET),
        ([80], 84, Health.REASSESS),
    ],
)
def test_how_a_pair_is(met: list[int], today: int, health: Health) -> None:
    assert health_of(starts_on=BEGAN, met_on=[BEGAN + n * DAY for n in met], today=BEGAN + today * DAY) is health


def test_weeks_are_counted_from_one_and_begin_on_monday() -> None:
    assert [week_of(BEGAN, BEGAN + n * DAY) for n in (0, 6, 7, 16)] == [1, 1, 2, 3]
    assert monday_of(date(2026, 3, 15)) == BEGAN


def test_what_is_shipped_can_be_learned_or_is_brought_along() -> None:
    assert len(shipped_ladders()) == len({each.key for each in shipped_ladders()})
    for post in shipped_posts():
        needs = shipped_needs(post)
        assert any(each.is_must for each in needs)
        # A skill of the matrix can always be learned; what can't be is a matter of who comes.
        assert all(each.is_learnable for each in needs if each.skill)
