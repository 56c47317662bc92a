from collections import Counter

import pytest
from tests.simulator.conftest import Simulated

from steadyhand.business.calls.rules import VisitState
from steadyhand.simulator.happenings import CallTruth, Happening, VisitClosed, VisitTruth


def seen(happenings: list[Happening]) -> tuple[dict[str, CallTruth], dict[str, VisitTruth], list[VisitClosed]]:
    calls = {row.key: row for row in happenings if isinstance(row, CallTruth)}
    visits = {row.key: row for row in happenings if isinstance(row, VisitTruth)}
    return calls, visits, [row for row in happenings if isinstance(row, VisitClosed)]


def test_a_right_diagnosis_writes_the_true_cause_down_and_a_wrong_one_another(a_season: list[Happening]) -> None:
    calls, visits, closed = seen(a_season)
    about_faults = [row for row in closed if row.call in calls and row.outcome is VisitState.DONE]
    agree: Counter[tuple[bool, bool]] = Counter()
    for row in about_faults:
        truth = calls[row.call]
        if truth.subsystem != "network":
            agree[visits[row.key].is_diagnosis_right, row.cause_code == f"code:cause:{truth.cause}"] += 1

    assert agree[True, True] > 300
    assert agree[False, False] > 20
    assert agree[True, False] == agree[False, True] == 0


def test_every_call_that_comes_back_in_truth_follows_a_call_about_the_same_fault(a_season: list[Happening]) -> None:
    calls, _, _ = seen(a_season)
    repeats = [row for row in calls.values() if row.is_repeat]

    assert len(repeats) > 30
    assert all(row.repeats and row.repeats < row.key and row.because for row in repeats)
    assert [row.key for row in calls.values() if row.repeats and not row.is_repeat] == []


@pytest.mark.slow
def test_the_good_house_comes_back_less_because_it_looks_better(simulated: Simulated) -> None:
    shares = {}
    for dealer in ("typical", "good"):
        calls, visits, _ = seen(simulated(dealer, technicians=4, years=0.5))
        repeats = sum(row.is_repeat for row in calls.values()) / len(calls)
        wrong = sum(not row.is_diagnosis_right for row in visits.values()) / len(visits)
        shares[dealer] = (repeats, wrong)

    assert shares["good"][0] < shares["typical"][0] / 1.5
    assert shares["good"][1] < shares["typical"][1] / 1.5
