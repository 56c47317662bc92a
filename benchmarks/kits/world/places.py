"""What are the frozen catalogue's parts made of, and how long does each last? Read from parts.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from steadyhand.business.stock.kits.cases import CatalogPart
from steadyhand.simulator.catalogue import read_catalogue

FILE = Path(__file__).with_name("parts.toml")
# How worn a subsystem usually is when it fails decides which cause is usual: between both weights.
MIDWAY = 0.7
SMALL = "small"


@cache
def read_parts() -> dict[str, Any]:
    """Return the file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where parts of a kind sit in a family: the usual pages between jobs there, and what goes in."""

    name: str
    share: float
    pages: float
    items: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A frozen part of a family, taken apart."""

    places: tuple[Place, ...]
    one_of: tuple[tuple[str, float], ...]
    whole: float
    along: float
    extra: tuple[tuple[str, float], ...]
    large: tuple[tuple[str, float], ...]
    large_share: float


class Catalogue:
    """Every family's fine parts: numbers, what they last, and when a number was superseded."""

    def __init__(self, seed: int, *, years: float) -> None:
        self._rng = Random(f"{seed}:catalogue")  # noqa: S311  # a made-up world
        self._told = read_parts()
        self.made: dict[tuple[str, bool, str], Made] = {}
        self._lives: dict[tuple[str, str], float] = {}
        self._numbers: dict[tuple[str, str], tuple[str, float]] = {}
        known = read_catalogue()
        for model in known.models:
            shares = sum(system.share for system in model.subsystems)
            for system in model.subsystems:
                weights = {
                    cause.code: cause.weight_new * (1 - MIDWAY) + cause.weight_worn * MIDWAY for cause in system.causes
                }
                for cause in system.causes:
                    if not cause.part or (model.family, model.has_colour, cause.part) in self.made:
                        continue
                    often = system.share / shares * weights[cause.code] / sum(weights.values())
                    pages = model.usual_pages_between_failures / often
                    self.made[model.family, model.has_colour, cause.part] = self._taken_apart(
                        cause.part, pages, size=model.size, has_colour=model.has_colour
                    )
                    wears = model.parts[cause.part].life_pages is not None
                    self._name(model.family, cause.part, has_colour=model.has_colour, wears=wears)
            for items in self._told[SMALL].values():
                for item in items:
                    self._lives.setdefault((model.family, item), 0.0)
        spread, a_year = self._told["lives"]["spread"], self._told["numbers"]["superseded_a_year"]
        self.parts: dict[tuple[str, str], CatalogPart] = {}
        self.superseded: dict[tuple[str, str], float] = {}
        for count, (family, name) in enumerate(sorted(self._lives)):
            pages = self._lives[family, name]
            life = round(pages * self._rng.lognormvariate(0.0, spread), -3) if pages else None
            number = f"{family.split()[1]}-{4000 + 13 * count}"
            self.parts[family, name] = CatalogPart(
                number=number, name=f"{name} {family.split()[1]}", family=family, life_pages=life
            )
            self.superseded[family, name] = self._rng.expovariate(a_year / 365.0) if a_year else years * 365.0

    def number_of(self, family: str, name: str, *, day: float) -> str:
        """Return the number under which a part is bought, so many days after the founding."""
        part = self.parts[family, name]
        return part.number if day < self.superseded[family, name] else f"{part.number}B"

    def known_by(self, day: float) -> list[CatalogPart]:
        """Return what the catalogue holds by a day."""
        found = list(self.parts.values())
        for key, part in self.parts.items():
            if self.superseded[key] <= day:
                found.append(
                    CatalogPart(
                        number=f"{part.number}B", name=part.name, family=part.family, life_pages=part.life_pages
                    )
                )
        return found

    def _taken_apart(self, kind: str, pages: float, *, size: float, has_colour: bool) -> Made:
        told = self._told[kind]
        places = told.get("places", {"": 1.0})
        places = {
            name: share
            for name, share in places.items()
            if told.get("size", {}).get(name, 0.0) <= size and (has_colour or name not in told.get("colour", []))
        }
        total = sum(places.values())
        items, own = told.get("items", {}), told.get("own", {})
        return Made(
            places=tuple(
                Place(
                    name,
                    share / total,
                    pages * total / share,
                    tuple((item.replace("{place}", name), odds) for item, odds in own.get(name, items).items()),
                )
                for name, share in places.items()
            ),
            one_of=tuple(told.get("one_of", {}).items()),
            whole=told.get("whole", 0.0),
            along=told.get("along", 0.0),
            extra=tuple(told.get("extra", {}).items()),
            large=tuple(told.get("large", {}).items()) if size >= told.get("large_size", 99.0) else (),
            large_share=told.get("large_share", 0.0),
        )

    def _name(self, family: str, kind: str, *, has_colour: bool, wears: bool) -> None:
        """Remember the parts' names, and of those that wear how long they last: the places' rates together."""
        made = self.made[family, has_colour, kind]
        rates: dict[str, float] = {}
        for place in made.places:
            for item, odds in place.items:
                often = odds * (1 - (made.large_share if made.large else 0.0))
                rates[item] = rates.get(item, 0.0) + often / place.pages
            for item, odds in made.large:
                rates[item] = rates.get(item, 0.0) + odds * made.large_share / place.pages
        for item, rate in rates.items():
            self._lives[family, item] = max(self._lives.get((family, item), 0.0), 1 / rate if wears and rate else 0.0)
        for item, _ in (*made.one_of, *made.extra):
            self._lives.setdefault((family, item), 0.0)
