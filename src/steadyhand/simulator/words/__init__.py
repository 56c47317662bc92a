"""What do the people of a made-up dealership say and write, and what are they called? Original and invented, all of it.

The sentences stand in the TOML files beside this: `told` by technicians (good and bad ones), `said` by customers,
`goals`, `needs`, `names`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from steadyhand.simulator.chance import one_of

# Three digits that no area code has: a 9 in the middle is kept back for an expansion of the plan.
AREA_CODES = tuple(f"{first}9{last}" for first in range(2, 10) for last in range(10) if last != first)
LAST_FICTIONAL = 100


@cache
def sentences(name: str) -> Mapping[str, Any]:
    """Return one file of sentences; read once."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def person(rng: Random) -> str:
    names = sentences("names")
    return f"{one_of(rng, names['first'])} {surname(rng)}"


def surname(rng: Random) -> str:
    names = sentences("names")
    return f"{one_of(rng, names['last_begin'])}{one_of(rng, names['last_end'])}"


def phone(rng: Random) -> str:
    """Return a telephone number that nobody has and nobody will get."""
    return f"({one_of(rng, AREA_CODES)}) 555-01{int(rng.random() * LAST_FICTIONAL):02d}"


def postcode(rng: Random) -> str:
    return f"00{int(rng.random() * 500):03d}"


def address(rng: Random) -> str:
    return f"{1 + int(rng.random() * 899)} {one_of(rng, sentences('names')['street'])}"


def mailbox(name: str, domain: str) -> str:
    """Return an e-mail address that reaches nobody."""
    return f"{_plain(name)}@{_plain(domain)}.example"


def _plain(text: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()
    return "-".join(words)[:40]
