"""Which branches does somebody work for?"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.dealership.models import Branch
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """A place the dealership works from, and the calendar it keeps."""

    id: UUID
    code: str
    name: str
    calendar_id: UUID
    zone: str


def branches_of(by: Actor) -> tuple[BranchFacts, ...]:
    """Return the open branches that the actor sees, by name."""
    branches = Branch.objects.visible_to(by).filter(is_closed=False).order_by("name", "code")
    return tuple(_facts(branch) for branch in branches)


def branch_of(by: Actor, branch_id: UUID) -> BranchFacts | None:
    """Return one branch, closed or not, or None where the actor can't see it."""
    found = Branch.objects.visible_to(by).filter(id=branch_id).first()
    return None if found is None else _facts(found)


def branch_names(tenant_id: UUID, branch_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return how open branches are called. One query."""
    rows = Branch.objects.of(tenant_id).filter(id__in=branch_ids, is_closed=False)
    return dict(rows.values_list("id", "name"))


def _facts(branch: Branch) -> BranchFacts:
    return BranchFacts(
        id=branch.id, code=branch.code, name=branch.name, calendar_id=branch.calendar_id, zone=branch.zone
    )


def zones_of_branches(tenant_id: UUID) -> dict[UUID, str]:
    """Return the zone of each branch. One query."""
    return dict(Branch.objects.of(tenant_id).values_list("id", "zone"))


@dataclass(frozen=True, slots=True)
class BranchPlace:
    """Where a branch is, as far as that is written down, and the calendar it keeps."""

    calendar_id: UUID
    zone: str
    latitude: float | None
    longitude: float | None


def place_of_branch(tenant_id: UUID, branch_id: UUID) -> BranchPlace:
    """Return where a branch is. One query."""
    columns = ("calendar_id", "zone", "latitude", "longitude")
    return BranchPlace(*Branch.objects.of(tenant_id).values_list(*columns).get(id=branch_id))


def places_of_branches(tenant_id: UUID, branch_ids: Collection[UUID]) -> dict[UUID, BranchPlace]:
    """Return where branches are, by branch. One query."""
    rows = Branch.objects.of(tenant_id).filter(id__in=branch_ids)
    columns = rows.values_list("id", "calendar_id", "zone", "latitude", "longitude")
    return {row[0]: BranchPlace(*row[1:]) for row in columns}
