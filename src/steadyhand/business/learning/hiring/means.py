"""With what is a gap learnt: which module, which certificate or level, with whom? Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from steadyhand.business.learning.hiring.rules import NotLikeThis

HIGHEST = 4
_BETWEEN = "|"


class Way(StrEnum):
    """How a gap is learnt, as lines of a path keep it."""

    MODULE = "module"
    CERTIFICATE = "certificate"
    SKILL = "skill"
    MENTOR = "mentor"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a line of a path names. `skill` and `level` say of a mentor's line what they teach, where it is known."""

    way: Way = Way.OWN
    module: str = ""
    vendor: str = ""
    line: str = ""
    skill: str = ""
    level: int = 0
    mentor_id: UUID | None = None

    @property
    def key(self) -> str:
        """Return how a list of choices names it."""
        told = {
            Way.MODULE: self.module,
            Way.CERTIFICATE: f"{self.vendor}{_BETWEEN}{self.line}",
            Way.SKILL: f"{self.skill}{_BETWEEN}{self.level}",
            Way.MENTOR: str(self.mentor_id),
            Way.OWN: "",
        }[self.way]
        return f"{self.way.value}:{told}"


def means_from(key: str, *, skill: str = "", level: int = 0) -> Means:
    """Return what a list of choices named; `skill` and `level` are what the gap is about, for who teaches it.

    Raises:
        NotLikeThis: it is nothing that such a list has.
    """
    name, _, told = key.partition(":")
    one, _, other = told.partition(_BETWEEN)
    try:
        way = Way(name)
        if way is Way.MENTOR:
            return Means(way=way, mentor_id=UUID(told), skill=skill, level=level)
        if way is Way.SKILL:
            return Means(way=way, skill=one, level=_level(other))
    except ValueError as problem:
        raise NotLikeThis(f"“{key[:60]}” is nothing to learn by: choose it from the list.") from problem
    if way is Way.MODULE:
        return Means(way=way, module=told)
    return Means(way=way, vendor=one, line=other) if way is Way.CERTIFICATE else Means()


def _level(told: str) -> int:
    level = int(told)
    if not 1 <= level <= HIGHEST:
        raise ValueError(level)
    return level


# Which module teaches what a criterion asks for, by its code: the needs of posts, and what kits asked for before they
# had those. Ours.
_TEACHES: Mapping[str, str] = {
    "truthful": "never-lie",
    "honest": "never-lie",
    "keeps-word": "keep-your-word",
    "reliable": "keep-your-word",
    "promises": "keep-your-word",
    "systematic": "prepare-the-visit",
    "diagnoses": "prepare-the-visit",
    "explains": "plain-words",
    "calm": "calm-the-frustrated",
    "calms": "calm-the-frustrated",
    "calm-on-the-phone": "calm-the-frustrated",
    "notices": "spot-needs",
    "asks": "needs-not-pitches",
    "network": "scan-faults",
    "networking": "scan-faults",
    "networking-basics": "scan-faults",
    "scanning": "scan-faults",
}


def module_for(criterion: str) -> str:
    """Return the code of the module that teaches what a criterion asks for; empty where none does."""
    return _TEACHES.get(criterion, "")
