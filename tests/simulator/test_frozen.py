"""The worlds stay what they were when gains were measured on them."""

from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from types import ModuleType

import pytest
from tests.simulator.conftest import UNTIL

from steadyhand.simulator import world
from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.run import simulate

FROZEN = {
    "dealers/good.toml": "a7c8c00d91ee3f9eacabb8d45f59db7e9f9ae843dcb7446f80e35c0b9dd149cb",
    "dealers/typical.toml": "6bc269aeaad543d67f736ad633ca438d2bea6f5fb98deed330d8372e837b7286",
    "catalogue/faults.toml": "3e0ebd87a170f997c1e4e8a24d121bcf9838f49b33ac95fb7cebb52a62f19abd",
    "catalogue/models.toml": "109719db0a0b9ef3ece4ba3d5e9674d18f923857ac2bcf83e1c1ba6f739ce578",
    "catalogue/parts.toml": "f65dd68c2d5529457f942272067a7a07bb5d3e1ec1914e25b5e46fad940bd984",
    "catalogue/segments.toml": "9fd7c025d6b88b4f362a6ac5339716a287b8fc92b38a9216d9938af4f1b1b889",
    "life of good": "c14170713f5a182c743e9c237c49df8251dcf271aab7568a0c056aa42c069ea4",
    "life of typical": "76e230c0af0ed58290ddaef012678ca140d2e212e20b910d04129f04f9d522a5",
    "world": "1e76e1c897845fa020864bea9571ee15a00abe39920d0646fcf69ea1072cc3a8",
}

OUGHT_TO_STAY = (
    "{name} has changed. Every gain measured so far was measured on the frozen worlds and no longer compares. If that "
    "is meant: say so in the changelog, calibrate on seeds above 1000, run make bench-simulator, write its table into "
    "docs/benchmarks.md, measure everything that stands on it anew, and only then put {found} here."
)
NUMBERS = (int, float, tuple, dict)


def numbers_of(module: ModuleType) -> list[str]:
    """Return a module's own assumptions: its constants that are numbers or collections of them."""
    return [
        f"{name} = {value!r}"
        for name, value in sorted(vars(module).items())
        if name.isupper() and isinstance(value, NUMBERS) and not name.startswith("_")
    ]


def the_worlds_numbers() -> str:
    modules = [import_module(f"{world.__name__}.{found.name}") for found in iter_modules(world.__path__)]
    text = "\n".join(line for module in modules for line in (module.__name__, *numbers_of(module)))
    return sha256(text.encode()).hexdigest()


def the_life_of(dealer: str) -> str:
    """Return what happens when, without the words: sentences may be added to, life may not change."""
    digest = sha256()
    for happening in simulate(read_dealer(dealer), technicians=2, years=0.25, seed=7, until=UNTIL):
        digest.update(f"{type(happening).__name__} {happening.key} {happening.at.isoformat()}\n".encode())
    return digest.hexdigest()


@pytest.mark.parametrize("name", sorted(FROZEN))
def test_what_gains_were_measured_on_stays_as_it_was(name: str) -> None:
    if name == "world":
        found = the_worlds_numbers()
    elif name.startswith("life of "):
        found = the_life_of(name.removeprefix("life of "))
    else:
        found = sha256(files("steadyhand.simulator").joinpath(name).read_bytes()).hexdigest()

    assert found == FROZEN[name], OUGHT_TO_STAY.format(name=name, found=found)


def test_the_worlds_own_numbers_are_many_and_among_the_frozen() -> None:
    lines = numbers_of(import_module("steadyhand.simulator.world.repairing"))

    assert "RIGHT = (0.55, 0.68, 0.78, 0.86, 0.92)" in lines
    assert "world" in FROZEN
