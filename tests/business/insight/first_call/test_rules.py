"""What was missing is decided by rows, earliest link of the chain first, and each call counts once."""

from uuid import UUID

import pytest
from tests.builders.promises import NOW

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.insight.first_call.reading import FirstVisit, Read
from steadyhand.business.insight.first_call.rules import Decided, MissedPart, Missing, Visited, decide
from steadyhand.business.insight.first_call.tree import tree_of
from steadyhand.business.stock.requests.rules import Lacked

FUSER, BELT = UUID(int=1), UUID(int=2)


def visited(*parts: MissedPart, ended: VisitState = VisitState.PARTS, **facts: object) -> Visited:
    return Visited(ended=ended, came_back=False, parts=parts, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        (MissedPart(FUSER, None, 0), Missing.NOT_FORETOLD),
        (MissedPart(FUSER, was_foretold=False, aboard=0), Missing.NOT_PREDICTED),
        (MissedPart(FUSER, was_foretold=True, aboard=0), Missing.NOT_CARRIED),
        (MissedPart(FUSER, was_foretold=True, aboard=None), Missing.TRUCK_UNKNOWN),
        (MissedPart(FUSER, was_foretold=True, aboard=0, was_aboard=True), Missing.USED_UP),
        (MissedPart(FUSER, was_foretold=False, aboard=1), Missing.CARRIED_WRONG),
        (MissedPart(FUSER, was_foretold=True, aboard=0, was_used=True), Missing.CARRIED_WRONG),
    ],
)
def test_a_part_is_missing_where_its_chain_broke(part: MissedPart, missing: Missing) -> None:
    assert decide(visited(part)) == Decided(missing, FUSER)


def test_of_two_parts_the_earlier_break_counts() -> None:
    carried = MissedPart(BELT, was_foretold=True, aboard=0)
    unseen = MissedPart(FUSER, was_foretold=False, aboard=0)

    assert decide(visited(carried, unseen)) == Decided(Missing.NOT_PREDICTED, FUSER)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"ended": VisitState.IT}, Missing.NO_RIGHTS),
        ({"ended": VisitState.IT, "tapped": Lacked.SKILL}, Missing.NO_SKILL),
        ({"ended": VisitState.HANDS}, Missing.NO_HANDS),
        ({"ended": VisitState.HANDS, "level": 2}, Missing.NO_SKILL),
        ({"ended": VisitState.HANDS, "lacks_certificate": True}, Missing.NO_SKILL),
        ({"raised": frozenset({"access"})}, Missing.NO_ACCESS),
        ({"raised": frozenset({"too_dear"})}, Missing.NOT_KNOWN),
        ({"level": 3}, Missing.NOT_KNOWN),
    ],
)
def test_without_a_part_what_was_said_there_decides(facts: dict[str, object], missing: Missing) -> None:
    assert decide(visited(**facts)).missing is missing  # type: ignore[arg-type]


def test_what_helps_most_stands_on_top_and_few_are_said_to_be_few() -> None:
    def call(number: int, part: MissedPart) -> FirstVisit:
        return FirstVisit(
            call_id=UUID(int=100 + number),
            number=str(number),
            taken_at=NOW,
            customer="Chen Family Clinic",
            machine="Norvik C450",
            family="Norvik C4",
            technician_id=None,
            technician="Bruno Salas",
            came_back=False,
            callback_id=None,
            visited=visited(part),
        )

    carry, pack = MissedPart(FUSER, was_foretold=True, aboard=0), MissedPart(BELT, was_foretold=False, aboard=0)
    calls = (call(1, pack), call(2, carry), call(3, carry))

    tree = tree_of(Read(9, 3, calls, {FUSER: "Fuser unit", BELT: "Belt"}))

    assert [(each.missing, each.count) for each in tree.branches] == [
        (Missing.NOT_PREDICTED, 1),
        (Missing.NOT_CARRIED, 2),
    ]
    assert (tree.fixes[0].said, tree.fixes[0].count) == ("Carry Fuser unit on Bruno Salas’s truck", 2)
    assert tree.is_few
    assert sum(each.count for each in tree.branches) == len(tree.calls)
