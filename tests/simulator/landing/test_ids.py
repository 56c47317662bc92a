from datetime import timedelta
from uuid import UUID

from tests.builders.happenings import OPENING

from steadyhand.simulator.landing.ids import KEPT_A_WHILE, Ids


def test_an_id_is_a_uuid_of_version_7_that_begins_with_its_moment() -> None:
    made = UUID(Ids("seed 7", founded_at=OPENING).born("call:1", OPENING + timedelta(days=1)))

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int((OPENING + timedelta(days=1)).timestamp() * 1000)


def test_the_same_seed_and_key_give_the_same_id_on_any_machine() -> None:
    made = Ids("seed 7", founded_at=OPENING).born("machine:812", OPENING)

    assert made == "019cd277ea007f35b42a5eaa5691cf4c"


def test_another_seed_gives_another_id() -> None:
    made = {Ids(run, founded_at=OPENING).born("machine:812", OPENING) for run in ("seed 7", "seed 8")}

    assert len(made) == 2


def test_later_things_are_referred_to_by_the_id_they_were_born_with() -> None:
    ids = Ids("seed 7", founded_at=OPENING)
    founded, later = ids.born("machine:1", OPENING), ids.born("machine:2", OPENING + timedelta(days=90))

    assert (ids.of("machine:1"), ids.of("machine:2")) == (founded, later)


def test_what_is_over_is_forgotten_after_a_while_so_that_memory_stays_bounded() -> None:
    ids = Ids("seed 7", founded_at=OPENING)
    for number in range(3 * KEPT_A_WHILE):
        ids.born(f"call:{number}", OPENING + timedelta(days=1))
        ids.forget(f"call:{number}")

    assert len(ids._later) == KEPT_A_WHILE
