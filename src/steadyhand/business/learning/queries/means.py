"""With what could a gap be learnt at a branch? All there is to choose from, and for each gap what fits it best."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from steadyhand.business.learning.content.modules import modules
from steadyhand.business.learning.hiring.kit import Criterion
from steadyhand.business.learning.hiring.means import HIGHEST, Means, Way, module_for
from steadyhand.business.people.growth.coverage import courses_known
from steadyhand.business.people.growth.evidence import certificates_named
from steadyhand.business.people.growth.ladders import ladders_of
from steadyhand.business.people.growth.needs import posts_of
from steadyhand.business.people.growth.pairing import MOST_LEARNERS
from steadyhand.business.people.growth.pairing import Candidate as Mentor
from steadyhand.business.people.growth.pairs import mentors_at
from steadyhand.business.people.growth.shipped import Need
from steadyhand.business.people.levels import ALONE
from steadyhand.shared.actor import Actor

LEVELS_SAID = ("none", "learning", "assisted", "independent", "teaches")
# So many people are suggested for a gap; all others stand in the list.
SUGGESTED_MENTORS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One means with its words; `said` goes into the line of the path, `why` speaks for it."""

    means: Means
    said: str
    why: str = ""

    @property
    def label(self) -> str:
        return f"{self.said}: {self.why}" if self.why else self.said


@dataclass(frozen=True, slots=True)
class ForGap:
    """What is suggested for a criterion, the best first, and what its need says; `need` None: no need has its code."""

    need: Need | None
    suggested: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class MeansHere:
    """All that a line of a path can name at a branch, and what suits each criterion, by its code."""

    modules: tuple[Choice, ...]
    mentors: tuple[Choice, ...]
    certificates: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    gaps: dict[str, ForGap]

    def said(self, key: str) -> str:
        """Return the words of what a list of choices named; empty for one's own way, or what isn't there any more."""
        every = (*self.modules, *self.mentors, *self.certificates, *self.levels)
        return next((each.said for each in every if each.means.key == key), "")


def means_at(by: Actor, branch_id: UUID, post: str, criteria: Sequence[Criterion], *, on: date) -> MeansHere:
    """Return what a path at a branch can name, for somebody of a post. Eight queries."""
    posts = posts_of(by.tenant_id)
    mine = next((each.needs for each in posts if each.key == post), ())
    mentors = mentors_at(by.tenant_id, branch_id, on=on)
    papers = list(certificates_named(by.tenant_id))
    courses = courses_known(by.tenant_id)
    skills = {need.skill.casefold(): need.skill for each in posts for need in each.needs if need.skill}
    skills |= ladders_of(by.tenant_id).names
    named = {f"{vendor} {line}".strip().casefold(): (vendor, line) for vendor, line in papers}
    gaps = {}
    for each in criteria:
        need = _need_of(each.code, mine)
        suggested = [
            *_mentors_for(need, mentors)[:SUGGESTED_MENTORS],
            *([_level(need.skill, need.level)] if need and need.skill else []),
            *(
                _certificate(*named[course.certificate])
                for course in courses
                if need and course.skill == need.skill.casefold() and course.certificate in named
            ),
            *_module(module_for(each.code)),
        ]
        # A craft is learnt beside somebody; a way of working, by a module first.
        if need is None or not need.skill:
            suggested.sort(key=lambda choice: choice.means.way is not Way.MODULE)
        gaps[each.code] = ForGap(need, tuple(dict.fromkeys(suggested)))
    return MeansHere(
        modules=tuple(_module_choice(each.code, each.title) for each in modules()),
        mentors=tuple(_mentor(None, each) for each in sorted(mentors, key=lambda who: (who.is_new, who.name))),
        certificates=tuple(_certificate(vendor, line) for vendor, line in papers),
        levels=tuple(_level(name, level) for name in sorted(skills.values()) for level in range(1, HIGHEST + 1)),
        gaps=gaps,
    )


def _need_of(code: str, needs: Sequence[Need]) -> Need | None:
    return next((need for need in needs if need.code == code), None)


def _mentors_for(need: Need | None, mentors: Sequence[Mentor]) -> list[Choice]:
    """Return who works alone in what is lacking: the higher level first, then whoever has fewer learners."""
    if need is None or not need.skill:
        return []
    key = need.skill.casefold()
    able = [each for each in mentors if each.levels.get(key, 0) >= ALONE and not each.is_new]
    able.sort(key=lambda each: (each.learners >= MOST_LEARNERS, -each.levels[key], each.learners, each.name))
    return [_mentor(need, each) for each in able]


def _mentor(need: Need | None, who: Mentor) -> Choice:
    learners = "has no learner now" if not who.learners else f"has {who.learners} learner{'s' * (who.learners > 1)} now"
    knows = f"{LEVELS_SAID[who.levels.get(need.skill.casefold(), 0)]} in {need.skill}, " if need and need.skill else ""
    why = "is new here" if who.is_new else f"{knows}{learners}"
    return Choice(Means(way=Way.MENTOR, mentor_id=who.id), f"with {who.name}", why)


def _level(skill: str, level: int) -> Choice:
    return Choice(Means(way=Way.SKILL, skill=skill, level=level), f"{skill} at level {level}, {LEVELS_SAID[level]}")


def _certificate(vendor: str, line: str) -> Choice:
    return Choice(Means(way=Way.CERTIFICATE, vendor=vendor, line=line), f"the certificate for {vendor} {line}")


def _module(code: str) -> list[Choice]:
    return [_module_choice(each.code, each.title) for each in modules() if each.code == code]


def _module_choice(code: str, title: str) -> Choice:
    return Choice(Means(way=Way.MODULE, module=code), f"the module “{title}”")
