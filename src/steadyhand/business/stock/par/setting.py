"""One version of a level is ended and the next begun: the only place that writes levels."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.models import ParLevel
from steadyhand.business.stock.par.rules import check_level
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id


def write_levels(
    place_id: UUID,
    levels: Mapping[UUID, int | None],
    *,
    by: Actor,
    now: datetime,
    why: Mapping[UUID, str],
    lines: Mapping[UUID, UUID] | None = None,
) -> int:
    """Give parts of a place these levels, None for none any more; return how many that changed.

    Call it inside the transaction of the change, with the place locked. `why` and `lines` are by part.
    """
    if not transaction.get_connection().in_atomic_block:
        raise AssertionError("A level belongs to the transaction of what was said.")
    for level in levels.values():
        if level is not None:
            check_level(level)
    now_there = ParLevel.objects.of(by.tenant_id).filter(
        place_id=place_id, part_id__in=list(levels), ended_at__isnull=True
    )
    known = dict(now_there.values_list("part_id", "level"))
    changed = {part_id: level for part_id, level in levels.items() if known.get(part_id) != level}
    now_there.filter(part_id__in=list(changed)).update(ended_at=now)
    ParLevel.objects.bulk_create(
        ParLevel(
            id=new_id(),
            tenant_id=by.tenant_id,
            place_id=place_id,
            part_id=part_id,
            level=level,
            set_at=now,
            set_by_name=by.name,
            why=why.get(part_id, "")[:600],
            line_id=(lines or {}).get(part_id),
        )
        for part_id, level in changed.items()
        if level is not None
    )
    return len(changed)
