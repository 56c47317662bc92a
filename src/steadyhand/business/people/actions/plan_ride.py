"""A learner rides with their mentor on a day, on purpose: day plans then have no visits of their own for them."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.models import Pair, RideDay
from steadyhand.business.people.growth.rules import PairState
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change

# Nobody knows their day further ahead.
LONGEST_AHEAD = timedelta(days=90)


@transaction.atomic
def plan_ride(*, by: Actor, pair_id: UUID, on: date, about: str, today: date, now: datetime) -> UUID:
    """Plan a day together and return its id.

    Raises:
        CannotBeSo: no such pair that runs, a day that has passed or is too far, or they ride together then already.
    """
    pair = Pair.objects.visible_to(by).select_related("learner", "mentor").filter(id=pair_id).first()
    if pair is None or pair.state != PairState.RUNNING:
        raise CannotBeSo("There is no such pair that runs at your branches; look at the list anew.")
    if on < today or on > today + LONGEST_AHEAD:
        raise CannotBeSo(f"{on} has passed or is too far ahead; choose a day within {LONGEST_AHEAD.days} days.")
    ride = RideDay(
        tenant_id=by.tenant_id, pair=pair, on=on, about=about.strip()[:200], planned_by_name=by.name, planned_at=now
    )
    try:
        with transaction.atomic():
            ride.save(force_insert=True)
    except IntegrityError as error:
        raise CannotBeSo(f"{pair.learner.name} rides with {pair.mentor.name} on that day already.") from error
    record_change(ride, by=by, at=now, verb="ride planned", became=facts_of(ride))
    return ride.id


@transaction.atomic
def take_back_ride(*, by: Actor, ride_id: UUID, now: datetime) -> None:
    """Take a planned day together back; taken back already, it stays so.

    Raises:
        CannotBeSo: no such day at their branches.
    """
    ride = RideDay.objects.visible_to(by).select_for_update(of=("self",)).filter(id=ride_id).first()
    if ride is None:
        raise CannotBeSo("There is no such day of a pair at your branches; look at the list anew.")
    if ride.taken_back_at is None:
        RideDay.objects.filter(**ride.where()).update(taken_back_at=now)
        record_change(ride, by=by, at=now, verb="ride taken back", became={"taken_back_at": now})
