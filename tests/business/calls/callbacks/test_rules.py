from datetime import UTC, datetime, timedelta

import pytest

from steadyhand.business.calls.callbacks.norms import norms_of
from steadyhand.business.calls.callbacks.rules import (
    Basis,
    CallForCallback,
    Norm,
    Verdict,
    intervals_of,
    judge_calls,
)
from steadyhand.business.calls.rules import CallType

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NORM = {"S225": Norm(mean_pages=20_000.0, mean_days=100.0)}


def a_call(
    name: str,
    *,
    day: float,
    pages: int | None = None,
    call_type: CallType = CallType.CORRECTIVE,
    open_days: float | None = 0.1,
    machine: str = "chen",
    model: str = "S225",
    is_device_caused: bool = True,
) -> CallForCallback:
    taken_at = MONDAY + timedelta(days=day)
    return CallForCallback(
        call=name,
        model=model,
        family="S2",
        machine=machine,
        taken_at=taken_at,
        closed_at=None if open_days is None else taken_at + timedelta(days=open_days),
        pages=pages,
        call_type=call_type,
        is_device_caused=is_device_caused,
    )


def verdicts(*calls: CallForCallback) -> dict[str, Verdict]:
    return {judged.call: judged.verdict for judged in judge_calls(calls, NORM)}


def test_a_machine_that_ran_less_than_half_of_its_models_pages_comes_back_too_soon() -> None:
    judged = list(judge_calls([a_call("a", day=0, pages=50_000), a_call("b", day=80, pages=59_999)], NORM))

    assert judged[1].verdict is Verdict.CALLBACK
    assert (judged[1].basis, judged[1].ran, judged[1].limit, judged[1].after) == (Basis.PAGES, 9_999.0, 10_000.0, "a")


def test_exactly_half_is_no_callback() -> None:
    found = verdicts(a_call("a", day=0, pages=50_000), a_call("b", day=3, pages=60_000))

    assert found == {"a": Verdict.FIRST, "b": Verdict.ORIGINAL}


def test_pages_decide_even_when_few_days_have_passed() -> None:
    found = verdicts(a_call("a", day=0, pages=50_000), a_call("b", day=4, pages=75_000))

    assert found["b"] is Verdict.ORIGINAL


def test_without_a_meter_half_of_the_models_days_decides() -> None:
    judged = list(judge_calls([a_call("a", day=0), a_call("b", day=50, pages=9)], NORM))

    assert judged[1].verdict is Verdict.CALLBACK
    assert (judged[1].basis, judged[1].limit) == (Basis.DAYS, 50.0)
    assert judged[1].ran == pytest.approx(49.9)


def test_without_a_meter_a_call_after_more_than_half_of_the_days_is_original() -> None:
    assert verdicts(a_call("a", day=0), a_call("b", day=50.2))["b"] is Verdict.ORIGINAL


def test_a_count_carried_on_through_a_roll_over_is_pages_as_any_other() -> None:
    # The counter showed 99,800 and then 4,300: pages carried on are 99,800 and 104,300.
    found = verdicts(a_call("a", day=0, pages=99_800), a_call("b", day=90, pages=104_300))

    assert found["b"] is Verdict.CALLBACK


def test_a_count_that_runs_backwards_is_no_count_so_days_decide() -> None:
    judged = list(judge_calls([a_call("a", day=0, pages=99_800), a_call("b", day=90, pages=4_300)], NORM))

    assert (judged[1].verdict, judged[1].basis) == (Verdict.ORIGINAL, Basis.DAYS)


def test_two_calls_on_one_day_are_a_callback_when_the_first_was_closed() -> None:
    found = verdicts(a_call("a", day=0, pages=50_000), a_call("b", day=0.3, pages=50_120))

    assert found["b"] is Verdict.CALLBACK


def test_a_call_taken_while_another_is_open_is_the_same_fault_told_twice() -> None:
    found = verdicts(
        a_call("a", day=0, open_days=2), a_call("b", day=1, open_days=1), a_call("c", day=4, open_days=None)
    )

    assert found == {"a": Verdict.FIRST, "b": Verdict.STILL_OPEN, "c": Verdict.CALLBACK}


def test_a_call_soon_after_an_install_is_early_life() -> None:
    install = a_call("a", day=0, pages=0, call_type=CallType.INSTALL)

    assert verdicts(install, a_call("b", day=10, pages=800))["b"] is Verdict.EARLY_LIFE


def test_an_install_in_between_takes_the_blame_off_the_repair_before_it() -> None:
    found = verdicts(
        a_call("a", day=0, pages=50_000),
        a_call("b", day=5, pages=0, call_type=CallType.INSTALL),
        a_call("c", day=100, pages=30_000),
    )

    assert found == {"a": Verdict.FIRST, "b": Verdict.NOT_COUNTED, "c": Verdict.ORIGINAL}


def test_a_call_soon_after_a_maintenance_stands_apart() -> None:
    found = verdicts(
        a_call("a", day=0, pages=50_000),
        a_call("b", day=90, pages=68_000, call_type=CallType.PREVENTIVE),
        a_call("c", day=95, pages=69_000),
    )

    assert found["c"] is Verdict.AFTER_MAINTENANCE


def test_network_and_operator_trouble_neither_is_a_callback_nor_makes_one() -> None:
    found = verdicts(
        a_call("a", day=0, pages=50_000),
        a_call("b", day=2, pages=50_400, call_type=CallType.NETWORK),
        a_call("c", day=3, pages=50_600, is_device_caused=False),
        a_call("d", day=90, pages=70_700),
    )

    assert [found[name] for name in "bcd"] == [Verdict.NOT_COUNTED, Verdict.NOT_COUNTED, Verdict.ORIGINAL]


def test_another_machines_call_says_nothing_about_this_one() -> None:
    found = verdicts(a_call("a", day=0, pages=50_000), a_call("b", day=1, pages=50_100, machine="oak"))

    assert found["b"] is Verdict.FIRST


def test_a_model_without_any_norm_is_not_judged() -> None:
    judged = list(judge_calls([a_call("a", day=0), a_call("b", day=1)], {}))

    assert [row.verdict for row in judged] == [Verdict.FIRST, Verdict.FIRST]


def test_intervals_are_those_between_counted_calls_and_end_at_an_install() -> None:
    found = intervals_of([
        a_call("a", day=0, pages=1_000, open_days=0),
        a_call("b", day=30, pages=5_000, call_type=CallType.PREVENTIVE),
        a_call("c", day=50, pages=9_000, open_days=0),
        a_call("d", day=60, pages=0, call_type=CallType.INSTALL),
        a_call("e", day=70, pages=2_000),
    ])  # fmt: skip

    assert [(row.days, row.pages) for row in found] == [(50.0, 8_000)]


def test_a_rare_model_leans_on_its_family_as_if_on_ten_more_intervals() -> None:
    often = [a_call(f"o{n}", day=n * 10, pages=n * 10_000, open_days=0, machine="oak") for n in range(31)]
    rare = [a_call(f"r{n}", day=n * 10, pages=n * 1_000, open_days=0, model="S460") for n in range(2)]

    norms = norms_of(intervals_of(often + rare))

    # The family's 31 intervals sum to 301,000, drawn by ten of their own mean: 9,709.7; then (1,000 + 97,097) ÷ 11.
    assert norms["S460"].mean_pages == pytest.approx(8_917.9, abs=0.1)
    assert norms["S225"].mean_pages == pytest.approx((300_000 + 97_096.8) / 40, abs=0.1)
    assert norms["S460"].mean_days == pytest.approx(10.0)
