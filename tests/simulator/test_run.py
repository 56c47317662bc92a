import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from steadyhand.simulator.dealers import UnknownDealer, read_dealer
from steadyhand.simulator.happenings import CallTaken, Happening
from steadyhand.simulator.run import simulate
from steadyhand.simulator.world.world import WorldTooSmall

DIGEST = """
from datetime import UTC, datetime
from hashlib import sha256
from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.run import simulate
digest = sha256()
until = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
for happening in simulate(read_dealer("typical"), technicians=2, years=0.25, seed=7, until=until):
    digest.update(repr(happening).encode())
print(digest.hexdigest())
"""


def digest(happenings: list[Happening]) -> str:
    return sha256("".join(map(repr, happenings)).encode()).hexdigest()


@pytest.mark.parametrize("hash_seed", ["1", "4242"])
def test_the_same_seed_gives_the_same_bytes_in_another_process(simulated, hash_seed: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    here = digest(simulated())

    there = subprocess.run(  # noqa: S603
        [sys.executable, "-c", DIGEST], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": hash_seed}
    )

    assert there.stdout.strip() == here


def test_another_seed_is_another_dealership(simulated) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert digest(simulated(seed=7)) != digest(simulated(seed=8))


def test_happenings_come_in_the_order_of_time_and_end_at_the_moment_asked_for(a_season: list[Happening]) -> None:
    moments = [happening.at for happening in a_season]

    assert moments == sorted(moments)
    assert moments[-1] <= datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
    assert (moments[-1] - moments[0]).days == 183


def test_a_part_of_a_day_can_be_lived() -> None:
    noon = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)

    taken = [
        happening.taken_at
        for happening in simulate(read_dealer("good"), technicians=3, years=0.05, seed=1, until=noon)
        if isinstance(happening, CallTaken)
    ]

    assert any(moment.date() == noon.date() for moment in taken)
    assert max(taken) <= noon


def test_an_unknown_dealer_is_told_which_there_are() -> None:
    with pytest.raises(UnknownDealer, match="typical or good"):
        read_dealer("lazy")


@pytest.mark.parametrize(
    ("technicians", "years", "until", "says"),
    [
        (0, 1.0, datetime(2026, 6, 30, tzinfo=UTC), "at least 1"),
        (3, 0.0, datetime(2026, 6, 30, tzinfo=UTC), "more than 0"),
        (3, 1.0, datetime(2026, 6, 30), "aware moment"),  # noqa: DTZ001  # that's the point
    ],
)
def test_what_makes_no_world_is_refused_with_a_way_out(
    technicians: int, years: float, until: datetime, says: str
) -> None:
    with pytest.raises(WorldTooSmall, match=says):
        next(simulate(read_dealer("good"), technicians=technicians, years=years, seed=1, until=until))


def test_the_world_needs_no_database_and_no_django() -> None:
    code = (
        "import sys, steadyhand.simulator.run, steadyhand.simulator.measuring; "
        "print(sorted(name for name in sys.modules if name.partition('.')[0] in ('django', 'psycopg')))"
    )

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={})  # noqa: S603

    assert loaded.stdout.strip() == "[]"
