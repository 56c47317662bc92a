"""Levels for a branch's trucks are reckoned from the record and proposed; what nobody answered before is overtaken."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.stock.levels.demand import NothingToLearnFrom
from steadyhand.business.stock.levels.plan import Plan, propose
from steadyhand.business.stock.levels.reasons import WORK_DAYS_A_MONTH
from steadyhand.business.stock.models import ParLine, ParProposal
from steadyhand.business.stock.par.lines import Line, TruckSums, lines_of, sums_of
from steadyhand.business.stock.par.reading import Seen, fleet_of, see_record
from steadyhand.business.stock.par.rules import CannotLevel, LineState, ProposalState
from steadyhand.business.stock.settings import ASIDE_DAYS
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id

# Levels are for the weeks ahead: for the calls around a day a month from now.
AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A branch's new proposal; `changes` are the lines that somebody should answer."""

    id: UUID
    branch_id: UUID
    changes: int


def propose_levels(*, by: Actor, now: datetime, branch_id: UUID | None = None) -> tuple[Proposed, ...]:
    """Reckon levels for the trucks of each of their branches, or of one, and propose them.

    Reading and reckoning hold no lock (two seconds for twelve trucks and two years); what is written is one transaction
    a branch. A branch without trucks is passed over.

    Raises:
        CannotLevel: no truck is kept track of, no call is over yet, or nothing says how much money may lie on trucks.
    """
    seen = see_record(by, now=now)
    branches = dict.fromkeys(place.branch_id for place in seen.trucks)
    wanted = [each for each in branches if branch_id in (None, each)]
    if not wanted:
        raise CannotLevel("No truck is kept track of here: open one under Shelves and trucks, and levels can be found.")
    found, problems = [], []
    for each in wanted:
        try:
            plan = _planned(seen, each, now.date())
        except CannotLevel as problem:
            problems.append(problem)
            _tell(by, each, str(problem), now)
            continue
        found.append(_keep(by, each, plan, seen, now))
    if not found:
        raise problems[0]
    return tuple(found)


def _planned(seen: Seen, branch_id: UUID, today: date) -> Plan:
    fleet, money = fleet_of(seen, branch_id)
    if money <= 0:
        raise CannotLevel(
            "Nothing says how much may lie on these trucks: say what limits each, or receive what lies on them; then "
            "its worth is the budget."
        )
    try:
        return propose(fleet, middle=today + AHEAD, most_cents=money)
    except NothingToLearnFrom as problem:
        raise CannotLevel("No call is over yet, so nobody knows what trucks need. Levels come with the calls.") from (
            problem
        )


@transaction.atomic
def _keep(by: Actor, branch_id: UUID, plan: Plan, seen: Seen, now: datetime) -> Proposed:
    rows = ParProposal.objects.of(by.tenant_id).filter(branch_id=branch_id)
    # Two who ask at once: the second waits here, and overtakes the first.
    list(rows.filter(state=ProposalState.OPEN).select_for_update(of=("self",)))
    _forget(by, branch_id)
    rows.filter(state=ProposalState.OPEN).update(state=ProposalState.OVERTAKEN, ended_at=now, ended_by_name=by.name)
    lines = lines_of(plan)
    sums = sums_of(plan)
    aside = _set_aside(by, branch_id, now)
    levelled = {(place_id, row.part_id): row.level for place_id, levels in seen.levels.items() for row in levels}
    proposal = ParProposal(
        id=new_id(),
        tenant_id=by.tenant_id,
        branch_id=branch_id,
        made_at=now,
        made_by_name=by.name,
        past_calls=plan.built.fleet.history.calls,
        calls_a_month=float(plan.built.needing.sum()) * WORK_DAYS_A_MONTH,
        most_cents=round(plan.most_cents),
        cents_before=sum(each.cents_before for each in sums.values()),
        cents=sum(each.cents for each in sums.values()),
        finished_before=plan.finished_now,
        finished=plan.finished,
        at_most=plan.at_most,
        curve=[
            {"of_budget": point.of_budget, "cents": round(point.most_cents), "finished": point.finished}
            for point in plan.curve
        ],
        trucks={str(UUID(ref)): _sums(each) for ref, each in sums.items()},
    )
    kept = [
        _line(proposal, line, aside)
        for line in lines
        if levelled.get((UUID(line.truck), UUID(line.part))) != line.level
    ]
    changes = sum(line.was != line.level and line.state == LineState.OPEN for line in kept)
    if not any(line.state == LineState.OPEN for line in kept):
        proposal.state, proposal.ended_at, proposal.ended_by_name = ProposalState.ANSWERED, now, by.name
    proposal.save(force_insert=True)
    ParLine.objects.bulk_create(kept, batch_size=500)
    record_change(proposal, by=by, at=now, verb="proposed levels", became={"changes": changes})
    return Proposed(proposal.id, branch_id, changes)


@transaction.atomic
def _tell(by: Actor, branch_id: UUID, problem: str, now: datetime) -> None:
    """Keep why there is no proposal: whoever asked reads it, and what was proposed before stays."""
    _forget(by, branch_id)
    ParProposal.objects.create(
        id=new_id(),
        tenant_id=by.tenant_id,
        branch_id=branch_id,
        state=ProposalState.FAILED,
        made_at=now,
        made_by_name=by.name,
        problem=problem[:400],
    )


def _forget(by: Actor, branch_id: UUID) -> None:
    """Let go of what was asked for and of why it once failed: this is the answer."""
    rows = ParProposal.objects.of(by.tenant_id).filter(branch_id=branch_id)
    rows.filter(state__in=(ProposalState.ASKED, ProposalState.FAILED)).delete()


def _sums(each: TruckSums) -> dict[str, Any]:
    return {name: round(value, 6) if isinstance(value, float) else value for name, value in asdict(each).items()}


def _line(proposal: ParProposal, line: Line, aside: dict[tuple[UUID, UUID, int], ParLine]) -> ParLine:
    place_id, part_id = UUID(line.truck), UUID(line.part)
    before = aside.get((place_id, part_id, line.level))
    return ParLine(
        id=new_id(),
        tenant_id=proposal.tenant_id,
        proposal=proposal,
        place_id=place_id,
        part_id=part_id,
        was=line.was,
        level=line.level,
        state=LineState.SET_ASIDE if before else LineState.OPEN,
        answered_at=before.answered_at if before else None,
        answered_by_name=before.answered_by_name if before else "",
        calls_a_month=line.calls_a_month,
        last_year=line.last_year,
        finished_before=line.finished_before,
        finished=line.finished,
        why=line.why[:600],
    )


def _set_aside(by: Actor, branch_id: UUID, now: datetime) -> dict[tuple[UUID, UUID, int], ParLine]:
    """Return what somebody set aside lately: the same isn't asked again."""
    since = now - timedelta(days=value_of(by.tenant_id, ASIDE_DAYS))
    rows = ParLine.objects.of(by.tenant_id).filter(
        proposal__branch_id=branch_id, state=LineState.SET_ASIDE, answered_at__gte=since
    )
    return {(row.place_id, row.part_id, row.level): row for row in rows.order_by("answered_at")}
