"""How is a fault written down at the desk? Right, vaguely, as somebody else's, or not at all; with codes read out."""

from dataclasses import dataclass
from random import Random

from benchmarks.kits.world.places import read_parts
from steadyhand.simulator.catalogue import read_catalogue


@dataclass(frozen=True, slots=True)
class Told:
    """What the record says of a fault."""

    problem: str
    errors: tuple[str, ...]
    text: str


def tell(rng: Random, *, symptom: str, said: str, subsystem: str, cause: str, maker: str, place: str) -> Told:
    """Return what is written down of a fault that shows as a symptom."""
    told = read_parts()
    error, is_read_out = _error(rng, told, subsystem, cause, maker)
    text = said if rng.random() >= told["said"]["vague_share"] else rng.choice(told["said"]["vague"])
    if place and rng.random() < told["said"]["place_share"]:
        words = told["said"]["colour_words"].get(place, place)
        text += rng.choice(told["said"]["place_words"]).replace("{place}", words)
    if error and is_read_out:
        text += f" It shows {error}."
    return Told(_code(rng, told, symptom), (error,) if error and not is_read_out else (), text)


def _code(rng: Random, told: dict, symptom: str) -> str:  # type: ignore[type-arg]  # TOML as it stands
    coded = told["coded"]
    group: str | None = next((name for name, codes in coded["groups"].items() if symptom in codes), None)
    luck = rng.random()
    if luck < coded["right"] or group is None:
        return symptom
    luck -= coded["right"]
    if luck < coded["general"]:
        return group
    if luck < coded["general"] + coded["alike"]:
        return str(rng.choice([code for code in coded["groups"][group] if code != symptom]))
    return ""


def _error(rng: Random, told: dict, subsystem: str, cause: str, maker: str) -> tuple[str, bool]:  # type: ignore[type-arg]
    errors = told["errors"]
    if rng.random() >= errors["shown"].get(subsystem, 0.0):
        return "", False
    systems = read_catalogue().subsystems
    number, system = next((place, each) for place, each in enumerate(systems) if each.name == subsystem)
    causes = [each.code for each in system.causes]
    shown = causes.index(cause)
    if rng.random() < errors["neighbour"]:
        shown = (shown + 1) % len(causes)
    return f"{errors['letters'][maker]}{200 + 100 * number + 11 * shown}", rng.random() < errors["read_out"]
