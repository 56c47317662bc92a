"""Levels of trucks: proposed from past calls, answered, taken back, set by hand, and loaded."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import a_technician
from tests.builders.record import MONDAY
from tests.builders.stock import a_parts_room, a_truck_of, an_item, past_repairs, the_parts_clerk

from steadyhand.business.people.models import Technician
from steadyhand.business.stock.actions.answer_levels import accept_lines, set_lines_aside, take_back_lines
from steadyhand.business.stock.actions.ask_for_levels import ask_for_levels
from steadyhand.business.stock.actions.limit_truck import limit_truck
from steadyhand.business.stock.actions.load_truck import load_truck
from steadyhand.business.stock.actions.propose_levels import propose_levels
from steadyhand.business.stock.actions.set_level import set_level
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Balance, ParLevel, ParLine, ParProposal
from steadyhand.business.stock.par.rules import CannotLevel, LineState, ProposalState
from steadyhand.business.stock.queries.levels import levels_now, versions_of
from steadyhand.business.stock.queries.loads import loads_of
from steadyhand.business.stock.queries.proposals import lines_for, newest_proposals, reckonings

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def priced(number: str, cents: int) -> UUID:
    part = an_item(number)
    type(part).objects.filter(id=part.id).update(cost_cents=cents)
    return part.id


@pytest.fixture
def bruno() -> Technician:
    return a_technician()


@pytest.fixture
def truck(bruno: Technician) -> UUID:
    """A truck with three rollers aboard, of a technician whose calls all needed a fuser."""
    priced("RO-1", 2_000)
    priced("FU-1", 6_000)
    truck = a_truck_of(bruno, RO_1=3)
    past_repairs(bruno, "FU-1", count=12)
    return truck


def level_of(truck: UUID, number: str) -> int | None:
    rows = levels_now(the_parts_clerk(), [truck]).get(truck, ())
    return next((row.level for row in rows if row.part_number == number), None)


def proposed(truck: UUID) -> dict[str, UUID]:
    by = the_parts_clerk()
    propose_levels(by=by, now=MONDAY)
    (proposal,) = newest_proposals(by)
    return {line.part_number: line.id for line in lines_for(by, proposal.id, truck)}


def test_the_same_money_is_proposed_for_what_calls_needed(truck: UUID) -> None:
    lines = proposed(truck)

    (proposal,) = newest_proposals(the_parts_clerk())
    rows = {row.part_number: row for row in lines_for(the_parts_clerk(), proposal.id, truck)}
    assert (rows["RO-1"].was, rows["RO-1"].level) == (3, 0)
    assert (rows["FU-1"].was, rows["FU-1"].level) == (0, 1)
    assert rows["FU-1"].last_year == 12
    assert proposal.finished_before == 0 < proposal.finished <= proposal.at_most
    assert proposal.cents == proposal.most_cents == 6_000
    assert proposal.waiting == {truck: 2}
    assert len(lines) == 2


def test_accepted_lines_are_levels_and_taken_back_they_never_were(truck: UUID) -> None:
    by, lines = the_parts_clerk(), proposed(truck)
    set_level(by=by, place_id=truck, part_id=an_item("RO-1").id, level=2, why="Paper jams.", now=MONDAY)

    assert accept_lines(by=by, line_ids=lines.values(), now=MONDAY + DAY) == 2
    assert accept_lines(by=by, line_ids=lines.values(), now=MONDAY + DAY) == 0
    assert (level_of(truck, "FU-1"), level_of(truck, "RO-1")) == (1, 0)
    assert ParProposal.objects.get().state == ProposalState.ANSWERED

    assert take_back_lines(by=by, line_ids=lines.values(), now=MONDAY + 2 * DAY) == 2
    assert (level_of(truck, "FU-1"), level_of(truck, "RO-1")) == (None, 2)
    assert ParProposal.objects.get().state == ProposalState.OPEN
    history = versions_of(by, truck, an_item("RO-1").id)
    assert [(row.level, row.ended_at is None) for row in history] == [(2, True), (0, False), (2, False)]


def test_a_level_that_somebody_changed_since_stays_when_its_line_is_taken_back(truck: UUID) -> None:
    by, lines = the_parts_clerk(), proposed(truck)
    accept_lines(by=by, line_ids=[lines["FU-1"]], now=MONDAY)
    set_level(by=by, place_id=truck, part_id=an_item("FU-1").id, level=3, why="Two at the clinic.", now=MONDAY + DAY)

    assert take_back_lines(by=by, line_ids=[lines["FU-1"]], now=MONDAY + 2 * DAY) == 0
    assert level_of(truck, "FU-1") == 3


def test_what_was_set_aside_is_not_asked_again_and_what_is_overtaken_cannot_be_answered(truck: UUID) -> None:
    by, lines = the_parts_clerk(), proposed(truck)
    set_lines_aside(by=by, line_ids=[lines["RO-1"]], now=MONDAY)

    again = proposed(truck)

    states = {row.part.ref: row.state for row in ParLine.objects.filter(id__in=again.values()).select_related("part")}
    assert states == {"RO-1": LineState.SET_ASIDE, "FU-1": LineState.OPEN}
    with pytest.raises(CannotLevel, match="reckoned anew since"):
        accept_lines(by=by, line_ids=[lines["FU-1"]], now=MONDAY)
    assert not ParLevel.objects.exists()


def test_a_trucks_own_limits_are_kept(truck: UUID) -> None:
    by = the_parts_clerk()
    limit_truck(by=by, place_id=truck, facts={"most_cents": 12_000, "most_slots": 1, "restock_days": 5}, now=MONDAY)

    proposed(truck)

    (proposal,) = newest_proposals(by)
    assert proposal.most_cents == 12_000
    assert proposal.trucks[truck].slots == 1


def test_what_is_missing_is_fetched_once_and_the_ledger_has_both_lines(truck: UUID) -> None:
    by, part_id, room = the_parts_clerk(), an_item("FU-1").id, a_parts_room(FU_1=1)
    set_level(by=by, place_id=truck, part_id=part_id, level=2, why="Two a week.", now=MONDAY)
    set_level(by=by, place_id=truck, part_id=an_item("RO-1").id, level=1, why="Never used.", now=MONDAY)

    (load,) = loads_of(by)
    assert [(each.quantity, each.place_id) for each in load.carries] == [(1, room), (1, None), (-2, room)]
    load_truck(by=by, truck_id=truck, place_id=room, parts={part_id: 1}, now=MONDAY)
    load_truck(by=by, truck_id=truck, place_id=room, parts={an_item("RO-1").id: 2}, is_off=True, now=MONDAY)

    held = {(row.place_id, row.part.ref): row.on_hand for row in Balance.objects.select_related("part")}
    assert held == {(truck, "FU-1"): 1, (truck, "RO-1"): 1, (room, "FU-1"): 0, (room, "RO-1"): 2}
    with pytest.raises(CannotMove, match="The list has changed since"):
        load_truck(by=by, truck_id=truck, place_id=room, parts={part_id: 1}, now=MONDAY)


@pytest.mark.parametrize(("level", "why", "said"), [(100, "x", "can't be"), (1, " ", "Why this level?")])
def test_a_level_that_cannot_be_is_refused(truck: UUID, level: int, why: str, said: str) -> None:
    with pytest.raises(CannotMove, match=said):
        set_level(by=the_parts_clerk(), place_id=truck, part_id=an_item("FU-1").id, level=level, why=why, now=MONDAY)


def test_without_calls_or_money_whoever_asked_reads_why() -> None:
    by = the_parts_clerk()
    with pytest.raises(CannotLevel, match="No truck is kept track of"):
        ask_for_levels(by=by, now=MONDAY)
    truck = a_truck_of(a_technician())
    assert ask_for_levels(by=by, now=MONDAY) == 1
    assert [each.problem for each in reckonings(by)] == [""]

    with pytest.raises(CannotLevel, match="how much may lie"):
        propose_levels(by=by, now=MONDAY)
    assert "how much may lie" in reckonings(by)[0].problem

    limit_truck(by=by, place_id=truck, facts={"most_cents": 100_000}, now=MONDAY)
    with pytest.raises(CannotLevel, match="No call is over yet"):
        propose_levels(by=by, now=MONDAY)
