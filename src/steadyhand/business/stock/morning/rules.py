"""How likely is each visit of a day finished with what is aboard, and where is what is missing? Values in, values out.

One truck serves its calls in their order: a part that the first call takes isn't there for the second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

# Said of no part that is less likely: it would be a list of everything. As for a day plan (stock/aboard.py).
WORTH_SAYING = 0.1
# A part that is missed less often than that counts as aboard. Ours: one visit in twenty.
WORTH_FETCHING = 0.05


class Where(StrEnum):
    """Where a part is that a call may need."""

    ABOARD = "aboard"
    COMING = "coming"
    BRANCH = "branch"
    COLLEAGUE = "colleague"
    ORDER = "order"
    NOT_TODAY = "not_today"

    @property
    def is_within_reach(self) -> bool:
        """Tell whether it can be aboard before the visit."""
        return self in (Where.ABOARD, Where.COMING, Where.BRANCH, Where.COLLEAGUE)


@dataclass(frozen=True, slots=True)
class Need:
    """A part that a call may need, and the chance (0 to 1). `part_id` is None where the catalogue doesn't have it."""

    part_id: UUID | None
    number: str
    name: str
    chance: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit of the day with what its call may need; None: nothing was foretold."""

    visit_id: UUID
    needs: tuple[Need, ...] | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A place that could give parts: `spare` is what nobody else has asked for. `km` None: nobody knows how far."""

    place_id: UUID
    name: str
    is_branch: bool
    spare: Mapping[UUID, int]
    km: float | None = None
    # Where the way there and one's own way come nearest to each other, such as "your 10:30 visit".
    near: str = ""


@dataclass(frozen=True, slots=True)
class LineChecked:
    """One part of one visit: the chance that it is needed, that it is needed and not there, and where it is."""

    need: Need
    missing: float
    where: Where
    shelf: Shelf | None = None


@dataclass(frozen=True, slots=True)
class StopChecked:
    """A visit: the chance that nothing is missing as it is, and with all that is within reach; None: not foretold."""

    visit_id: UUID
    before: float | None
    after: float | None
    lines: tuple[LineChecked, ...]

    @property
    def is_worth_a_tap(self) -> bool:
        return any(line.where in (Where.BRANCH, Where.COLLEAGUE, Where.ORDER) for line in self.lines)


@dataclass(slots=True)
class _Left:
    """How likely so many of each part have been taken by the visits before: [none, one, …]."""

    taken: dict[UUID, list[float]] = field(default_factory=dict)

    def gone(self, part_id: UUID, have: int) -> float:
        """Return the chance that none of `have` is left."""
        return max(0.0, 1 - sum(self.taken.get(part_id, [1.0])[:have])) if have > 0 else 1.0

    def take(self, part_id: UUID, chance: float) -> None:
        """Let a visit need one of it with this chance."""
        was = self.taken.get(part_id, [1.0])
        self.taken[part_id] = [
            (was[many] if many < len(was) else 0.0) * (1 - chance) + (was[many - 1] * chance if many else 0.0)
            for many in range(len(was) + 1)
        ]


def missing_chances(stops: Sequence[Stop], aboard: Mapping[UUID, int]) -> list[dict[Need, float]]:
    """Return for each visit and part the chance that it is needed and none is left.

    Exact where needs are independent: how many the visits before have taken is a Poisson binomial count.
    """
    left, found = _Left(), []
    for stop in stops:
        needs = stop.needs or ()
        found.append(
            {
                need: need.chance * (left.gone(need.part_id, aboard.get(need.part_id, 0)) if need.part_id else 1.0)
                for need in needs
            }
        )
        for need in needs:
            if need.part_id is not None:
                left.take(need.part_id, need.chance)
    return found


def nothing_missing(missing: Mapping[Need, float]) -> float:
    """Return the chance that a visit misses no part, taking each part's need by itself.

    Parts of one repair often come together, so the true chance is rather higher where several are missing.
    """
    chance = 1.0
    for each in missing.values():
        chance *= 1 - each
    return chance


def check(
    stops: Sequence[Stop],
    *,
    aboard: Mapping[UUID, int],
    coming: Mapping[UUID, int],
    shelves: Sequence[Shelf],
    is_before_cut_off: bool,
) -> tuple[StopChecked, ...]:
    """Say for each visit of a truck, in their order, what is missing and where it is.

    `shelves` in the order in which they are asked; each gives what it can spare once. What nobody has is ordered, or
    only asked for where the order can't leave today.
    """
    promised = _plus(aboard, coming)
    as_it_is, soon = missing_chances(stops, aboard), missing_chances(stops, promised)
    spare = {shelf.place_id: dict(shelf.spare) for shelf in shelves}
    fetched: dict[UUID, int] = {}
    lines: list[tuple[LineChecked, ...]] = []
    for number, stop in enumerate(stops):
        of_stop: list[LineChecked] = []
        for need in sorted(stop.needs or (), key=lambda each: (-each.chance, each.name)):
            if need.chance < WORTH_SAYING:
                continue
            missing = as_it_is[number][need]
            where, shelf = _where(need, missing, soon[number][need], shelves, spare, is_before_cut_off)
            if need.part_id is not None and where in (Where.BRANCH, Where.COLLEAGUE):
                already = missing_chances(stops, _plus(promised, fetched))[number][need]
                if already < WORTH_FETCHING:
                    # What was fetched for a visit before serves this one as well.
                    where, shelf = Where.COMING, None
                elif shelf is not None:
                    spare[shelf.place_id][need.part_id] -= 1
                    fetched[need.part_id] = fetched.get(need.part_id, 0) + 1
            of_stop.append(LineChecked(need, missing, where, shelf))
        lines.append(tuple(of_stop))
    then = missing_chances(stops, _plus(promised, fetched))
    return tuple(
        StopChecked(
            stop.visit_id,
            None if stop.needs is None else nothing_missing(as_it_is[number]),
            None if stop.needs is None else nothing_missing(then[number]),
            lines[number],
        )
        for number, stop in enumerate(stops)
    )


def kept_for_own(stops: Sequence[Stop]) -> dict[UUID, int]:
    """Return how many of each part a truck keeps for its own day: one for each visit that may well need it."""
    kept: dict[UUID, int] = {}
    for stop in stops:
        for need in stop.needs or ():
            if need.part_id is not None and need.chance >= WORTH_SAYING:
                kept[need.part_id] = kept.get(need.part_id, 0) + 1
    return kept


def _where(
    need: Need,
    missing: float,
    soon: float,
    shelves: Sequence[Shelf],
    spare: Mapping[UUID, Mapping[UUID, int]],
    is_before_cut_off: bool,  # noqa: FBT001  # passed on by place
) -> tuple[Where, Shelf | None]:
    if missing < WORTH_FETCHING:
        return Where.ABOARD, None
    if soon < WORTH_FETCHING:
        return Where.COMING, None
    if need.part_id is not None:
        for shelf in shelves:
            if spare[shelf.place_id].get(need.part_id, 0) > 0:
                return (Where.BRANCH if shelf.is_branch else Where.COLLEAGUE), shelf
    return (Where.ORDER if is_before_cut_off else Where.NOT_TODAY), None


def _plus(one: Mapping[UUID, int], other: Mapping[UUID, int]) -> dict[UUID, int]:
    return {part_id: one.get(part_id, 0) + other.get(part_id, 0) for part_id in one.keys() | other.keys()}
