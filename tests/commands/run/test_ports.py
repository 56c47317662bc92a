"""A taken port is noticed, and the next free one found unless somebody named it."""

import socket
from collections.abc import Iterator

import pytest

from steadyhand.commands.application import CannotDo
from steadyhand.commands.run.ports import choose_port, is_free

HERE = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind((HERE, 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_free_port_is_used_as_wanted(taken: int) -> None:
    free = choose_port(HERE, wanted=taken, is_fixed=False)

    assert choose_port(HERE, wanted=free, is_fixed=True) == free


def test_a_taken_port_leads_to_the_next_free_one(taken: int) -> None:
    chosen = choose_port(HERE, wanted=taken, is_fixed=False)

    assert chosen > taken
    assert is_free(HERE, chosen)


def test_a_port_that_was_named_is_never_swapped(taken: int) -> None:
    with pytest.raises(CannotDo, match=f"Port {taken} on {HERE} is taken by another program"):
        choose_port(HERE, wanted=taken, is_fixed=True)


def test_an_address_of_another_machine_is_told_in_a_sentence() -> None:
    with pytest.raises(CannotDo, match="name an address of this machine"):
        is_free("192.0.2.1", 8000)
