"""A new predictor answers only if it packs no fewer full kits."""

from dataclasses import replace

from tests.business.stock.kits.making import CATALOGUE, in_order, many

from steadyhand.business.stock.kits.comparing import JUDGED_DAYS, compare
from steadyhand.business.stock.kits.fit import fit

NOW = 400.0
CALLS = in_order(
    many("ERROR-HEAT", "K-1", used=400, of=400),
    many("JAM", "K-2", used=350, of=400),
    many("DEAD", "K-3", used=90, of=400),
)
THEN = NOW - JUDGED_DAYS
BEFORE = [each for each in CALLS if each.closed_day <= THEN]


def test_one_that_learnt_more_of_the_same_may_answer() -> None:
    present, new = (
        fit([each for each in CALLS if each.closed_day <= day], CATALOGUE, now_day=day) for day in (NOW - 1, NOW)
    )

    compared = compare(present, new, fit(BEFORE, CATALOGUE, now_day=THEN), CALLS)

    assert compared.calls >= 50
    assert compared.may_answer
    assert "kits have all" in compared.why


def test_one_that_forgot_its_parts_is_held_back() -> None:
    present = fit(CALLS, CATALOGUE, now_day=NOW)
    without = fit([replace(each, parts=("K-3",)) for each in CALLS], CATALOGUE[2:], now_day=NOW)

    compared = compare(present, without, fit(BEFORE, CATALOGUE, now_day=THEN), CALLS)

    assert compared.only_present > 20
    assert not compared.may_answer


def test_a_method_that_packs_fewer_than_a_list_on_what_it_has_not_seen_is_held_back() -> None:
    present = fit(CALLS, CATALOGUE, now_day=NOW)
    blind = fit([replace(each, parts=("K-3",)) for each in BEFORE], CATALOGUE[2:], now_day=THEN)

    assert not compare(present, present, blind, CALLS).may_answer


def test_too_few_calls_hold_nobody_back() -> None:
    few = CALLS[-9:]
    present = fit(CALLS, CATALOGUE, now_day=NOW)

    assert compare(present, present, fit(BEFORE, CATALOGUE, now_day=THEN), few).may_answer
