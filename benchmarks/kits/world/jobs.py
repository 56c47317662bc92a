"""Which fine parts does a repair take? By where it is most worn, what goes with what, and chance."""

from dataclasses import dataclass, field
from random import Random

from benchmarks.kits.world.places import Catalogue, Made, Place, read_parts

# A place's odds of being the one that failed grow with its age as the worn-out shapes of the simulator do (β − 1).
GROWS = 1.6
LEAST_AGE = 0.03
NEARLY_AS_WORN = 0.7


@dataclass(slots=True)
class Inside:
    """One machine's places: the pages at which each was last renewed."""

    family: str
    has_colour: bool
    renewed: dict[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """What a repair took, and where."""

    parts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Jobs:
    """Draws jobs, and keeps what each machine has inside."""

    def __init__(self, seed: int, catalogue: Catalogue) -> None:
        self._seed, self._catalogue = seed, catalogue
        self._machines: dict[str, Inside] = {}

    def install(self, machine: str, family: str, *, has_colour: bool, pages: float) -> None:
        """Put a machine up; one that has printed before has parts of any age."""
        inside = Inside(family, has_colour)
        rng = Random(f"{self._seed}:inside:{machine}")  # noqa: S311  # a made-up world
        for (of_family, of_colour, kind), made in self._catalogue.made.items():
            if (of_family, of_colour) != (family, has_colour):
                continue
            for place in made.places:
                inside.renewed[kind, place.name] = pages - rng.random() * min(pages, place.pages)
        self._machines[machine] = inside

    def where(self, machine: str, kind: str, rng: Random, *, pages: float) -> str:
        """Return where in a machine a fault of a part is: the more worn a place, the likelier."""
        inside = self._machines[machine]
        made = self._catalogue.made[inside.family, inside.has_colour, kind]
        weights = [place.share * self._age(inside, kind, place, pages) ** GROWS for place in made.places]
        return rng.choices(made.places, weights)[0].name

    def repair(self, machine: str, kind: str, place: str, rng: Random, *, pages: float) -> Job:
        """Renew a place, and say what went in."""
        inside = self._machines[machine]
        made = self._catalogue.made[inside.family, inside.has_colour, kind]
        taken: list[str] = []
        if made.one_of:
            taken.append(rng.choices([name for name, _ in made.one_of], [odds for _, odds in made.one_of])[0])
        else:
            here = next(each for each in made.places if each.name == place)
            renewed = [here]
            for other in made.places:
                is_worn = self._age(inside, kind, other, pages) >= NEARLY_AS_WORN
                if other is not here and is_worn and rng.random() < made.along:
                    renewed.append(other)
            for each in renewed:
                taken += self._items(made, each, rng)
                inside.renewed[kind, each.name] = pages
        taken += [name for name, odds in made.extra if rng.random() < odds]
        return Job(tuple(dict.fromkeys(taken)))

    def small(self, cause: str, rng: Random) -> Job:
        """Return what cleaning now and then takes after all."""
        told = read_parts()["small"].get(cause, {})
        return Job(tuple(name for name, odds in told.items() if rng.random() < odds))

    def most_worn(self, machine: str, kind: str, *, pages: float) -> str:
        """Return the place that somebody who looks the machine over renews."""
        inside = self._machines[machine]
        made = self._catalogue.made[inside.family, inside.has_colour, kind]
        return max(made.places, key=lambda place: self._age(inside, kind, place, pages)).name

    def _items(self, made: Made, place: Place, rng: Random) -> list[str]:
        items = made.large if made.large and rng.random() < made.large_share else place.items
        if rng.random() < made.whole:
            return [name for name, _ in items]
        taken = [name for name, odds in items if rng.random() < odds]
        return taken or [rng.choices([name for name, _ in items], [odds for _, odds in items])[0]]

    def _age(self, inside: Inside, kind: str, place: Place, pages: float) -> float:
        return max((pages - inside.renewed.get((kind, place.name), 0.0)) / place.pages, LEAST_AGE)
