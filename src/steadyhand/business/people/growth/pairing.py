"""Who should learn with whom, for what, and is a pair well? Values in, values out: no database, no clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from steadyhand.business.people.growth.shipped import Need
from steadyhand.business.people.levels import ALONE

MOST_GOALS = 3
# With more a mentor has no time for any. Ours.
MOST_LEARNERS = 2
# A pair that hasn't met for so long has come to rest. Source: issue "Mentoring": health of the pair, met in 14 days.
MEETS_WITHIN = timedelta(days=14)
# Then it is time to look at the levels again. Ours: a quarter; the gain of a mentor shows in the first two months.
REASSESS_AFTER = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might be a mentor, or is to have one. `learners` are those whom they mentor now."""

    id: UUID
    name: str
    levels: Mapping[str, int]
    is_new: bool = False
    learners: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who should be the mentor, and why in a sentence."""

    mentor_id: UUID
    mentor: str
    why: str


def lacking(needs: Sequence[Need], levels: Mapping[str, int]) -> tuple[Need, ...]:
    """Return what somebody's post asks for that they lack and can learn here: musts first, then the largest gaps."""
    gaps = [
        need for need in needs if need.skill and need.is_learnable and levels.get(need.skill.casefold(), 0) < need.level
    ]
    return tuple(
        sorted(gaps, key=lambda need: (not need.is_must, levels.get(need.skill.casefold(), 0) - need.level, need.title))
    )


def mentor_for(learner: Candidate, others: Collection[Candidate], lacks: Sequence[Need]) -> Proposal | None:
    """Return who could teach most of what the learner lacks; None where nobody has room, or knows more.

    Whoever teaches a lacked skill counts twice as much as whoever works alone in it; then whoever has fewer learners.
    """
    wanted = [need.skill.casefold() for need in lacks]

    def worth(mentor: Candidate) -> tuple[int, int, int]:
        helps = sum(max(0, mentor.levels.get(skill, 0) - ALONE + 1) for skill in wanted)
        knows_all = sum(max(0, level - learner.levels.get(skill, 0)) for skill, level in mentor.levels.items())
        return helps, -mentor.learners, knows_all

    free = [each for each in others if each.id != learner.id and not each.is_new and each.learners < MOST_LEARNERS]
    ranked = sorted(free, key=lambda each: (*(-part for part in worth(each)), each.name))
    best = ranked[0] if ranked else None
    if best is None or worth(best)[0] + worth(best)[2] <= 0:
        return None
    teaches = [need.skill for need in lacks if best.levels.get(need.skill.casefold(), 0) >= ALONE]
    known = f"works alone in {_listed(dict.fromkeys(teaches))}" if teaches else "knows more of the machines"
    room = "has no learner now" if not best.learners else "has room for another learner"
    return Proposal(best.id, best.name, f"{best.name} {known} and {room}.")


def _listed(names: Collection[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


class Health(StrEnum):
    """How a pair is."""

    NEW = "new"
    MEETS = "meets"
    QUIET = "quiet"
    REASSESS = "reassess"

    @property
    def label(self) -> str:
        return _HEALTH_LABELS[self]

    @property
    def state(self) -> str:
        """Return the kind of state under which a page shows it."""
        return {"new": "waiting", "meets": "done", "quiet": "late", "reassess": "risk"}[self.value]


_HEALTH_LABELS = {
    Health.NEW: "just begun",
    Health.MEETS: "met within 14 days",
    Health.QUIET: "hasn't met for 14 days",
    Health.REASSESS: "time to look at the levels again",
}


def health_of(*, starts_on: date, met_on: Collection[date], today: date) -> Health:
    """Return how a running pair is, by the days on which they met."""
    last = max((on for on in met_on if on <= today), default=None)
    if last is None and today - starts_on < MEETS_WITHIN:
        return Health.NEW
    if last is None or today - last >= MEETS_WITHIN:
        return Health.QUIET
    return Health.REASSESS if today - starts_on >= REASSESS_AFTER else Health.MEETS


def week_of(starts_on: date, today: date) -> int:
    """Return which week of a pair it is, from 1."""
    return max(0, (today - starts_on).days) // 7 + 1


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())
