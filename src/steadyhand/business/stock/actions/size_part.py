"""How much room a part takes, and how long it takes to come, is written down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.models import PartSize
from steadyhand.business.stock.par.rules import CannotLevel
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import facts_of, record_change

FIELDS = ("weight_g", "volume_ml", "units_a_slot", "lead_days")


@transaction.atomic
def size_part(
    *, by: Actor, part_id: UUID, facts: Mapping[str, Any], opened: Mapping[str, Any] | None = None, now: datetime
) -> None:
    """Keep what one of a part takes (`FIELDS`; None: nobody knows).

    Raises:
        CannotLevel: not in the catalogue.
        ChangedMeanwhile: somebody else changed the same since it was opened.
    """
    part = parts_named(by, [part_id]).get(part_id)
    if part is None:
        raise CannotLevel("This part is no longer in the catalogue; look for it again.")
    wanted = {name: facts[name] for name in FIELDS if name in facts}
    # Whoever is first makes the row; two at once get the same one.
    row, is_new = PartSize.objects.get_or_create(
        tenant_id=by.tenant_id, part_id=part_id, defaults={"ref": part.number, **wanted}
    )
    if is_new:
        record_change(row, by=by, at=now, verb="size set", became=facts_of(row))
        return
    change_row(row, wanted, by=by, at=now, verb="size set", opened=opened)
