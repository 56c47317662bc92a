from datetime import UTC, datetime, timedelta

import pytest

from steadyhand.business.calls.callbacks.rules import CallForCallback, Judged, Verdict
from steadyhand.business.calls.callbacks.trade import NothingToCount, TradeCount, count_for_trade
from steadyhand.business.calls.rules import CallType

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def a_call(name: str, call_type: CallType = CallType.CORRECTIVE) -> CallForCallback:
    return CallForCallback(
        call=name,
        model="S225",
        family="S2",
        machine="chen",
        taken_at=MONDAY,
        closed_at=MONDAY + timedelta(hours=2),
        pages=None,
        call_type=call_type,
    )


def test_the_trades_formula_takes_callbacks_from_all_original_calls_and_holds_from_corrective_ones() -> None:
    count = TradeCount(corrective=60, callbacks=30, scheduled=20, held_for_parts=18)

    assert count.callback_share == pytest.approx(30 / 80)
    assert count.held_share == pytest.approx(18 / 90)
    assert count.first_call_effectiveness == pytest.approx(0.425)


def test_a_call_back_after_a_maintenance_counts_in_the_trade_and_supply_calls_do_not() -> None:
    calls = [
        a_call("first"),
        a_call("again"),
        a_call("pm", CallType.PREVENTIVE),
        a_call("after pm"),
        a_call("toner", CallType.SUPPLIES),
        a_call("told twice"),
    ]
    said = {
        "first": Verdict.FIRST,
        "again": Verdict.CALLBACK,
        "pm": Verdict.NOT_COUNTED,
        "after pm": Verdict.AFTER_MAINTENANCE,
        "toner": Verdict.NOT_COUNTED,
        "told twice": Verdict.STILL_OPEN,
    }
    judged = [Judged(call, "S225", verdict) for call, verdict in said.items()]

    count = count_for_trade(calls, judged, held_for_parts=frozenset({"again", "toner"}))

    assert count == TradeCount(corrective=1, callbacks=2, scheduled=1, held_for_parts=1)


def test_without_original_calls_there_is_nothing_to_compare_with() -> None:
    with pytest.raises(NothingToCount, match="take a longer time"):
        TradeCount(corrective=0, callbacks=3, scheduled=0, held_for_parts=0)
