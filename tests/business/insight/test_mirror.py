"""What two spans say of each other, and what leaked: worked out by hand."""

import pytest

from steadyhand.business.conversations.guard.shipped import shipped
from steadyhand.business.insight.mirror import Drift, Leak, Share, change_between, leak_of
from steadyhand.business.obstacles.rules import Sort


def test_a_change_has_the_interval_of_newcombes_example() -> None:
    # Newcombe 1998, table II, case a: 56 of 70 against 48 of 80 are 0.0524 to 0.3339 apart.
    found = change_between(Share(56, 70), Share(48, 80))

    assert found.apart is not None
    assert (round(found.apart.low, 4), round(found.apart.high, 4)) == (0.0524, 0.3339)
    assert found.drift is Drift.MORE


@pytest.mark.parametrize(
    ("now", "before", "drift"),
    [
        (Share(2, 200), Share(30, 200), Drift.LESS),
        (Share(10, 100), Share(9, 100), Drift.SAME),
        (Share(0, 100), Share(0, 100), Drift.SAME),
        (Share(29, 29), Share(0, 500), Drift.TOO_FEW),
        (Share(9, 400), Share(0, 0), Drift.TOO_FEW),
    ],
)
def test_what_chance_explains_is_no_drift_and_a_handful_says_nothing(now: Share, before: Share, drift: Drift) -> None:
    assert change_between(now, before).drift is drift


def test_every_internal_rule_names_a_problem_of_the_house() -> None:
    ours = shipped()
    named = {rule.name: leak_of(rule.label, rule.name) for rule in ours.rules.rules}

    assert named["internal_problem.short-staffed"] is Leak.STAFFING
    assert named["internal_problem.behind"] is Leak.SCHEDULING
    assert named["blame.supplier-failed"] is Leak.PARTS
    assert named["internal_problem.tools"] is Leak.SYSTEMS
    assert named["blame.your-people"] is None
    assert named["hard_sell.last-one"] is None
    assert all(leak for name, leak in named.items() if name.startswith("internal_problem"))
    assert leak_of("internal_problem", "model.internal_problem.training") is Leak.TRAINING
    assert leak_of("internal_problem", "ours.the-move") is Leak.INSIDE
    assert (Leak.SYSTEMS.sort, Leak.STAFFING.sort) == (Sort.TOOL, Sort.PROCESS)
