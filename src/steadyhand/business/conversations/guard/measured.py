"""How often is a rule right? Counted on its own examples and on our written messages, by `make measure-guard-rules`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from steadyhand.business.conversations.guard.rules.folder import LANGUAGES

MEASURED = "measured.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """How often a rule hit a message that really has its label, how often another, and how many of its examples."""

    right: int
    wrong: int
    examples: int

    @property
    def precision(self) -> float:
        """Return the share (0–1) of hits that were right; its examples count, or a rare rule would have none."""
        hits = self.right + self.examples
        return hits / (hits + self.wrong)


@cache
def measured(language: str = "en") -> Mapping[str, Measured]:
    """Return what was counted, by the rule's name; a rule that was never counted is not in it."""
    file = LANGUAGES / language / MEASURED
    if not file.is_file():
        return {}
    return {name: Measured(**counts) for name, counts in json.loads(file.read_text(encoding="utf-8"))["rules"].items()}
