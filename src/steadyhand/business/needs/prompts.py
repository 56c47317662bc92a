"""Which questions help to see a need? The shipped library, by what was seen."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from steadyhand.business.needs.rules import Sort


@cache
def prompts() -> Mapping[Sort, Mapping[str, str]]:
    """Return the shipped questions by sort, each by its name, in the order in which they are asked."""
    read = tomllib.loads((Path(__file__).parent / "prompts.toml").read_text())
    return {sort: dict(read[sort]) for sort in Sort}
