"""Who is on call follows pattern, changes and leave, and where nobody is, it says why."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.dealership.rota.rules import Away, Duty, Gap, Pattern, Place, Rota, duty_on

BRUNO, MIRA, FRANK = (UUID(int=number) for number in (1, 2, 3))
EVERYBODY = frozenset({BRUNO, MIRA, FRANK})
MONDAY = date(2026, 3, 9)
SATURDAY = date(2026, 3, 14)
FIRST, SECOND = Place.FIRST, Place.SECOND
# Bruno in the first week, Mira in the second.
TWO_WEEKS = Pattern(MONDAY, 2, {(week, day, FIRST): (BRUNO, MIRA)[week] for week in (0, 1) for day in range(7)})


def a_rota(
    *leaves: Away, changes: dict[tuple[date, Place], UUID] | None = None, working: frozenset[UUID] = EVERYBODY
) -> Rota:
    return Rota(TWO_WEEKS, changes or {}, leaves, working)


def away(who: UUID, cover: UUID | None = None) -> Away:
    return Away(who, SATURDAY, SATURDAY + timedelta(days=2), cover)


def test_the_pattern_goes_round() -> None:
    weeks = [duty_on(a_rota(), MONDAY + timedelta(days=7 * week), FIRST).user_id for week in range(-2, 4)]

    assert weeks == [BRUNO, MIRA, BRUNO, MIRA, BRUNO, MIRA]


@settings(deadline=None)
@given(st.integers(min_value=-4000, max_value=4000), st.integers(min_value=1, max_value=8))
def test_a_full_pattern_names_somebody_on_every_day_and_the_same_one_a_round_later(days: int, weeks: int) -> None:
    turns = {(week, day, FIRST): UUID(int=week * 7 + day + 1) for week in range(weeks) for day in range(7)}
    pattern, day = Pattern(MONDAY, weeks, turns), MONDAY + timedelta(days=days)

    person = pattern.person_on(day, FIRST)

    assert person is not None
    assert person == pattern.person_on(day + timedelta(days=7 * weeks), FIRST)


def test_a_change_goes_before_the_pattern_and_says_in_whose_stead() -> None:
    rota = a_rota(changes={(SATURDAY, FIRST): FRANK})

    assert duty_on(rota, SATURDAY, FIRST) == Duty(FIRST, FRANK, instead_of=BRUNO)
    assert duty_on(rota, SATURDAY + timedelta(days=1), FIRST) == Duty(FIRST, BRUNO)


def test_on_leave_whoever_covers_is_on_call() -> None:
    assert duty_on(a_rota(away(BRUNO, MIRA)), SATURDAY, FIRST) == Duty(FIRST, MIRA, instead_of=BRUNO)
    # The first day back is a day back.
    assert duty_on(a_rota(away(BRUNO, MIRA)), SATURDAY + timedelta(days=2), FIRST).user_id == MIRA
    assert duty_on(a_rota(away(BRUNO, MIRA)), SATURDAY - timedelta(days=1), FIRST).user_id == BRUNO


def test_a_cover_who_is_away_too_passes_it_on() -> None:
    assert duty_on(a_rota(away(BRUNO, MIRA), away(MIRA, FRANK)), SATURDAY, FIRST).user_id == FRANK


def test_two_who_cover_for_each_other_and_are_both_away_are_a_gap() -> None:
    rota = a_rota(away(BRUNO, MIRA), away(MIRA, BRUNO))

    assert duty_on(rota, SATURDAY, FIRST) == Duty(FIRST, None, instead_of=BRUNO, gap=Gap.ON_LEAVE)


def test_leave_without_cover_is_a_gap() -> None:
    assert duty_on(a_rota(away(BRUNO)), SATURDAY, FIRST).gap is Gap.ON_LEAVE


def test_whoever_signs_in_no_more_is_a_gap() -> None:
    assert duty_on(a_rota(working=frozenset({MIRA})), SATURDAY, FIRST) == Duty(
        FIRST, None, instead_of=BRUNO, gap=Gap.GONE
    )


def test_a_place_that_nobody_was_named_for_is_a_gap() -> None:
    assert duty_on(a_rota(), SATURDAY, SECOND) == Duty(SECOND, None, gap=Gap.NOBODY_NAMED)
    assert duty_on(Rota(None, {}, (), EVERYBODY), SATURDAY, FIRST).gap is Gap.NOBODY_NAMED
