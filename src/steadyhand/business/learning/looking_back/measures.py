"""By what does it show later whether a criterion was there? A file, checked against what ships."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "measures.toml"


@dataclass(frozen=True, slots=True)
class Measure:
    """Codes of a post's needs, and of behaviours."""

    needs: tuple[str, ...]
    behaviours: tuple[str, ...]


@cache
def measures() -> Mapping[str, Measure]:
    """Return the measures by criterion."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: Measure(tuple(row["needs"]), tuple(row["behaviours"])) for code, row in raw.items()}


def measure_of(criterion: str) -> Measure:
    """Return by what a criterion is measured; one that isn't in the file by the need of the same code."""
    return measures().get(criterion) or Measure((criterion,), ())
