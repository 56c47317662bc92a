"""A move that overruled a plan is undone: its reason is counted no more. Undone again, it counts as before."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dispatch.day_plan.models import Overrule
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def take_back_overrule(*, by: Actor, overrule_id: UUID, call_id: UUID, now: datetime) -> bool:
    """Mark a call's overrule as taken back, and say whether that changed anything. The row stays.

    One that isn't there, is another call's or was taken back already is left as it is.
    """
    return _turn(by, overrule_id, call_id, now=now, is_counted=False)


@transaction.atomic
def let_overrule_stand(*, by: Actor, overrule_id: UUID, call_id: UUID, now: datetime) -> bool:
    """Count an overrule again whose taking back was itself taken back, and say whether that changed anything."""
    return _turn(by, overrule_id, call_id, now=now, is_counted=True)


def _turn(by: Actor, overrule_id: UUID, call_id: UUID, *, now: datetime, is_counted: bool) -> bool:
    rows = Overrule.objects.visible_to(by).filter(id=overrule_id, call_id=call_id)
    row = rows.filter(taken_back_at__isnull=not is_counted).first()
    if row is None:
        return False
    row.taken_back_at = None if is_counted else now
    row.taken_back_by_name = "" if is_counted else by.name
    row.save(update_fields=["taken_back_at", "taken_back_by_name"])
    verb = "let an overruled plan count again" if is_counted else "took back that a day's plan was overruled"
    record_change(row, by=by, at=now, verb=verb, became={"weight": row.weight, "is_counted": is_counted})
    return True
