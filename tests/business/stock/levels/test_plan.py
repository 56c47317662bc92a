"""What a fleet is proposed: by territory, season, branch and limits, with reasons and what is to be carried."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.business.stock.levels.cases import MIDDLE, a_fleet, a_truck, calls_of

from steadyhand.business.stock.levels.demand import NothingToLearnFrom, demand_of, weights
from steadyhand.business.stock.levels.document import as_document
from steadyhand.business.stock.levels.fleet import Fleet, Part, PastCall, history_of
from steadyhand.business.stock.levels.moves import Move, moves_of
from steadyhand.business.stock.levels.plan import NoMoneySaid, Plan, propose
from steadyhand.business.stock.levels.reasons import reasons_of


def levels_of(plan: Plan) -> dict[tuple[str, str], int]:
    fleet = plan.built.fleet
    return {
        (fleet.trucks[truck].ref, fleet.parts[part].ref): int(level)
        for truck, part, level in zip(plan.built.truck, plan.built.part, plan.levels, strict=True)
        if level
    }


def test_each_truck_carries_what_its_own_calls_need() -> None:
    fleet = a_fleet(
        calls_of("T1", "fuser", model="F") + calls_of("T2", "drum", model="S"), a_truck("T1"), a_truck("T2")
    )

    kept = levels_of(propose(fleet, middle=MIDDLE, most_cents=60_000))

    assert {key for key, level in kept.items() if level > 1} == {("T1", "fuser"), ("T2", "drum")}


def test_a_truck_with_few_calls_of_its_own_goes_by_the_fleets_to_the_same_model() -> None:
    alike = [
        call
        for truck in ("T1", "T3")
        for call in (
            *calls_of(truck, "fuser", model="F"),
            *calls_of(truck, model="F"),
            *calls_of(truck, "drum", model="S", every=4),
        )
    ]
    fleet = a_fleet(alike + calls_of("T2", model="F", days=60, every=7), a_truck("T1"), a_truck("T2"), a_truck("T3"))

    plan = propose(fleet, middle=MIDDLE, most_cents=80_000)

    why = {one.part: one for one in reasons_of(plan) if one.truck == "T2"}
    assert why["fuser"].calls > 3 * why["drum"].calls > 0
    assert "as far as the fleet's calls to the same models tell" in why["fuser"].words


def test_what_was_fitted_because_it_was_there_uses_stock_but_asks_for_none() -> None:
    calls = [
        PastCall("T1", date(2026, 11, 27) - timedelta(days=day), "F", (("fuser", 1),), (("roller", 1),))
        for day in range(0, 200, 2)
    ]

    plan = propose(a_fleet(calls, a_truck("T1"), costs={"roller": 1}), middle=MIDDLE, most_cents=50_000)

    assert {part for _, part in levels_of(plan)} == {"fuser"}


def test_a_slow_supplier_asks_for_more_aboard_unless_the_branch_has_it() -> None:
    calls = calls_of("T1", "fuser", every=1)
    fleet = a_fleet(calls, a_truck("T1", branch="COL"))
    slow = Fleet(parts=(Part(ref="fuser", cost_cents=10_000, lead_days=8),), trucks=fleet.trucks, history=fleet.history)
    behind = Fleet(parts=slow.parts, trucks=slow.trucks, history=slow.history, at_branch={("COL", "fuser"): 20})

    finished = [
        propose(each, middle=MIDDLE, most_cents=30_000, with_curve=False).finished for each in (fleet, behind, slow)
    ]

    assert finished[0] == pytest.approx(finished[1], abs=0.01)
    assert finished[2] < finished[1] - 0.1


@pytest.mark.parametrize(
    ("limit", "most"),
    [("most_weight_g", 2000.0), ("most_volume_ml", 2000.0), ("most_slots", 2.0), ("most_cents", 20_000.0)],
)
def test_a_trucks_own_limits_are_kept(limit: str, most: float) -> None:
    fleet = a_fleet(calls_of("T1", "fuser", every=1), a_truck("T1", **{limit: most}))
    parts = (Part(ref="fuser", cost_cents=10_000, weight_g=1000, volume_ml=1000),)

    plan = propose(Fleet(parts=parts, trucks=fleet.trucks, history=fleet.history), middle=MIDDLE, most_cents=90_000)

    assert levels_of(plan) == {("T1", "fuser"): 2}


def test_units_that_share_a_slot_take_one() -> None:
    fleet = a_fleet(calls_of("T1", "roller", every=1), a_truck("T1", most_slots=1))
    parts = (Part(ref="roller", cost_cents=100, a_slot=3),)

    plan = propose(Fleet(parts=parts, trucks=fleet.trucks, history=fleet.history), middle=MIDDLE, most_cents=90_000)

    assert levels_of(plan) == {("T1", "roller"): 3}


def test_a_call_of_two_years_ago_counts_half() -> None:
    days = np.array([(MIDDLE - timedelta(days=ago)).toordinal() for ago in (0, 730)])

    assert weights(days, MIDDLE).tolist() == [1.0, 0.5]


def test_a_seasons_parts_come_before_it() -> None:
    summer = [
        PastCall("T1", date(2025, 7, 1) + timedelta(days=day), "F", (("fan", 1),))
        for day in range(60)
        for _ in range(9)
    ]
    always = [PastCall("T1", date(2025, 1, 1) + timedelta(days=day), "F", (("roller", 1),)) for day in range(0, 690, 9)]
    history = history_of(summer + always)

    def fans_a_day(middle: date) -> float:
        demand = demand_of(history, trucks=1, middle=middle)
        share = demand.share[demand.part[demand.start[demand.kind]] == history.parts.index("fan")]
        return float(share.sum() * demand.calls_a_day[0])

    assert fans_a_day(date(2026, 7, 15)) > 2 * fans_a_day(MIDDLE)


def test_what_is_too_much_here_goes_where_it_is_too_little() -> None:
    now = {("T1", "drum"): 2, ("T1", "fuser"): 2, ("T2", "fuser"): 1}
    fleet = a_fleet(
        calls_of("T1", "fuser", model="F", every=6) + calls_of("T2", "drum", model="S", every=6),
        a_truck("T1", branch="COL"),
        a_truck("T2", branch="COL"),
        now=now,
    )

    plan = propose(fleet, middle=MIDDLE)
    moves = moves_of(plan)

    assert plan.finished > plan.finished_now
    assert Move("T1", "T2", "drum", 2, moves[0].why) in moves
    after = dict(now)
    for move in moves:
        after[move.origin, move.part] = after.get((move.origin, move.part), 0) - move.quantity
        after[move.to, move.part] = after.get((move.to, move.part), 0) + move.quantity
    trucks = {"T1", "T2"}
    assert {key: level for key, level in after.items() if level and key[0] in trucks} == levels_of(plan)


def test_what_nobody_ever_needed_and_what_is_too_much_goes_back() -> None:
    fleet = a_fleet(
        calls_of("T1", "fuser", every=20),
        a_truck("T1", branch="COL"),
        costs={"board": 64_900},
        now={("T1", "board"): 1, ("T1", "fuser"): 30},
    )

    plan = propose(fleet, middle=MIDDLE)

    back = {(move.part, move.to): move.quantity for move in moves_of(plan)}
    kept = levels_of(plan)["T1", "fuser"]
    assert back == {("board", "COL"): 1, ("fuser", "COL"): 30 - kept}
    assert as_document(plan)["trucks"][0]["value_now"] == as_document(plan)["value_now"] == 3649


def test_the_answer_adds_up() -> None:
    fleet = a_fleet(calls_of("T1", "fuser") + calls_of("T2", "drum"), a_truck("T1"), a_truck("T2"))

    answer = as_document(propose(fleet, middle=MIDDLE, most_cents=40_000))

    finished = sum(each["finished"] * each["calls_a_month"] for each in answer["trucks"]) / answer["calls_a_month"]
    assert finished == pytest.approx(answer["finished"], abs=1e-3)
    assert answer["value"] == sum(each["value"] for each in answer["trucks"]) <= answer["budget"] == 400
    assert answer["finished"] <= answer["at_most"] <= 1
    assert [point["of_budget"] for point in answer["curve"]] == [0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3]


def test_without_money_or_calls_it_says_what_to_give() -> None:
    with pytest.raises(NoMoneySaid, match="give --budget"):
        propose(a_fleet(calls_of("T1", "fuser"), a_truck("T1")), middle=MIDDLE)
    with pytest.raises(NothingToLearnFrom, match="past calls"):
        propose(a_fleet([], a_truck("T1")), middle=MIDDLE, most_cents=1)
