"""What the kits' benchmark measures on, and how it counts."""

import pytest
from benchmarks.kits.assumptions import read_assumptions
from benchmarks.kits.replay import RIVALS, Tenths, replay
from benchmarks.kits.world.seen import World, world_of


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(1001, dealer="typical", technicians=1, years=0.4)


def test_the_same_seed_makes_the_same_world(world: World) -> None:
    assert world_of(1001, dealer="typical", technicians=1, years=0.4).calls == world.calls


def test_codes_are_blurred_and_jobs_take_several_parts(world: World) -> None:
    faults = [done for done in world.calls if done.call.call_type == "corrective"]
    codes = {done.call.problem for done in faults}
    needed = [len(done.parts) for done in faults if done.parts]

    assert {"", "JAM", "QUALITY"} <= codes
    assert sum(many > 1 for many in needed) > len(needed) / 5
    assert {part for done in faults for part in done.parts} <= {
        part.number for part in world.parts_by(world.calls[-1].closed_day)
    }


def test_a_replay_counts_every_call_once_and_knows_nothing_of_the_future(world: World) -> None:
    most = read_assumptions().run.most_parts
    score = replay(world.calls, world.parts_by, refit_days=91, counted_from_day=world.first_day + 60, most=most)
    early = [done for done in world.calls if done.call.taken_day < world.first_day + 60]

    assert score.calls == len(world.calls) - len(early)
    assert score.needed + score.early_needed == sum(bool(done.parts) for done in world.calls)
    assert score.ours <= score.possible <= score.needed
    assert set(score.rivals) <= set(RIVALS)
    assert sum(score.enough.many) == score.calls


def test_the_calibration_error_is_the_mean_gap_of_the_tenths() -> None:
    tenths = Tenths()
    for came in (True, False, False, False):
        tenths.note(0.55, came=came)
    for came in (True, True):
        tenths.note(0.95, came=came)

    assert tenths.error == pytest.approx((4 * abs(0.55 - 0.25) + 2 * 0.05) / 6)
