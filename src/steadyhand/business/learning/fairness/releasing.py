"""When may counts of answers be shown, and who is left out so that nobody's answer can be worked out from them?

Whoever reads the page knows who was hired. "Hired: 1 of 12 who said yes, 0 of 30 who said no" would tell what that one
person answered, and so would two looks, one before and one after a candidate more. Therefore:

- counts are *released*: frozen once, of candidates whose way is over, each candidate in one release at most. What is
  shown is only ever made of releases, so that a look before and after one answer more shows the same;
- a release holds 30 answers or more, in groups of 5 or more; smaller groups are pooled, or left out;
- at each stage at which candidates came to a stop, two of them at least are in no group: they didn't answer, said
  "rather not say", or were left out by drawing. Nobody sees who, so of each single candidate either can be true;
- whether a release may be shown depends on its own counts only: that it is shown, or not yet, tells nothing more.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from random import Random

# Ours. With fewer answers the widest difference hardly stands out from chance, and a small firm knows everybody.
FEWEST_ANSWERED = 30
# Ours, as of behaviours: no share is said of fewer than five.
FEWEST_IN_GROUP = 5
# Ours. With one, that person alone would know of everybody else at their stage; with two, nobody does.
FEWEST_HIDDEN = 2
FEWEST_GROUPS = 2
# Where the answers of pooled groups are kept.
POOLED = "others"


class Stage(IntEnum):
    """How far a candidate came: each has passed all before it."""

    APPLIED = 0
    INTERVIEWED = 1
    ESSENTIALS = 2
    HIRED = 3


# How many came to a stop at each stage, in the order of stages.
Stops = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One candidate whose way is over: how far they came, and their answer's place, None where they gave none."""

    stage: Stage
    answer: int | None


def leave_out(sheets: Sequence[Sheet], chance: Random) -> frozenset[int]:
    """Draw whose answers are left out, by their places: with those who gave none, two at each stage."""
    answered: dict[Stage, list[int]] = defaultdict(list)
    silent: Counter[Stage] = Counter()
    for place, sheet in enumerate(sheets):
        if sheet.answer is None:
            silent[sheet.stage] += 1
        else:
            answered[sheet.stage].append(place)
    drawn: list[int] = []
    for stage in Stage:
        wanted = max(0, FEWEST_HIDDEN - silent[stage])
        drawn += chance.sample(answered[stage], min(wanted, len(answered[stage])))
    return frozenset(drawn)


def released(sheets: Sequence[Sheet], hidden: Collection[int]) -> Mapping[str, Stops] | None:
    """Return the counts of each group that may be shown, by the answer's place in words; None while they are too few.

    `hidden`: the places of those who were left out.
    """
    stops: dict[int, Counter[Stage]] = defaultdict(Counter)
    for place, sheet in enumerate(sheets):
        if sheet.answer is not None and place not in hidden:
            stops[sheet.answer][sheet.stage] += 1
    large = {answer: count for answer, count in stops.items() if count.total() >= FEWEST_IN_GROUP}
    small = [count for answer, count in stops.items() if answer not in large]
    shown = {str(answer): _in_order(large[answer]) for answer in sorted(large)}
    pooled = sum(small, Counter[Stage]())
    # One small group by itself would be shown under another name.
    if len(small) > 1 and pooled.total() >= FEWEST_IN_GROUP:
        shown[POOLED] = _in_order(pooled)
    if len(shown) < FEWEST_GROUPS or sum(map(sum, shown.values())) < FEWEST_ANSWERED:
        return None
    return shown


def together(releases: Sequence[Mapping[str, Stops]]) -> dict[str, Stops]:
    """Return the counts of several releases added up."""
    found: dict[str, Stops] = {}
    for release in releases:
        for group, stops in release.items():
            before = found.get(group, (0, 0, 0, 0))
            found[group] = (before[0] + stops[0], before[1] + stops[1], before[2] + stops[2], before[3] + stops[3])
    return found


def _in_order(count: Counter[Stage]) -> Stops:
    return count[Stage.APPLIED], count[Stage.INTERVIEWED], count[Stage.ESSENTIALS], count[Stage.HIRED]
