"""What a call will probably need, in words: for the desk, and for whoever packs."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst

from steadyhand.business.stock.queries.kits import KitShown, LikelyCode, LikelyPart

# A cause below this is a guess, and would be taken for more.
CAUSE_FROM = 0.15
# Less likely parts stand in one line, without reasons: a phone has room for what is worth packing.
REASONS_FROM = 0.1
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class PartSaid:
    """A part, its chance as people say it, and why."""

    name: str
    number: str
    chance: str
    why: str
    part_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class KitSaid:
    """A kit in words. `causes` are one line each; `grounds` says what all of it rests on."""

    parts: tuple[PartSaid, ...]
    less_likely: str
    enough: str
    causes: tuple[str, ...]
    cause_why: str
    correction: str
    grounds: str


def kit_said(kit: KitShown | None) -> KitSaid | None:
    """Return what was foretold in words; None where nothing is worth saying."""
    if kit is None or not kit.kit:
        return None
    causes = [cause for cause in kit.causes if cause.chance >= CAUSE_FROM]
    corrections = [each for each in kit.corrections if each.chance >= CAUSE_FROM]
    grounds = (
        f"Learnt from {kit.learnt_from:,} closed calls."
        if kit.learnt_from
        else "No closed call to learn from yet: makers' yields and usual signs speak."
    )
    return KitSaid(
        parts=tuple(_part(part) for part in kit.kit if part.chance >= REASONS_FROM),
        less_likely=" · ".join(f"{part.name}, {_share(part.chance)}" for part in kit.kit if part.chance < REASONS_FROM),
        enough=_share(kit.enough),
        causes=tuple(_code(cause) for cause in causes),
        cause_why=_reasons(causes[0].why) if causes else "",
        correction=_code(corrections[0]) if corrections else "",
        grounds=grounds,
    )


def _part(part: LikelyPart) -> PartSaid:
    return PartSaid(part.name, part.number, _share(part.chance), _reasons(part.why), part.part_id)


def _code(each: LikelyCode) -> str:
    return f"{each.name}, {_share(each.chance)}"


def _reasons(why: tuple[str, ...]) -> str:
    return capfirst("; ".join(why[:MOST_REASONS])) + "." if why else ""


def _share(share: float) -> str:
    """Return `74 %`; nobody is told that something is certain."""
    return f"{min(max(round(share * 100), 1), 99)} %"
