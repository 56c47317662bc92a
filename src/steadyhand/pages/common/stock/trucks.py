"""How much of what is called for does each truck finish, and what should be changed on it?"""

from math import ceil
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.stock.queries.levels import last_counts
from steadyhand.business.stock.queries.loads import Load, loads_of
from steadyhand.business.stock.queries.proposals import ProposalRow, newest_proposals, reckonings
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.stock.curve import curve_of
from steadyhand.pages.common.stock.roles import READERS, WRITERS
from steadyhand.pages.common.stock.wording import money, of_100

COLUMNS = [
    ("Truck", ""),
    ("Calls a month that need parts", "number"),
    ("Finished of 100", "number"),
    ("Worth at cost", "number"),
    ("Below their level", "number"),
    ("Last count", ""),
    ("Proposal", ""),
]


@open_to(READERS)
@require_safe
def trucks(request: SignedInRequest) -> HttpResponse:
    """Show each truck with what it finishes, now and as proposed, by branch."""
    by, saying = request.actor, saying_for(request)
    loads = loads_of(by)
    counted = last_counts(by, [load.truck.id for load in loads])
    proposals = {each.branch_id: each for each in newest_proposals(by)}
    branches: dict[UUID, list[Load]] = {}
    for load in loads:
        branches.setdefault(load.truck.branch_id, []).append(load)
    context = {
        "branches": [_branch(mine, proposals.get(branch_id), counted, saying) for branch_id, mine in branches.items()],
        "columns": COLUMNS,
        "reckonings": [
            {"branch": each.branch_name, "ago": saying.ago(each.at), "problem": each.problem} for each in reckonings(by)
        ],
        "has_trucks": bool(loads),
        "may_write": by.is_one_of(*WRITERS),
        "form_key": new_key(),
    }
    return shown(request, "stock/trucks.html", context)


def _branch(mine: list[Load], proposal: ProposalRow | None, counted: dict[UUID, Any], saying: Saying) -> dict[str, Any]:
    return {
        "proposal": proposal_said(proposal, saying) if proposal else None,
        "id": mine[0].truck.branch_id,
        "table_id": f"trucks-{mine[0].truck.branch_id}",
        "rows": [_truck(load, proposal, counted, saying) for load in mine],
        "curve": curve_of(proposal.curve) if proposal else None,
    }


def proposal_said(proposal: ProposalRow, saying: Saying) -> dict[str, Any]:
    """Return a branch's reckoning in words."""
    return {
        "row": proposal,
        "made": saying.when(proposal.made_at),
        "before": of_100(proposal.finished_before),
        "after": of_100(proposal.finished),
        "budget": money(proposal.most_cents),
        "worth_before": money(proposal.cents_before),
        "worth": money(proposal.cents),
        "past_calls": f"{proposal.past_calls:,}",
        "calls_a_month": f"{proposal.calls_a_month:,.0f}",
        "gap": gap_said(proposal.gap),
        "waiting": sum(proposal.waiting.values()),
    }


def gap_said(gap: float) -> str:
    """Return how far from the best it can be at most, rounded up to a tenth of a per cent."""
    return f"{max(1, ceil(1000 * gap - 1e-9)) / 10:.1f} %"


def _truck(load: Load, proposal: ProposalRow | None, counted: dict[UUID, Any], saying: Saying) -> dict[str, Any]:
    figures = proposal.trucks.get(load.truck.id) if proposal else None
    waiting = proposal.waiting.get(load.truck.id, 0) if proposal else 0
    at = counted.get(load.truck.id)
    return {
        "url": reverse("stock-truck", args=[load.truck.id]),
        "name": load.truck.name,
        "cells": [
            (f"{figures.calls_a_month:.0f}" if figures else "", "number"),
            (_change(of_100(figures.finished_before), of_100(figures.finished)) if figures else "", "number"),
            (_change(money(figures.cents_before), money(figures.cents)) if figures else "", "number"),
            (load.below or "" if load.has_levels else "no levels yet", "number" if load.has_levels else ""),
            (saying.day(saying.on(at)) if at else "never", ""),
            (
                {"word": f"{waiting} change{'s' if waiting > 1 else ''} to answer", "kind": "waiting"}
                if waiting
                else ("answered" if figures else "not reckoned yet"),
                "",
            ),
        ],
    }


def _change(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"
