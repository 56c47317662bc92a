"""Which parts with a known life have been put into a machine, and when?"""

from uuid import UUID

from steadyhand.business.calls.models import PartUsed
from steadyhand.business.machines.upkeep.wear import Fitted
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How


def parts_fitted(by: Actor, machine_id: UUID) -> tuple[Fitted, ...]:
    """Return the wear parts put into a machine; one whose day nobody knows is left out. One query."""
    used = PartUsed.objects.visible_to(by).filter(
        visit__call__machine_id=machine_id, part__life_pages__gt=0, quantity__gt=0, visit__finished_at__isnull=False
    )
    columns = ("part_id", "part__ref", "part__name", "part__life_pages", "visit__finished_at")
    rows = used.exclude(visit__finished_at_how=How.DEFAULTED).order_by("visit__finished_at", "id").values_list(*columns)
    return tuple(Fitted(*row) for row in rows)
