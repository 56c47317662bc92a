"""Learn from the visits how fast the dealership's own drives are."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.calls.queries.drives import DriveBetween, drives_between
from steadyhand.business.dispatch.models import DrivingPace
from steadyhand.business.dispatch.travel.learning import Drive, Learnt, learn_pace
from steadyhand.business.dispatch.travel.places import NoSuchPlace, Place

NOWHERE = "between coordinates that aren't on the earth"


@transaction.atomic
def learn_driving(*, tenant_id: UUID, now: datetime) -> Learnt:
    """Keep how fast the newest drives were, in place of what was learnt before; return it."""
    drives, nowhere = [], 0
    for each in drives_between(tenant_id):
        try:
            drives.append(_drive(each))
        except NoSuchPlace:
            nowhere += 1
    learnt = learn_pace(drives)
    left_out = {**learnt.left_out, **({NOWHERE: nowhere} if nowhere else {})}
    pace = learnt.pace
    said = {
        "overall": pace.overall,
        "by_distance": list(pace.by_distance),
        "by_band": {band.value: factor for band, factor in pace.by_band.items()},
        "spread": pace.spread,
    }
    facts = {"learnt_at": now, "pace": said, "drives": learnt.used, "left_out": left_out}
    DrivingPace.objects.update_or_create(tenant_id=tenant_id, defaults=facts)
    return Learnt(pace, learnt.used, left_out)


def _drive(each: DriveBetween) -> Drive:
    zone = ZoneInfo(each.zone)
    return Drive(
        Place(each.from_latitude, each.from_longitude),
        Place(each.to_latitude, each.to_longitude),
        each.left_at.astimezone(zone),
        each.arrived_at.astimezone(zone),
    )
