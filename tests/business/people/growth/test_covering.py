"""What hangs on one person, and the cheapest way out of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.people.growth.covering import (
    Change,
    Costs,
    Cover,
    KnownCourse,
    Person,
    Wanted,
    cover_of,
    covers,
    way_to,
    without,
)

C4 = Wanted(
    title="Norvik C4", maker="Norvik", skill="norvik c4", certificate="norvik c", certificate_line="C", machines=9
)
COSTS = Costs(
    level_hours=24,
    level_weeks=6,
    certificate_hours=16,
    certificate_weeks=8,
    certificate_cents=100_000,
    hour_cents=5_000,
)
AHEAD, LATER = date(2026, 6, 1), date(2027, 6, 1)


def who(number: int, level: int = 3, *, certified: date | None = date.max, **facts: Any) -> Person:
    held: Mapping[str, date] = {"norvik c": certified} if certified else {}
    return Person(id=UUID(int=number), name=f"P{number}", skills={"norvik c4": level}, certificates=held, **facts)


def covered(*people: Person, courses: tuple[KnownCourse, ...] = ()) -> Cover:
    return cover_of(C4, people, ahead=AHEAD, courses=courses, costs=COSTS)


@pytest.mark.parametrize(
    ("people", "able", "is_risk", "ends_on"),
    [
        ((), 0, True, None),
        ((who(1), who(2)), 2, False, None),
        ((who(1), who(2, level=2)), 1, True, None),
        ((who(1), who(2, certified=None)), 1, True, None),
        # Two can, and both stop within the days looked ahead.
        (
            (who(1, certified=date(2026, 5, 1)), who(2, holds_until={"norvik c4": date(2026, 4, 1)})),
            2,
            True,
            date(2026, 5, 1),
        ),
        ((who(1, certified=LATER), who(2, certified=date(2026, 4, 1))), 2, False, None),
    ],
)
def test_what_is_a_risk(people: tuple[Person, ...], able: int, is_risk: object, ends_on: date | None) -> None:
    cover = covered(*people)

    assert (len(cover.able), cover.is_risk, cover.ends_on) == (able, is_risk, ends_on)


def test_the_nearest_person_and_the_norm_of_what_they_lack() -> None:
    remedy = covered(who(1), who(2, level=1), who(3, certified=None)).remedy

    # One lacks two levels (48 h), the other a certificate (16 h and its fee): 2,400 against 1,800.
    assert remedy is not None
    assert (remedy.person.name, remedy.price_cents, remedy.way.weeks) == ("P3", 180_000, 8)


def test_a_course_is_taken_where_it_is_cheaper_and_only_if_it_leads_far_enough() -> None:
    novice = who(2, level=1, certified=None)
    short = KnownCourse(name="Basics", skill="norvik c4", to_level=2, hours=1, weeks=1, cost_cents=0)
    both = KnownCourse(
        name="C4 school", skill="norvik c4", to_level=3, certificate="norvik c", hours=30, weeks=4, cost_cents=60_000
    )

    assert COSTS.price_of(way_to(novice, C4, (short,), COSTS)) == (48 + 16) * 5_000 + 100_000
    assert way_to(novice, C4, (short, both), COSTS).steps == ("C4 school",)


def test_two_courses_for_two_gaps() -> None:
    level = KnownCourse(name="Level", skill="norvik c4", to_level=4, hours=10, weeks=2, cost_cents=0)
    paper = KnownCourse(name="Paper", certificate="norvik c", hours=8, weeks=1, cost_cents=0)

    way = way_to(who(2, level=1, certified=None), C4, (level, paper), COSTS)

    assert (way.steps, way.hours, way.weeks) == (("Level", "Paper"), 18, 3)


def test_without_somebody_what_hung_on_two_hangs_on_one() -> None:
    found = covers([C4], [who(1), who(2)], ahead=AHEAD, courses=(), costs=COSTS)

    assert without(found, UUID(int=1)) == (Change(C4, was=2, becomes=1),)
    assert without(found, UUID(int=7)) == ()


levels = st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=6)


@given(levels)
def test_whoever_takes_the_way_out_could_serve_it_and_nobody_cheaper_could(team: list[tuple[int, bool]]) -> None:
    people = [who(n, level, certified=date.max if has else None) for n, (level, has) in enumerate(team, start=1)]
    cover = covered(*people)

    others = [person for person in people if person not in cover.able]
    assert (cover.remedy is None) == (not cover.is_risk or not others)
    if cover.remedy is not None:
        assert cover.remedy.person in others
        assert cover.remedy.price_cents == min(COSTS.price_of(way_to(each, C4, (), COSTS)) for each in others)


def test_where_nobody_works_alone_in_it_nobody_is_there_to_learn_it_from() -> None:
    colour = Wanted(title="Colour", skill="colour")
    people = [Person(id=UUID(int=1), name="Ana", skills={"colour": 2}), Person(id=UUID(int=2), name="Ben", skills={})]

    cover = cover_of(colour, people, ahead=AHEAD, courses=(), costs=COSTS)

    assert cover.remedy is not None
    assert (cover.remedy.person.name, cover.remedy.way.steps) == (
        "Ana",
        ("one level of Colour with nobody here to learn it from",),
    )
