"""Work and drive are even, people keep whom they know, and nobody is given what they may not serve."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.dispatch.territories.balance import balance_of, moves_of, unassigned_of
from steadyhand.business.dispatch.territories.designing import Design, design
from steadyhand.business.dispatch.territories.region import Answerable, BadRegion, Knobs, Region, Served, Stop
from steadyhand.business.dispatch.travel.places import Place

WEST, EAST = Place(40.0, -83.0), Place(40.0, -82.8)
BRUNO, ELENA = Answerable("bruno", WEST, 7200), Answerable("elena", EAST, 7200)


def a_customer(key: str, at: Place = WEST, minutes: float = 600, **facts: object) -> Served:
    return Served(key, (Stop(at, minutes, minutes / 60),), **facts)  # type: ignore[arg-type]


def whose(design: Design) -> dict[str, str]:
    region = design.reckoning.region
    return {
        customer.key: region.technicians[column].key
        for customer, column in zip(region.customers, design.assigned.tolist(), strict=True)
        if column >= 0
    }


def test_each_has_who_is_near() -> None:
    customers = [a_customer(f"w{each}", WEST) for each in range(3)] + [
        a_customer(f"e{each}", EAST) for each in range(3)
    ]

    found = whose(design(Region((BRUNO, ELENA), tuple(customers))))

    assert found == {f"w{each}": "bruno" for each in range(3)} | {f"e{each}": "elena" for each in range(3)}


def test_a_known_technician_is_kept_for_what_that_is_worth() -> None:
    customers = [a_customer("w", WEST, now="elena"), a_customer("e", EAST, now="bruno")]
    dear, cheap = Knobs(moved_minutes=10_000), Knobs(moved_minutes=1)

    assert whose(design(Region((BRUNO, ELENA), tuple(customers), dear))) == {"w": "elena", "e": "bruno"}
    assert whose(design(Region((BRUNO, ELENA), tuple(customers), cheap))) == {"w": "bruno", "e": "elena"}


def test_work_is_shared_by_the_time_people_have() -> None:
    half = Answerable("half", WEST, 3600)
    customers = tuple(a_customer(f"c{each}", WEST, 300) for each in range(12))

    found = design(Region((BRUNO, half), customers))

    after = balance_of(found.reckoning, found.assigned)
    assert [share.customers for share in after.shares] == [8, 4]
    assert after.spread == pytest.approx(0, abs=1e-6)


def test_who_may_not_or_cannot_is_never_given_it() -> None:
    customers = (
        a_customer("es", EAST, needs=frozenset({"es"})),
        a_customer("ours", EAST, only=frozenset({"bruno"})),
        a_customer("not-her", EAST, not_wanted=frozenset({"elena"})),
        a_customer("nobody", EAST, needs=frozenset({"sorter"})),
    )
    spanish = Answerable("bruno", WEST, 7200, can=frozenset({"es"}))

    found = design(Region((spanish, ELENA), customers))

    assert whose(found) == {"es": "bruno", "ours": "bruno", "not-her": "bruno"}
    assert unassigned_of(found) == (("nobody", "nobody can sorter"),)


def test_a_move_says_from_whom_to_whom_and_what_it_saves() -> None:
    customers = (a_customer("e", EAST, now="bruno"), a_customer("w", WEST, now="bruno"), a_customer("new", WEST))

    moves = moves_of(design(Region((BRUNO, ELENA), customers, Knobs(even_within=1.0))))

    assert [(move.customer, move.before, move.after) for move in moves] == [
        ("e", "bruno", "elena"), ("new", "", "bruno"),
    ]  # fmt: skip
    # Ten visits, two ways shared by four a day: 17.04 km at 49.2 km/h, and two minutes at the doors.
    assert moves[0].drive_minutes == pytest.approx(-10 * 2 / 4 * 22.76, abs=0.1)


places = st.builds(Place, st.floats(39.8, 40.2), st.floats(-83.2, -82.8))
MAY = st.sampled_from([frozenset[str](), frozenset({"a"}), frozenset({"a", "b"})])


@st.composite
def regions(draw: st.DrawFn) -> Region:
    people = tuple(
        Answerable(f"t{each}", draw(places), draw(st.floats(1000, 9000)), can=draw(MAY))
        for each in range(draw(st.integers(1, 3)))
    )
    now = st.sampled_from(["", *(who.key for who in people)])
    customers = tuple(
        a_customer(f"c{each}", draw(places), draw(st.floats(0, 900)), now=draw(now), needs=draw(MAY))
        for each in range(draw(st.integers(0, 5)))
    )
    return Region(people, customers, Knobs(even_within=draw(st.sampled_from([0.0, 0.1, 0.5]))))


@given(region=regions())
@settings(max_examples=40, deadline=None)
def test_nothing_is_cheaper_than_the_least_and_the_design_is_near_the_best(region: Region) -> None:
    found = design(region)
    reckoning = found.reckoning
    able = [np.flatnonzero(row).tolist() or [-1] for row in reckoning.allowed]

    best = min(reckoning.cost(np.array(each, dtype=np.int64)) for each in product(*able))

    assert found.least_minutes <= best + 1e-4
    assert best - 1e-4 <= found.cost_minutes
    assert all(column in may for column, may in zip(found.assigned.tolist(), able, strict=True))


def test_what_cannot_be_is_said() -> None:
    with pytest.raises(BadRegion, match="Customer 'chen' is with technician 'walt', who isn't in the list"):
        Region((BRUNO,), (a_customer("chen", now="walt"),))
    with pytest.raises(BadRegion, match="There is no technician to give customers to"):
        Region((), ())
