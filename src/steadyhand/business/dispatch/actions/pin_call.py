"""A call stays with a technician on a day, whatever a plan would like; or nobody goes for it that day."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.for_a_plan import call_to_go
from steadyhand.business.dealership.branches import zones_of_branches
from steadyhand.business.dispatch.day_plan.models import Pin
from steadyhand.business.dispatch.day_plan.wall_clock import WallClock
from steadyhand.business.people.queries import technician_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

_MOST_WHY = 300


class CannotPin(Exception):
    """The call isn't pinned; the message is for the dispatcher."""


@transaction.atomic
def pin_call(
    *,
    by: Actor,
    call_id: UUID,
    on: date,
    technician_id: UUID | None,
    begins_at: datetime | None = None,
    why: str = "",
    now: datetime,
) -> None:
    """Pin a call to a technician on a day, and to a moment if one is named; without a technician nobody goes that day.

    In place of the pin it has that day. The same again changes nothing.

    Raises:
        CannotPin: no such call, its visit has begun, the technician isn't here that day, or the moment isn't in it.
    """
    found = call_to_go(by, call_id)
    if found is None:
        raise CannotPin("There is no such call at your branches. It may have moved to another one.")
    branch_id, call = found
    clock = WallClock(on, zones_of_branches(by.tenant_id)[branch_id])
    if now >= clock.until:
        raise CannotPin(f"{on.day} {on:%B %Y} is over: there is nothing left to pin.")
    if call.visit is not None and not call.visit.state.is_over and call.visit.has_begun:
        raise CannotPin(
            f"The visit for call {call.number} is {call.visit.state.label}: what has begun stays by itself."
        )
    if begins_at is not None and not clock.has(begins_at):
        raise CannotPin("That time lies in another day. Pin it on that day, or choose another time.")
    if technician_id is not None and technician_of(by, technician_id, on=on) is None:
        raise CannotPin("This technician doesn't work at your branches on that day. Choose somebody else.")
    if technician_id is None and begins_at is not None:
        raise CannotPin("Say who should be there at that time, or leave the time out.")
    pin = Pin.objects.visible_to(by).filter(call_id=call_id, on=on).first()
    wanted = {"technician_id": technician_id, "begins_at": begins_at, "why": why.strip()[:_MOST_WHY]}
    if pin is not None and all(getattr(pin, name) == value for name, value in wanted.items()):
        return
    pin, _ = Pin.objects.update_or_create(
        tenant_id=by.tenant_id, call_id=call_id, on=on,
        defaults={**wanted, "pinned_at": now, "pinned_by_name": by.name},
    )  # fmt: skip
    record_change(
        pin, by=by, at=now, verb="pinned a call", why=why.strip()[:_MOST_WHY], became={"call": call.number, **wanted}
    )


@transaction.atomic
def unpin_call(*, by: Actor, call_id: UUID, on: date, now: datetime) -> bool:
    """Take a call's pin of a day away, and say whether it had one."""
    pin = Pin.objects.visible_to(by).filter(call_id=call_id, on=on).first()
    if pin is None:
        return False
    record_change(pin, by=by, at=now, verb="unpinned a call", was={"technician_id": pin.technician_id})
    pin.delete()
    return True
