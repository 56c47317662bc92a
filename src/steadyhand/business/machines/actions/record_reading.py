"""Keep what a meter showed, with what we make of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.machines.models import Meter, MeterReading
from steadyhand.business.machines.queries import counter_of, neighbours_of
from steadyhand.business.machines.rules import Judgement, judge_reading
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.history import record_change


class NoSuchMeter(Exception):
    """There is no such meter for this person."""


@transaction.atomic
def record_reading(
    *,
    by: Actor,
    meter_id: UUID,
    shown: int,
    read_at: datetime,
    read_at_how: How,
    now: datetime,
    is_new_counter: bool = False,
    visit_id: UUID | None = None,
) -> Judgement:
    """Keep a reading and return its judgement. A doubtful one is kept and not used; none is refused.

    A meter is read once a visit: a second reading on the same visit takes the first one's place.

    Raises:
        NoSuchMeter: not of a machine this person may see.
    """
    # Locked, because two readings judged by the same last one would both count its pages.
    meters = Meter.objects.visible_to(by).select_for_update(of=("self",))
    meter = meters.filter(id=meter_id).first()
    if meter is None:
        raise NoSuchMeter("This meter isn't on a machine you can see; open the visit again from your day.")
    was = {}
    if visit_id is not None:
        earlier = MeterReading.objects.visible_to(by).filter(meter_id=meter_id, visit_id=visit_id)
        was = {"shown": list(earlier.order_by("read_at").values_list("shown", flat=True))}
        earlier.delete()
    judged = judge_reading(
        shown,
        read_at=read_at,
        known=neighbours_of(by, meter_id, read_at),
        counter=counter_of(meter),
        is_new_counter=is_new_counter,
    )
    reading = MeterReading(
        tenant_id=meter.tenant_id,
        meter=meter,
        read_at=read_at,
        read_at_how=read_at_how,
        shown=shown,
        pages_total=judged.pages_total,
        verdict=judged.verdict,
        doubt=judged.doubt,
        visit_id=visit_id,
    )
    # Only files bring a name of their own for a reading; ours is its id.
    reading.ref = str(reading.id)
    reading.save(force_insert=True)
    record_change(
        meter.machine,
        by=by,
        at=now,
        verb=f"read the {meter.get_kind_display()} meter",
        why=judged.doubt,
        was=was if was.get("shown") else None,
        became={"shown": shown, "pages_total": judged.pages_total, "verdict": judged.verdict, "read_at": read_at},
    )
    return judged
