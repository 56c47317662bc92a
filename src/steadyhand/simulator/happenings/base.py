"""What do all happenings share? A stable key, and the moment from which anybody could know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# How a time is known (shared.clock.How without Django).
How = Literal["observed", "entered", "defaulted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened in a made-up dealership.

    `key` names the thing it happened to and stays the same for a seed: `machine:812`, `visit:4711-2`. A happening that
    makes something new carries the new thing's key; the others carry the key of what they change, and a field that
    holds another thing's key is named after that thing (`customer`, `visit`). Happenings come in the order of `at`;
    it is aware, in UTC.
    """

    key: str
    at: datetime
