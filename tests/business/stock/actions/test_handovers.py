"""Parts between two hands: both say how many, the ledger follows what came, and a difference is a question."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.builders.record import MONDAY, a_branch, a_technician
from tests.builders.stock import a_parts_room, a_truck_of, an_item, the_parts_clerk

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.people.models import Technician
from steadyhand.business.stock.actions.begin_handover import begin_handover
from steadyhand.business.stock.actions.confirm_handover import confirm_handover
from steadyhand.business.stock.actions.end_handover import decline_handover, withdraw_handover
from steadyhand.business.stock.actions.settle_handover import settle_handover
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Balance, Handover
from steadyhand.business.stock.queries.aboard import aboard_trucks
from steadyhand.business.stock.queries.handovers import handover_called, open_handovers
from steadyhand.business.stock.trucks.rules import HandoverState, Side
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=5)


def who(technician: Technician) -> Actor:
    assert technician.user_id is not None
    return actor_for(technician.user_id)


def on_hand(place_id: UUID) -> int:
    row = Balance.objects.filter(place_id=place_id, part=an_item("FU-1")).first()
    return row.on_hand if row else 0


class Cast:
    """Bruno and Keisha with a truck each, and the parts room between them."""

    def __init__(self) -> None:
        self.bruno, self.keisha = a_technician(), a_technician(name="Keisha Monroe")
        self.his, self.hers = a_truck_of(self.bruno, FU_1=3), a_truck_of(self.keisha)
        self.room = a_parts_room(FU_1=5)
        self.clerk = the_parts_clerk()

    def gives(self, quantity: int = 2) -> UUID:
        return self.begun(who(self.bruno), self.his, self.hers, quantity)

    def asks(self, quantity: int = 2) -> UUID:
        return self.begun(who(self.keisha), self.his, self.hers, quantity)

    def begun(self, by: Actor, source: UUID, target: UUID, quantity: int, **more: Any) -> UUID:
        return begin_handover(
            by=by, from_id=source, to_id=target, part_id=an_item("FU-1").id, quantity=quantity, now=MONDAY, **more
        )

    def says(self, technician: Technician, handover_id: UUID, quantity: int) -> HandoverState:
        return confirm_handover(by=who(technician), handover_id=handover_id, quantity=quantity, now=LATER)


def followup_of(handover_id: UUID) -> FollowUp:
    row = Handover.objects.get(id=handover_id)
    assert row.followup is not None
    return row.followup


def test_what_is_given_moves_when_the_other_says_it_came() -> None:
    cast = Cast()
    handover_id = cast.gives()
    assert (on_hand(cast.his), on_hand(cast.hers)) == (3, 0)
    assert followup_of(handover_id).owner_id == cast.keisha.user_id

    assert cast.says(cast.keisha, handover_id, 2) is HandoverState.DONE

    assert (on_hand(cast.his), on_hand(cast.hers)) == (1, 2)
    assert (followup_of(handover_id).state, followup_of(handover_id).outcome) == ("ended", "handed_over")


def test_what_is_asked_for_waits_for_the_giver_and_then_for_the_asker() -> None:
    cast = Cast()
    handover_id = cast.asks()
    assert followup_of(handover_id).owner_id == cast.bruno.user_id

    assert cast.says(cast.bruno, handover_id, 1) is HandoverState.WAITS
    assert followup_of(handover_id).owner_id == cast.keisha.user_id
    assert cast.says(cast.keisha, handover_id, 1) is HandoverState.DONE
    assert (on_hand(cast.his), on_hand(cast.hers)) == (2, 1)


def test_two_numbers_are_a_question_that_one_side_may_settle_by_agreeing() -> None:
    cast = Cast()
    handover_id = cast.gives(2)

    assert cast.says(cast.keisha, handover_id, 1) is HandoverState.QUESTION

    assert (on_hand(cast.his), on_hand(cast.hers)) == (2, 1)
    assert followup_of(handover_id).owner_id == cast.bruno.user_id
    settle_handover(by=who(cast.keisha), handover_id=handover_id, quantity=2, now=LATER)
    assert (on_hand(cast.his), on_hand(cast.hers)) == (1, 2)
    assert followup_of(handover_id).outcome == "settled"


def test_any_other_number_is_for_the_parts_desk_with_a_reason() -> None:
    cast = Cast()
    handover_id = cast.gives(3)
    cast.says(cast.keisha, handover_id, 1)

    with pytest.raises(CannotMove, match="agree to the other side's number"):
        settle_handover(by=who(cast.bruno), handover_id=handover_id, quantity=2, now=LATER)
    with pytest.raises(CannotMove, match="Why that number"):
        settle_handover(by=cast.clerk, handover_id=handover_id, quantity=2, now=LATER)
    with pytest.raises(CannotMove, match="from 1 to 3"):
        settle_handover(by=cast.clerk, handover_id=handover_id, quantity=4, why="No.", now=LATER)
    settle_handover(by=cast.clerk, handover_id=handover_id, quantity=2, why="One lay in the lift.", now=LATER)

    assert (on_hand(cast.his), on_hand(cast.hers)) == (1, 2)


def test_who_takes_from_the_parts_room_says_so_first_and_the_desk_afterwards() -> None:
    cast = Cast()
    handover_id = cast.begun(who(cast.bruno), cast.room, cast.his, 2)

    assert cast.says(cast.bruno, handover_id, 2) is HandoverState.WAITS
    row = handover_called(cast.clerk, handover_id)

    assert row is not None
    assert (row.mine, row.turn, row.waits_for_me) == (Side.GIVER, Side.GIVER, True)
    assert confirm_handover(by=cast.clerk, handover_id=handover_id, quantity=2, now=LATER) is HandoverState.DONE
    assert (on_hand(cast.room), on_hand(cast.his)) == (3, 5)


def test_parts_between_two_hands_are_spoken_for_on_every_plan() -> None:
    cast, fuser = Cast(), an_item("FU-1").id
    cast.gives(2)
    cast.begun(who(cast.keisha), cast.room, cast.hers, 1)

    found = aboard_trucks(cast.clerk.tenant_id, [cast.bruno.id, cast.keisha.id], [fuser])

    assert (found[cast.bruno.id][fuser], found[cast.keisha.id][fuser]) == (1, 3)


def test_the_last_one_is_reserved_once() -> None:
    cast = Cast()
    cast.begun(who(cast.keisha), cast.room, cast.hers, 4)
    cast.begun(who(cast.bruno), cast.room, cast.his, 1, only_spare=True)

    with pytest.raises(CannotMove, match="Somebody was faster"):
        cast.begun(who(cast.bruno), cast.room, cast.his, 1, only_spare=True)


def test_whoever_is_asked_declines_with_a_reason_and_whoever_began_takes_it_back() -> None:
    cast = Cast()
    declined, taken_back = cast.asks(), cast.gives()

    with pytest.raises(CannotMove, match="Why not"):
        decline_handover(by=who(cast.bruno), handover_id=declined, why=" ", now=LATER)
    with pytest.raises(CannotMove, match="Only whoever was asked"):
        decline_handover(by=who(cast.keisha), handover_id=declined, why="No.", now=LATER)
    decline_handover(by=who(cast.bruno), handover_id=declined, why="I need both today.", now=LATER)
    withdraw_handover(by=who(cast.bruno), handover_id=taken_back, now=LATER)

    assert open_handovers(cast.clerk) == ()
    assert [followup_of(each).outcome for each in (declined, taken_back)] == ["declined", "withdrawn"]
    with pytest.raises(CannotMove, match="declined already, by Bruno Salas"):
        cast.says(cast.keisha, declined, 1)


def test_nothing_is_taken_back_once_it_has_come() -> None:
    cast = Cast()
    handover_id = cast.begun(who(cast.bruno), cast.room, cast.his, 2)
    cast.says(cast.bruno, handover_id, 2)

    with pytest.raises(CannotMove, match="has 2 already"):
        withdraw_handover(by=who(cast.bruno), handover_id=handover_id, now=LATER)


def test_nobody_hands_over_what_is_neither_theirs_nor_asked_for() -> None:
    cast = Cast()
    away = a_truck_of(a_technician(branch=a_branch("DAY"), name="Mei Tanaka"))
    handover_id = cast.gives()

    with pytest.raises(CannotMove, match="Only whoever speaks for"):
        cast.begun(who(cast.keisha), cast.his, cast.room, 1)
    with pytest.raises(CannotMove, match="isn't at one of your branches"):
        cast.begun(who(cast.bruno), cast.his, away, 1)
    with pytest.raises(CannotMove, match="type 1 to 200"):
        cast.begun(who(cast.bruno), cast.his, cast.hers, 0)
    with pytest.raises(CannotMove, match="You have said 2 already"):
        cast.says(cast.bruno, handover_id, 3)
    with pytest.raises(CannotMove, match="Only whoever speaks for"):
        confirm_handover(by=cast.clerk, handover_id=handover_id, quantity=2, now=LATER)
