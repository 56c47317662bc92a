"""Who is asked for help, in which order, and why?"""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.obstacles.asking import Colleague, in_order, why_of


def a_colleague(number: int = 1, **facts: Any) -> Colleague:
    return Colleague(user_id=UUID(int=number), name=f"Nora {number}", **facts)


def names(*colleagues: Colleague, most_a_day: int = 3) -> list[str]:
    return [each.name for each in in_order(colleagues, most_a_day=most_a_day)]


def test_whoever_fixed_it_on_this_model_comes_before_its_family_and_before_skill_alone() -> None:
    skilled, family, model = a_colleague(1, level=2), a_colleague(2, on_family=5), a_colleague(3, on_model=2)

    assert names(skilled, family, model) == ["Nora 3", "Nora 2", "Nora 1"]


def test_nobody_who_knows_nothing_of_it_is_asked() -> None:
    assert names(a_colleague(level=1), a_colleague(2)) == []


def test_whoever_is_with_a_customer_is_asked_only_if_they_said_so() -> None:
    busy, open_to_it = (
        a_colleague(1, on_model=5, is_busy=True),
        a_colleague(2, on_model=1, is_busy=True, is_available=True),
    )

    assert names(busy, open_to_it) == ["Nora 2"]


def test_when_the_day_is_over_only_they_are() -> None:
    at_home, up = (
        a_colleague(1, on_model=5, is_on_duty=False),
        a_colleague(2, level=3, is_on_duty=False, is_available=True),
    )

    assert names(at_home, up) == ["Nora 2"]


def test_whoever_was_asked_often_enough_today_isn_t_again() -> None:
    assert names(a_colleague(1, on_model=5, asked_today=3), a_colleague(2, level=2)) == ["Nora 2"]


def test_of_equals_whoever_was_asked_least_comes_first() -> None:
    assert names(a_colleague(1, level=3, asked_today=1), a_colleague(2, level=3)) == ["Nora 2", "Nora 1"]


def test_the_own_branch_comes_before_others_whatever_they_know() -> None:
    own, other = a_colleague(1, level=2), a_colleague(2, on_model=5, level=4, branch="Dayton")

    assert names(other, own) == ["Nora 1", "Nora 2"]
    assert why_of(other) == "works at Dayton; fixed this on the same model 5 times; teaches it; free now"


def test_why_is_said_in_words() -> None:
    known = a_colleague(on_model=4, last_on=date(2026, 9, 3), level=4, is_certified=True)

    assert why_of(known) == (
        "fixed this on the same model 4 times, last on 3 September; teaches it; holds the certificate; free now"
    )
    assert why_of(a_colleague(on_family=1, is_available=True)) == "fixed this on its family once; takes questions"


@given(
    st.lists(
        st.builds(
            Colleague,
            user_id=st.uuids(),
            name=st.text(max_size=5),
            level=st.integers(0, 4),
            is_certified=st.booleans(),
            on_model=st.integers(0, 9),
            on_family=st.integers(0, 9),
            is_on_duty=st.booleans(),
            is_busy=st.booleans(),
            is_available=st.booleans(),
            asked_today=st.integers(0, 5),
            branch=st.sampled_from(["", "Dayton"]),
        ),
        max_size=8,
    ),
    st.integers(1, 4),
)
def test_whatever_is_known_of_people_nobody_is_asked_who_must_not_be(people: list[Colleague], most: int) -> None:
    by_id = {each.user_id: each for each in people}
    asked = [by_id[each.user_id] for each in in_order(by_id.values(), most_a_day=most)]

    assert all(each.known and each.asked_today < most for each in asked)
    assert all(each.is_available or (each.is_on_duty and not each.is_busy) for each in asked)
    assert asked == sorted(
        asked, key=lambda each: (each.branch != "", -each.known, each.asked_today, each.name, each.user_id)
    )
    left = [each for each in by_id.values() if each not in asked]
    assert all(not each.known or not each.may_be_asked or each.asked_today >= most for each in left)
