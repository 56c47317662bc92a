"""Who is asked for help, in which order, and why? Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

# The ladder of skills, as people/models.py has it: what it says of somebody, from the level on which it helps others.
LEVELS = {2: "has done it with help", 3: "knows it well", 4: "teaches it"}
# Ours: having fixed it on this very model says more than on the family, a certificate as much as a step of skill; and
# beyond five times nobody knows it better for having done it more often.
ON_MODEL, ON_FAMILY, LEVEL, CERTIFIED, COUNTED = 3, 1, 2, 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who could be asked, with what the record says of them."""

    user_id: UUID
    name: str
    # The ladder of skills: 0 nothing … 4 teaches.
    level: int = 0
    is_certified: bool = False
    # How often they fixed this problem on this very model and on others of its family, and when last.
    on_model: int = 0
    on_family: int = 0
    last_on: date | None = None
    # Empty: of the asker's own.
    branch: str = ""
    is_on_duty: bool = True
    # At a customer's, or driving there.
    is_busy: bool = False
    # Has said that questions may come all the same.
    is_available: bool = False
    asked_today: int = 0

    @property
    def known(self) -> int:
        """Return how likely they know, in points; 0 where nothing speaks for it."""
        done = ON_MODEL * min(self.on_model, COUNTED) + ON_FAMILY * min(self.on_family, COUNTED)
        skilled = LEVEL * self.level if self.level in LEVELS else 0
        return done + skilled + (CERTIFIED if self.is_certified else 0)

    @property
    def may_be_asked(self) -> bool:
        return self.is_available or (self.is_on_duty and not self.is_busy)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to ask, and why: both they and whoever asks read it."""

    user_id: UUID
    name: str
    why: str


def in_order(colleagues: Iterable[Colleague], *, most_a_day: int) -> tuple[Candidate, ...]:
    """Return who is asked: the own branch before others, then most likely to know, then whoever was asked least today.

    Nobody who knows nothing of it, who is with a customer without having said that questions may come, whose day is
    over, or who was asked `most_a_day` times today.
    """
    able = [each for each in colleagues if each.known and each.may_be_asked and each.asked_today < most_a_day]
    able.sort(key=lambda each: (bool(each.branch), -each.known, each.asked_today, each.name, each.user_id))
    return tuple(Candidate(each.user_id, each.name, why_of(each)) for each in able)


def why_of(colleague: Colleague) -> str:
    """Return why somebody is asked: `fixed this on the same model 4 times, last on 3 September; free now`."""
    said = [f"works at {colleague.branch}"] if colleague.branch else []
    if colleague.on_model:
        said.append(f"fixed this on the same model {_times(colleague.on_model)}{_last(colleague)}")
    elif colleague.on_family:
        said.append(f"fixed this on its family {_times(colleague.on_family)}{_last(colleague)}")
    if colleague.level in LEVELS:
        said.append(LEVELS[colleague.level])
    if colleague.is_certified:
        said.append("holds the certificate")
    said.append("takes questions" if colleague.is_available else "free now")
    return "; ".join(said)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _last(colleague: Colleague) -> str:
    on = colleague.last_on
    return f", last on {on.day} {on:%B}" if on else ""
