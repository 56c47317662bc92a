"""What is proposed for a branch's trucks, and what was answered?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.stock.models import ParLine, ParProposal
from steadyhand.business.stock.par.rules import LineState, ProposalState
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class TruckFigures:
    """A truck in a proposal: shares (0–1) of its calls that need parts, money and what the levels take."""

    calls_a_month: float
    finished_before: float
    finished: float
    cents_before: int
    cents: int
    weight_g: int
    volume_ml: int
    slots: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """So much of the money, and the share of calls needing parts that it finishes."""

    of_budget: float
    cents: int
    finished: float


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A branch's newest reckoning. `at_most` no levels within the limits can pass; `waiting` counts lines by truck."""

    id: UUID
    branch_id: UUID
    branch_name: str
    state: ProposalState
    made_at: datetime
    made_by_name: str
    past_calls: int
    calls_a_month: float
    most_cents: int
    cents_before: int
    cents: int
    finished_before: float
    finished: float
    at_most: float
    curve: tuple[CurvePoint, ...]
    trucks: Mapping[UUID, TruckFigures]
    waiting: Mapping[UUID, int]

    @property
    def gap(self) -> float:
        """How much more the best could finish at most, as a share of what it could."""
        return max(0.0, 1 - self.finished / self.at_most) if self.at_most > 0 else 0.0


@dataclass(frozen=True, slots=True)
class LineRow:
    """One part on one truck: proposed, and what was answered."""

    id: UUID
    place_id: UUID
    part_id: UUID
    part_number: str
    part_name: str
    was: int
    level: int
    state: LineState
    calls_a_month: float
    last_year: int
    finished_before: float
    finished: float
    why: str
    answered_at: datetime | None
    answered_by_name: str

    @property
    def is_change(self) -> bool:
        return self.was != self.level


def newest_proposals(by: Actor) -> tuple[ProposalRow, ...]:
    """Return the newest proposal of each of their branches, by the branch's name. Two queries."""
    rows = ParProposal.objects.visible_to(by).select_related("branch").order_by("branch__name", "-made_at", "-id")
    newest: dict[UUID, ParProposal] = {}
    for row in rows.filter(state__in=(ProposalState.OPEN, ProposalState.ANSWERED)):
        newest.setdefault(row.branch_id, row)
    lines = ParLine.objects.visible_to(by).filter(
        proposal_id__in=[row.id for row in newest.values()], state=LineState.OPEN
    )
    waiting: dict[UUID, dict[UUID, int]] = {}
    for proposal_id, place_id, was, level in lines.values_list("proposal_id", "place_id", "was", "level"):
        of = waiting.setdefault(proposal_id, {})
        of[place_id] = of.get(place_id, 0) + (was != level)
    return tuple(_row(row, waiting.get(row.id, {})) for row in newest.values())


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A branch's levels are being reckoned since `at`, or couldn't be because of `problem`."""

    branch_name: str
    at: datetime
    problem: str


def reckonings(by: Actor) -> tuple[Reckoning, ...]:
    """Return what is being reckoned for their branches, and what couldn't be. One query."""
    rows = ParProposal.objects.visible_to(by).filter(state__in=(ProposalState.ASKED, ProposalState.FAILED))
    found = rows.order_by("branch__name", "id").values_list("branch__name", "made_at", "problem")
    return tuple(Reckoning(*row) for row in found)


def lines_for(by: Actor, proposal_id: UUID, place_id: UUID) -> tuple[LineRow, ...]:
    """Return a proposal's lines of one truck: changes first, and of them what most calls need. One query."""
    rows = ParLine.objects.visible_to(by).filter(proposal_id=proposal_id, place_id=place_id).select_related("part")
    found = [
        LineRow(
            row.id,
            row.place_id,
            row.part_id,
            row.part.ref,
            row.part.name,
            row.was,
            row.level,
            LineState(row.state),
            row.calls_a_month,
            row.last_year,
            row.finished_before,
            row.finished,
            row.why,
            row.answered_at,
            row.answered_by_name,
        )
        for row in rows
    ]
    gain = {line.id: line.finished - line.finished_before for line in found}
    return tuple(sorted(found, key=lambda line: (not line.is_change, -gain[line.id], line.part_number, str(line.id))))


def last_proposed(tenant_id: UUID) -> datetime | None:
    """Return when levels were last proposed anywhere in the dealership. One query."""
    return ParProposal.objects.of(tenant_id).order_by("-made_at").values_list("made_at", flat=True).first()


def _row(row: ParProposal, waiting: Mapping[UUID, int]) -> ProposalRow:
    curve: list[dict[str, Any]] = row.curve
    trucks: dict[str, dict[str, Any]] = row.trucks
    return ProposalRow(
        id=row.id,
        branch_id=row.branch_id,
        branch_name=row.branch.name,
        state=ProposalState(row.state),
        made_at=row.made_at,
        made_by_name=row.made_by_name,
        past_calls=row.past_calls,
        calls_a_month=row.calls_a_month,
        most_cents=row.most_cents,
        cents_before=row.cents_before,
        cents=row.cents,
        finished_before=row.finished_before,
        finished=row.finished,
        at_most=row.at_most,
        curve=tuple(CurvePoint(each["of_budget"], each["cents"], each["finished"]) for each in curve),
        trucks={UUID(place_id): TruckFigures(**each) for place_id, each in trucks.items()},
        waiting=waiting,
    )
