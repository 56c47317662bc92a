"""A technician switches on that the desk sees where they are, or off; their phone says where; it is forgotten."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.dealership.branches import place_of_branch
from steadyhand.business.dealership.calendars import spans_on
from steadyhand.business.dispatch.day_plan.wall_clock import WallClock
from steadyhand.business.dispatch.positions.models import LivePosition
from steadyhand.business.dispatch.positions.rules import WIPED_AFTER, fix_of, shared_until
from steadyhand.business.people.queries import OwnTechnician, own_technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotSharePosition(Exception):
    """Nothing was switched on; the message is for the technician."""


@transaction.atomic
def share_position(*, by: Actor, now: datetime) -> datetime:
    """Let the desk see where the actor is until their shift is over, and return until when. The same again: as it was.

    Raises:
        CannotSharePosition: the actor is no technician of the record.
    """
    who = own_technician(by, on=now.date())
    if who is None:
        raise CannotSharePosition("You aren't among the technicians of your branch. Ask whoever keeps the record.")
    mine = LivePosition.objects.of(by.tenant_id).filter(technician_id=who.id)
    known = mine.filter(until_at__gt=now).first()
    if known is not None:
        return known.until_at
    mine.delete()
    until_at = shared_until(_shift_ends(by.tenant_id, who, now), now=now)
    row = LivePosition.objects.create(tenant_id=by.tenant_id, technician_id=who.id, since_at=now, until_at=until_at)
    record_change(row, by=by, at=now, verb="let the desk see where they are", became={"until_at": until_at})
    return until_at


@transaction.atomic
def stop_sharing_position(*, by: Actor, now: datetime) -> bool:
    """Switch it off, forget the position, and say whether it was on."""
    row = LivePosition.objects.of(by.tenant_id).filter(technician__user_id=by.user_id).first() if by.user_id else None
    if row is None:
        return False
    record_change(row, by=by, at=now, verb="let the desk see no more where they are", was={"until_at": row.until_at})
    row.delete()
    return True


def tell_position(*, by: Actor, latitude: float, longitude: float, metres: float, now: datetime) -> bool:
    """Keep where the actor's phone is, in place of where it was; False where it isn't switched on (any more).

    No history is written of it. One statement.

    Raises:
        NoPosition: that is no place on earth, or none known well enough.
    """
    fix = fix_of(latitude, longitude, metres)
    if by.user_id is None:
        return False
    mine = LivePosition.objects.of(by.tenant_id).filter(technician__user_id=by.user_id, until_at__gt=now)
    return mine.update(at=now, latitude=fix.latitude, longitude=fix.longitude, metres=fix.metres) > 0


@transaction.atomic
def forget_positions(tenant_id: UUID, *, now: datetime) -> int:
    """Delete what is shared no more, and wipe places grown old; return how many rows that were."""
    rows = LivePosition.objects.of(tenant_id)
    over, _ = rows.filter(until_at__lte=now).delete()
    old = rows.filter(at__lt=now - WIPED_AFTER).update(at=None, latitude=None, longitude=None, metres=None)
    return over + old


def _shift_ends(tenant_id: UUID, who: OwnTechnician, now: datetime) -> list[datetime]:
    branch = place_of_branch(tenant_id, who.branch_id)
    calendar_id = who.calendar_id or branch.calendar_id
    clock = WallClock(now.astimezone(ZoneInfo(branch.zone)).date(), branch.zone)
    spans = spans_on(tenant_id, {calendar_id}, on=clock.on).get(calendar_id, ())
    return [clock.moment(int(span.ends.total_seconds())) for span in spans]
