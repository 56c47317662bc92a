"""Who worked where, how often and how long?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Visit
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How


@dataclass(frozen=True, slots=True)
class WorkAtSite:
    """Visits of one technician to machines of one family at one site; minutes only of those whose times are known."""

    site_id: UUID
    family: str
    technician_id: UUID
    visits: int
    minutes: float
    timed: int


def work_at_sites(by: Actor, branch_id: UUID, *, since: datetime, until: datetime) -> list[WorkAtSite]:
    """Return visits planned for a span, and over, at a branch's customers: by site, family, technician. One query."""
    ended = Visit.objects.visible_to(by).filter(
        call__branch_id=branch_id, planned_for__gte=since, planned_for__lt=until, call__site__isnull=False,
        technician__isnull=False, arrived_at__isnull=False, finished_at__isnull=False,
    )  # fmt: skip
    columns = ("call__site_id", "call__machine__model__family", "technician_id", "arrived_at", "finished_at",
               "arrived_at_how", "finished_at_how")  # fmt: skip
    visits: dict[tuple[UUID, str, UUID], int] = defaultdict(int)
    minutes: dict[tuple[UUID, str, UUID], list[float]] = defaultdict(list)
    for site_id, family, technician_id, arrived_at, finished_at, *how in ended.values_list(*columns).iterator():
        key = (site_id, family or "", technician_id)
        visits[key] += 1
        if How.DEFAULTED not in how:
            minutes[key].append((finished_at - arrived_at).total_seconds() / 60)
    return [WorkAtSite(*key, count, sum(minutes[key]), len(minutes[key])) for key, count in sorted(visits.items())]
