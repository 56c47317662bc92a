"""What was missing on a first visit that didn't finish the call? Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.stock.requests.rules import Lacked

# Who does it alone: the ladder of skills, people/models.py.
INDEPENDENT = 3


class Missing(StrEnum):
    """What was missing. The order is that of the chain: foretold, carried, still there, right."""

    NOT_FORETOLD = "not_foretold"
    NOT_PREDICTED = "not_predicted"
    NOT_CARRIED = "not_carried"
    USED_UP = "used_up"
    CARRIED_WRONG = "carried_wrong"
    TRUCK_UNKNOWN = "truck_unknown"
    NO_SKILL = "no_skill"
    NO_HANDS = "no_hands"
    NO_TOOL = "no_tool"
    NO_ACCESS = "no_access"
    NO_RIGHTS = "no_rights"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_part(self) -> bool:
        return self in _CHAIN


_LABELS = {
    Missing.NOT_FORETOLD: "A part, and nothing had been foretold",
    Missing.NOT_PREDICTED: "A part that wasn’t foretold",
    Missing.NOT_CARRIED: "A part foretold, and not carried",
    Missing.USED_UP: "A part that had been used up aboard",
    Missing.CARRIED_WRONG: "A part carried that was wrong or didn’t hold",
    Missing.TRUCK_UNKNOWN: "A part foretold; nobody kept track of the truck",
    Missing.NO_SKILL: "Somebody who knows the machine, or a certificate",
    Missing.NO_HANDS: "A second pair of hands",
    Missing.NO_TOOL: "A tool",
    Missing.NO_ACCESS: "The way in",
    Missing.NO_RIGHTS: "Rights in the network",
    Missing.NOT_KNOWN: "Not known",
}
# Of several missing parts the one that failed earliest in the chain counts: each call counts once.
_CHAIN = (
    Missing.NOT_FORETOLD,
    Missing.NOT_PREDICTED,
    Missing.NOT_CARRIED,
    Missing.USED_UP,
    Missing.TRUCK_UNKNOWN,
    Missing.CARRIED_WRONG,
)
_TAPPED = {
    Lacked.HANDS: Missing.NO_HANDS,
    Lacked.SKILL: Missing.NO_SKILL,
    Lacked.TOOL: Missing.NO_TOOL,
    Lacked.ACCESS: Missing.NO_ACCESS,
    Lacked.RIGHTS: Missing.NO_RIGHTS,
    Lacked.OTHER: Missing.NOT_KNOWN,
}
# What stopped somebody there, as they raised it.
_RAISED = {
    "no_help": Missing.NO_SKILL,
    "training": Missing.NO_SKILL,
    "tool": Missing.NO_TOOL,
    "access": Missing.NO_ACCESS,
}


@dataclass(frozen=True, slots=True)
class MissedPart:
    """A part that the call needed after its first visit.

    `was_foretold` is None where no kit was kept. `aboard` is how many the ledger had on the truck at arrival, None
    where nobody kept track of it then. `was_aboard`: it lay there in the two weeks before. `was_used`: the first visit
    had put one in.
    """

    part_id: UUID
    was_foretold: bool | None
    aboard: int | None
    was_aboard: bool = False
    was_used: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """A first visit that didn't finish its call, or whose call came back; as far as rows tell.

    `level` is who went's skill for the family, None where nobody wrote one down; `lacks_certificate`: others hold one.
    """

    ended: VisitState | None
    came_back: bool
    parts: Sequence[MissedPart] = ()
    tapped: Lacked | None = None
    raised: frozenset[str] = frozenset()
    level: int | None = None
    lacks_certificate: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What was missing, and which part, where it was one."""

    missing: Missing
    part_id: UUID | None = None


def decide(visited: Visited) -> Decided:
    """Return what was missing: a part first, then what was said or raised there, then how it ended."""
    found = sorted((_of_part(part) for part in visited.parts), key=lambda each: _CHAIN.index(each.missing))
    if found:
        return found[0]
    if visited.tapped is not None:
        return Decided(_TAPPED[visited.tapped])
    raised = [_RAISED[sort] for sort in sorted(visited.raised) if sort in _RAISED]
    if raised:
        return Decided(raised[0])
    if visited.ended is VisitState.IT:
        return Decided(Missing.NO_RIGHTS)
    is_learning = visited.level is not None and visited.level < INDEPENDENT
    if visited.lacks_certificate or is_learning:
        return Decided(Missing.NO_SKILL)
    return Decided(Missing.NO_HANDS if visited.ended is VisitState.HANDS else Missing.NOT_KNOWN)


def _of_part(part: MissedPart) -> Decided:
    if part.was_used or (part.aboard is not None and part.aboard > 0):
        return Decided(Missing.CARRIED_WRONG, part.part_id)
    if part.was_aboard:
        return Decided(Missing.USED_UP, part.part_id)
    if part.was_foretold is None:
        return Decided(Missing.NOT_FORETOLD, part.part_id)
    if not part.was_foretold:
        return Decided(Missing.NOT_PREDICTED, part.part_id)
    return Decided(Missing.TRUCK_UNKNOWN if part.aboard is None else Missing.NOT_CARRIED, part.part_id)


def would_have_helped(decided: Decided, *, part: str, who: str, family: str, customer: str) -> str:
    """Return what would have finished it, in words for whoever can see to it; nothing where nobody knows."""
    truck = f"{who}’s truck" if who else "the truck"
    machines = family or "such machines"
    the_machines = f"the {family}" if family else machines
    site = customer or "the customer"
    return {
        Missing.NOT_FORETOLD: f"Pack {part} for {machines}",
        Missing.NOT_PREDICTED: f"Pack {part} for {machines}",
        Missing.NOT_CARRIED: f"Carry {part} on {truck}",
        Missing.USED_UP: f"Carry one more {part} on {truck}",
        Missing.CARRIED_WRONG: f"Count {part} on {truck}, and look at where it came from",
        Missing.TRUCK_UNKNOWN: f"Keep track of {truck}",
        Missing.NO_SKILL: f"Show {who or 'whoever goes'} {the_machines}, or send somebody along",
        Missing.NO_HANDS: f"Plan two for this on {machines}",
        Missing.NO_TOOL: f"Give {who or 'whoever goes'} the tool for {machines}",
        Missing.NO_ACCESS: f"Agree with {site} how we get in, before we drive",
        Missing.NO_RIGHTS: f"Settle rights in the network with {site}, before we drive",
    }.get(decided.missing, "")
