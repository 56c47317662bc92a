"""What somebody may do counts at the branches where they are here for it."""

from uuid import UUID

import pytest

from steadyhand.shared.actor import Actor

COLUMBUS, DAYTON = UUID(int=1), UUID(int=2)
MEI = Actor(
    tenant_id=UUID(int=9),
    user_id=UUID(int=8),
    name="Mei Tanaka",
    roles=frozenset({"technician", "dispatcher"}),
    branch_ids=frozenset({COLUMBUS, DAYTON}),
    held=frozenset({("technician", COLUMBUS), ("dispatcher", DAYTON)}),
)


@pytest.mark.parametrize(
    ("roles", "branches"),
    [
        ({"dispatcher"}, {DAYTON}),
        ({"technician"}, {COLUMBUS}),
        ({"technician", "dispatcher"}, {COLUMBUS, DAYTON}),
        ({"sales"}, set()),
    ],
)
def test_one_sees_the_branches_where_one_holds_the_role(roles: set[str], branches: set[UUID]) -> None:
    assert MEI.within(roles).branch_ids == frozenset(branches)


def test_a_role_held_everywhere_is_held_at_each_branch() -> None:
    howard = Actor(MEI.tenant_id, None, "Howard", frozenset({"principal"}), None, frozenset({("principal", None)}))

    assert howard.within({"principal"}).branch_ids is None
    assert howard.is_one_of_at(DAYTON, "principal")


def test_a_role_of_another_branch_does_not_count_here() -> None:
    assert MEI.is_one_of_at(DAYTON, "dispatcher")
    assert not MEI.is_one_of_at(COLUMBUS, "dispatcher")
