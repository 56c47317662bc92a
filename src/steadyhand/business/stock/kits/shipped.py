"""What is known of parts before a dealership has a record? Read from shipped.toml."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Class:
    """A kind of part as the shipped table knows it. `calls` is the share of calls about a fault that use one."""

    words: tuple[str, ...]
    calls: float
    signs: frozenset[str]
    life_pages: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Shipped:
    """The whole table."""

    classes: tuple[Class, ...]
    other: Class
    all_signs: frozenset[str]
    speaks_for: float
    speaks_against: float
    wear_shape: float
    wear_most: float

    def class_of(self, kind: str) -> Class:
        """Return the first class whose words are all in a kind, as words or beginnings of words."""
        return _class_of(self, kind)

    def lifts(self, sign: str, kinds: Sequence[str]) -> NDArray[np.float64]:
        """Return how many times as often parts of these kinds are used where a code or word is there."""
        letters = set(_LETTERS.findall(sign.partition(":")[2].lower())) & self.all_signs
        if not letters:
            return np.ones(len(kinds))
        return np.array(
            [self.speaks_for if letters & self.class_of(kind).signs else self.speaks_against for kind in kinds]
        )

    def wear(self, share: float) -> float:
        """Return how many times as often a part is used at a share of its life, against its life's average."""
        return min(self.wear_most, max(0.1, self.wear_shape * float(share ** (self.wear_shape - 1))))


@lru_cache(maxsize=50_000)
def _class_of(table: Shipped, kind: str) -> Class:
    tokens = kind.split()
    for each in table.classes:
        if all(any(token.startswith(word) for token in tokens) for word in each.words):
            return each
    return table.other


@cache
def shipped() -> Shipped:
    """Return the table; read once."""
    told = tomllib.loads(files(__package__).joinpath("shipped.toml").read_text(encoding="utf-8"))
    classes = tuple(
        Class(tuple(row["words"]), row["calls"], frozenset(row["signs"]), row.get("life_pages"))
        for row in told["class"]
    )
    return Shipped(
        classes=classes,
        other=Class((), told["other"]["calls"], frozenset(), None),
        all_signs=frozenset().union(*(each.signs for each in classes)),
        speaks_for=told["signs"]["speaks_for"],
        speaks_against=told["signs"]["speaks_against"],
        wear_shape=told["wear"]["shape"],
        wear_most=told["wear"]["most"],
    )
