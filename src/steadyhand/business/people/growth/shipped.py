"""What does the program bring along: ladders of skills, and what posts of the trade ask for? Read once, checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from steadyhand.business.people.growth.rules import SkillKind
from steadyhand.business.people.levels import MOST

HERE = Path(__file__).parent
RUNGS = MOST + 1
# The skill that says how well somebody knows networks, in small letters.
NETWORKING = "networking"
# The ladder of whatever no other names.
FAMILY = "family"


class BadShippedFile(ValueError):
    """A shipped file says something that can't be; the message names the entry and what to mend."""


@dataclass(frozen=True, slots=True)
class ShippedLadder:
    """Five sentences, from level 0 to 4, and the skills they are for, in small letters."""

    key: str
    kind: SkillKind
    names: frozenset[str]
    rungs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that a post asks for: an essential, or what is good to have.

    `skill` is empty where no skill of the matrix stands for it; `weeks_to_learn` is None for what people bring along.
    """

    code: str
    title: str
    looks_like: str
    is_must: bool
    skill: str = ""
    level: int = 0
    weeks_to_learn: int | None = None

    @property
    def is_learnable(self) -> bool:
        return self.weeks_to_learn is not None


@cache
def shipped_ladders() -> tuple[ShippedLadder, ...]:
    """Return the shipped ladders, the family's first."""
    return read_ladders((HERE / "ladders.toml").read_text("utf-8"))


@cache
def shipped_posts() -> Mapping[str, str]:
    """Return the posts of the trade: their keys and what they are called."""
    posts, _ = read_needs((HERE / "role_needs.toml").read_text("utf-8"))
    return posts


@cache
def shipped_needs(post: str) -> tuple[Need, ...]:
    """Return what a post asks for as shipped, essentials first; nothing for one that isn't shipped."""
    _, needs = read_needs((HERE / "role_needs.toml").read_text("utf-8"))
    return needs.get(post, ())


def read_ladders(text: str) -> tuple[ShippedLadder, ...]:
    """Read ladders from TOML.

    Raises:
        BadShippedFile: one hasn't five sentences, two are for one skill, or there is none for families.
    """
    found: dict[str, ShippedLadder] = {}
    taken: dict[str, str] = {}
    for told in tomllib.loads(text).get("ladder", []):
        ladder = ShippedLadder(
            told["key"], SkillKind(told["kind"]), frozenset(told["names"]), tuple(str(each) for each in told["rungs"])
        )
        if len(ladder.rungs) != RUNGS or not all(each.strip() for each in ladder.rungs):
            raise BadShippedFile(f"The ladder {ladder.key} has {len(ladder.rungs)} sentences; it needs {RUNGS}.")
        for name in ladder.names:
            if name in taken or name != name.casefold():
                raise BadShippedFile(f"{ladder.key} names “{name}”, in capitals or as {taken.get(name)} does already.")
            taken[name] = ladder.key
        found[ladder.key] = ladder
    if FAMILY not in found:
        raise BadShippedFile(f"There is no ladder {FAMILY}: skills that no ladder names would mean nothing.")
    return (found[FAMILY], *(each for key, each in found.items() if key != FAMILY))


def read_needs(text: str) -> tuple[Mapping[str, str], Mapping[str, tuple[Need, ...]]]:
    """Read the posts and their needs from TOML.

    Raises:
        BadShippedFile: a need of no post, two of one code at a post, or a level without a skill.
    """
    told = tomllib.loads(text)
    posts: dict[str, str] = dict(told.get("posts", {}))
    found: dict[str, dict[str, Need]] = {post: {} for post in posts}
    for each in told.get("need", []):
        need = _need(each)
        for post in each["posts"]:
            if post not in found:
                raise BadShippedFile(f"{need.code} is for the post “{post}”, of which there is none.")
            if need.code in found[post]:
                raise BadShippedFile(f"{post} has {need.code} twice; give one of them another code.")
            found[post][need.code] = need
    return posts, {
        post: tuple(sorted(needs.values(), key=lambda need: not need.is_must)) for post, needs in found.items()
    }


def _need(told: Mapping[str, Any]) -> Need:
    need = Need(
        code=told["code"],
        title=told["title"],
        looks_like=told["looks_like"],
        is_must=told["must"],
        skill=told.get("skill", ""),
        level=told.get("level", 0),
        weeks_to_learn=told.get("weeks"),
    )
    if bool(need.skill) != bool(need.level) or not 0 <= need.level <= MOST:
        raise BadShippedFile(f"{need.code} names the skill “{need.skill}” at level {need.level}; it needs both.")
    return need
