"""A machine's counter is written down."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.machines.models import Machine, Meter
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change

FEWEST_DIGITS, MOST_DIGITS = 4, 12


@transaction.atomic
def add_meter(*, by: Actor, machine_id: UUID, kind: str, digits: int, now: datetime) -> UUID:
    """Add a counter to a machine and return its id. After `digits` nines it starts again at 0.

    Raises:
        CannotKeep: not a machine of theirs, no such kind of counter, one too many, or an odd number of digits.
    """
    machine = Machine.objects.visible_to(by).filter(id=machine_id).first()
    if machine is None:
        raise CannotKeep("This machine isn't at one of your branches' customers; look it up anew.")
    if kind not in Meter.Kind.values:
        raise CannotKeep(f"“{kind}” is no kind of meter; choose one of {', '.join(Meter.Kind.labels)}.")
    if not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise CannotKeep(f"A counter shows {FEWEST_DIGITS} to {MOST_DIGITS} digits, not {digits}; count its nines.")
    label = Meter.Kind(kind).label
    twice = f"The machine has a {label} meter already; read that one, or choose another kind."
    if Meter.objects.of(by.tenant_id).filter(machine_id=machine_id, kind=kind).exists():
        raise CannotKeep(twice)
    try:
        with transaction.atomic():
            meter = Meter.objects.create(
                tenant_id=by.tenant_id, machine=machine, kind=kind, digits=digits, ref=f"{machine.ref}:{kind}"
            )
    except IntegrityError as doubled:
        # Two people at once: the other one has just added it.
        raise CannotKeep(twice) from doubled
    record_change(machine, by=by, at=now, verb=f"{label} meter added", became=facts_of(meter))
    return meter.id
