"""A plan as lines that a person may answer: what changes, how many of last year's calls it would have finished."""

from tests.business.stock.levels.cases import MIDDLE, a_fleet, a_truck, calls_of

from steadyhand.business.stock.levels.plan import propose
from steadyhand.business.stock.par.lines import lines_of, sums_of


def test_a_line_says_what_the_part_would_have_done_for_the_calls_of_last_year() -> None:
    fleet = a_fleet(
        calls_of("T1", "fuser", every=10) + calls_of("T1", "drum", every=50),
        a_truck("T1"),
        now={("T1", "paper"): 3},
        costs={"paper": 5_000},
    )

    lines = {line.part: line for line in lines_of(propose(fleet, middle=MIDDLE, most_cents=30_000))}

    fuser, paper = lines["fuser"], lines["paper"]
    assert (fuser.was, fuser.last_year) == (0, 20)
    assert fuser.level >= 1
    assert fuser.finished_before == 0
    assert 15 < fuser.finished <= 20
    assert "Of 20 calls here in a year that needed it" in fuser.why
    assert (paper.was, paper.level, paper.last_year) == (3, 0, 0)
    assert "No call here needed it in the last year." in paper.why


def test_a_trucks_sums_say_what_its_levels_are_worth_and_take() -> None:
    fleet = a_fleet(calls_of("T1", "fuser"), a_truck("T1"), now={("T1", "fuser"): 1})

    plan = propose(fleet, middle=MIDDLE, most_cents=30_000)
    sums = sums_of(plan)["T1"]

    assert sums.cents_before == 10_000
    assert sums.cents == 10_000 * int(plan.levels.sum()) == 10_000 * sums.slots
    assert sums.finished >= sums.finished_before
    assert sums.calls_a_month > 1
