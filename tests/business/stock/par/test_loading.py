"""What brings a truck to its levels: from the parts room, from who has too many, or from nowhere at hand."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.stock.par.loading import Carry, above_level, missing, to_carry

FUSER, DRUM, ROLLER = (uuid4() for _ in range(3))
ROOM, OTHER = uuid4(), uuid4()


def carried(
    levels: dict[UUID, int], aboard: dict[UUID, int], **more: dict[UUID, int]
) -> list[tuple[UUID, int, object]]:
    found = to_carry(
        levels,
        aboard,
        room_id=ROOM,
        in_room=more.get("room", {}),
        too_many={OTHER: more["other"]} if "other" in more else {},
    )
    return [(each.part_id, each.quantity, each.place_id) for each in found]


def test_the_room_comes_first_then_who_has_too_many_then_nobody() -> None:
    found = carried({FUSER: 6}, {FUSER: 1}, room={FUSER: 2}, other={FUSER: 1})

    assert found == [(FUSER, 2, ROOM), (FUSER, 1, OTHER), (FUSER, 2, None)]


def test_what_is_above_its_level_comes_off_and_what_has_none_stays() -> None:
    assert carried({FUSER: 1, DRUM: 0}, {FUSER: 3, DRUM: 1, ROLLER: 9}) == [(FUSER, -2, ROOM), (DRUM, -1, ROOM)]
    assert above_level({FUSER: 1}, {FUSER: 3, ROLLER: 9}) == {FUSER: 2}
    assert missing({FUSER: 1, DRUM: 2}, {FUSER: 1}) == 1


def test_a_shelf_below_nothing_asks_for_its_level_only_and_gives_nothing() -> None:
    assert carried({FUSER: 2}, {FUSER: -3}, room={FUSER: -1}) == [(FUSER, 2, None)]


def test_without_a_parts_room_nothing_comes_off() -> None:
    assert to_carry({FUSER: 1}, {FUSER: 2}, room_id=None, in_room={}, too_many={}) == ()


parts = st.sampled_from([FUSER, DRUM, ROLLER])
units = st.dictionaries(parts, st.integers(-3, 9))


@given(levels=st.dictionaries(parts, st.integers(0, 9)), aboard=units, room=units, other=units)
def test_after_all_of_it_each_part_is_at_its_level_and_nobody_gave_what_he_has_not(
    levels: dict[UUID, int], aboard: dict[UUID, int], room: dict[UUID, int], other: dict[UUID, int]
) -> None:
    found: tuple[Carry, ...] = to_carry(levels, aboard, room_id=ROOM, in_room=room, too_many={OTHER: other})

    for part_id, level in levels.items():
        of_part = [each for each in found if each.part_id == part_id]
        assert max(0, aboard.get(part_id, 0)) + sum(each.quantity for each in of_part) == level
        for place_id, there in ((ROOM, room), (OTHER, other)):
            taken = sum(each.quantity for each in of_part if each.place_id == place_id and each.quantity > 0)
            assert taken <= max(0, there.get(part_id, 0))
