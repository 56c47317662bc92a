"""The template of the principal's own module: what each answer is about, and how one might sound."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from steadyhand.business.learning.content.checking import BadContent, lines_in, only, text_in

FILE = Path(__file__).parent / "own_why.toml"
PARTS = ("why", "for_whom", "is_not")


@dataclass(frozen=True, slots=True)
class Part:
    """One answer: the questions that lead to it, and an example that nobody should copy."""

    asks: tuple[str, ...]
    example: str


@cache
def own_template() -> Mapping[str, Part]:
    """Return the template's parts in their order.

    Raises:
        BadContent: one is missing, or has no questions.
    """
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    only(told, PARTS, FILE.name)
    lacking = next((name for name in PARTS if name not in told), "")
    if lacking:
        raise BadContent(FILE.name, lacking, "this part is missing; write its questions and an example")
    return {
        name: Part(lines_in(told[name], "asks", FILE.name, name), text_in(told[name], "example", FILE.name, name))
        for name in PARTS
    }
