"""Talks and ride-alongs are fitted to the hours there are; what gives way is said, and the least important does."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.learning.coaching.cadence import Sort, wanted
from steadyhand.business.learning.coaching.fitting import Coach, Fitted, Line, Room, Wish, fit, short_of

MONDAY = date(2026, 3, 16)
MINUTES = {Sort.TALK: 10, Sort.RIDE: 90}


def key(number: int) -> UUID:
    return UUID(int=number)


def wishes(people: int) -> list[Wish]:
    return [
        Wish(key(100 + who), key(200 + who), f"Technician {who}", MONDAY, step)
        for who in range(people)
        for step in wanted()
    ]


def ruth(minutes: int) -> Coach:
    return Coach(key(1), "Ruth", minutes, leads=True)


def mei(minutes: int) -> Coach:
    return Coach(key(2), "Mei", minutes, leads=False, technician_id=key(200))


def gave_way(fitted: tuple[Fitted, ...], sort: Sort) -> list[int]:
    return sorted(each.week for each in fitted if each.gave_way and each.wish.step.sort is sort)


def test_with_enough_hours_everything_stands_in_its_own_week() -> None:
    fitted = fit(wishes(4), [ruth(600)], Room(MINUTES), not_before=MONDAY)

    assert len(fitted) == 4 * 11
    assert all(each.coach_id == key(1) and each.week == each.wish.step.week for each in fitted)


def test_ride_alongs_spread_over_the_weeks_beside_theirs_before_one_gives_way() -> None:
    # Two ride-alongs a week and the talks: four people's week 2 takes weeks 1 to 3.
    fitted = fit(wishes(4), [ruth(220)], Room(MINUTES), not_before=MONDAY)

    rides = sorted(each.week for each in fitted if each.wish.step.sort is Sort.RIDE and each.wish.step.week == 2)
    assert rides == [2, 2, 3, 3]
    assert not any(each.gave_way for each in fitted)


def test_ride_alongs_in_week_five_give_way_before_those_in_two_and_eight() -> None:
    # One a week: over weeks 1 to 9 there is room for nine of twelve.
    fitted = fit(wishes(4), [ruth(130)], Room(MINUTES), not_before=MONDAY)

    assert gave_way(fitted, Sort.TALK) == []
    lost = [each.wish.step.week for each in fitted if each.gave_way]
    assert lost.count(5) == 1
    assert len(lost) == 3


def test_without_any_hours_all_gives_way_and_the_worst_week_s_minutes_are_said() -> None:
    fitted = fit(wishes(1), [], Room(MINUTES), not_before=MONDAY)

    short = short_of([Line(each.wish.step.sort, each.week, each.on, MINUTES[each.wish.step.sort], each.gave_way)
                      for each in fitted])  # fmt: skip
    assert (short.talks, short.rides, short.of_talks, short.of_rides) == (8, 3, 8, 3)
    assert short.minutes_more == 100


def test_a_second_pair_of_eyes_rides_along_where_there_is_one_and_nobody_with_themselves() -> None:
    fitted = fit(wishes(2), [ruth(400), mei(400)], Room(MINUTES), not_before=MONDAY)

    rode = {who: [each.coach_id for each in fitted if each.wish.technician_id == key(200 + who)
                  and each.wish.step.sort is Sort.RIDE] for who in (0, 1)}  # fmt: skip
    assert set(rode[0]) == {key(1)}
    assert set(rode[1]) == {key(1), key(2)}
    assert all(each.coach_id == key(1) for each in fitted if each.wish.step.sort is Sort.TALK)


def test_a_week_away_has_no_talk_and_isn_t_called_a_lack_of_hours() -> None:
    away = {(key(200), MONDAY + timedelta(weeks=2))}

    fitted = fit(wishes(1), [ruth(600)], Room(MINUTES, away=away), not_before=MONDAY)

    assert [each.gave_way for each in fitted if each.gave_way] == ["Technician 0 is away that week"]
    lines = [Line(each.wish.step.sort, each.week, each.on, 10, each.gave_way) for each in fitted]
    assert not short_of(lines).is_anything


def test_two_weeks_of_leave_of_who_leads_go_to_a_second_coach_or_give_way_by_name() -> None:
    away = {(key(1), MONDAY + timedelta(weeks=number)) for number in (2, 3)}

    alone = fit(wishes(1), [ruth(600)], Room(MINUTES, away=away), not_before=MONDAY)
    with_mei = fit(
        wishes(2), [ruth(600), Coach(key(2), "Mei", 60, leads=False)], Room(MINUTES, away=away), not_before=MONDAY
    )

    assert [(each.week, each.gave_way) for each in alone if each.gave_way] == [
        (3, "Ruth is away, and nobody else has the time that week"),
        (4, "Ruth is away, and nobody else has the time that week"),
    ]
    assert not any(each.gave_way for each in with_mei)
    assert {each.week for each in with_mei if each.coach_id == key(2) and each.wish.step.sort is Sort.TALK} == {3, 4}


def test_a_week_of_holidays_is_said_as_that_and_a_ride_along_moves_beside_it() -> None:
    closed = {(key(200), MONDAY + timedelta(weeks=1))}

    fitted = fit(wishes(1), [ruth(600)], Room(MINUTES, away=closed, closed=closed), not_before=MONDAY)

    assert [each.gave_way for each in fitted if each.gave_way] == ["their branch is closed for most of that week"]
    assert [each.week for each in fitted if each.wish.step.sort is Sort.RIDE and each.wish.step.week == 2] == [3]


@given(people=st.integers(1, 6), minutes=st.lists(st.integers(0, 400), min_size=1, max_size=3))
def test_nobody_is_ever_given_more_than_they_said_they_have(people: int, minutes: list[int]) -> None:
    coaches = [Coach(key(number), str(number), each, leads=not number) for number, each in enumerate(minutes)]

    fitted = fit(wishes(people), coaches, Room(MINUTES), not_before=MONDAY)

    for coach in coaches:
        weeks = {each.on for each in fitted}
        for week in weeks:
            taken = sum(
                MINUTES[each.wish.step.sort] for each in fitted if each.on == week and each.coach_id == coach.user_id
            )
            assert taken <= coach.minutes_a_week
    assert len(fitted) == people * 11
