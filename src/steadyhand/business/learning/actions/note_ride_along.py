"""Somebody rode along on a job: what was agreed, seen, kept, changed; signed by both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.jobs_lately import job_called
from steadyhand.business.learning.actions.weeks import finish_step
from steadyhand.business.learning.coaching.cadence import Sort
from steadyhand.business.learning.coaching.rules import Answer, NotLikeThis, Source, TookOver, check_ride
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.models import CoachingStep, Observation, RideAlong
from steadyhand.business.learning.queries.coaches import LEADS, may_observe
from steadyhand.business.people.queries import technician_of_user
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.history import record_change

# What a phone kept for longer is another day's: then the moment at which it came stands in.
OLDEST = timedelta(days=7)
AT_ONCE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rode:
    """What the form says. `answers` by code of behaviour; `signed_here`: the technician signed on this phone."""

    visit_id: UUID
    goal: str
    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    took_over: TookOver
    keep: str
    change: str
    signed_here: bool


class CannotRide(Exception):
    """The ride-along can't be kept like this; the message says what to do."""


@transaction.atomic
def note_ride_along(
    *, by: Actor, technician_id: UUID, rode: Rode, tapped_at: datetime | None = None, now: datetime
) -> UUID:
    """Keep a ride-along with its observations, tick off the step that it was, and return its id.

    `tapped_at` is when it was sent as a phone tells, by our clock.

    Raises:
        CannotRide: with the sentence for whoever filled it in.
    """
    job = job_called(by, rode.visit_id)
    if job is None or job.technician_id != technician_id:
        raise CannotRide("That visit isn't this technician's any more: pick another one.")
    if by.user_id is None or not may_observe(by):
        raise CannotRide("Observing is for managers, and for technicians who were given time for it.")
    if technician_of_user(by.tenant_id, by.user_id) == technician_id:
        raise CannotRide("Nobody rides along with themselves: say what you tried from the visit's own page.")
    try:
        check_ride(
            rode.answers, {each.code for each in behaviours()}, goal=rode.goal, keep=rode.keep, change=rode.change
        )
    except NotLikeThis as refused:
        raise CannotRide(str(refused)) from refused
    if RideAlong.objects.of(by.tenant_id).filter(visit_id=job.id, observer_id=by.user_id).exists():
        raise CannotRide("Your ride-along on this visit is written down already. Pick another visit.")
    source = Source.MANAGER if by.is_one_of(*LEADS) else Source.MENTOR
    at, how = _when(tapped_at, now)
    # A second pair of eyes on the same visit ticks nothing off: it is there to see whether both see the same.
    is_second = RideAlong.objects.of(by.tenant_id).filter(visit_id=job.id, technician_id=technician_id).exists()
    step = None if is_second else _step_of(by, technician_id)
    ride = RideAlong.objects.create(
        tenant_id=by.tenant_id,
        branch_id=job.branch_id,
        technician_id=technician_id,
        observer_id=by.user_id,
        source=source,
        step_id=step.id if step else None,
        visit_id=job.id,
        job=job.said[:300],
        happened_at=at,
        happened_at_how=how,
        noted_at=now,
        goal=rode.goal.strip(),
        took_over=rode.took_over,
        keep=rode.keep.strip(),
        change=rode.change.strip(),
        signed_at=now if rode.signed_here else None,
        signed=RideAlong.Signed.HERE if rode.signed_here else "",
    )
    Observation.objects.bulk_create(
        Observation(
            tenant_id=by.tenant_id,
            technician_id=technician_id,
            ride_along=ride,
            visit_id=job.id,
            job=ride.job,
            source=source,
            observer_id=by.user_id,
            behaviour=code,
            answer=answer,
            note=rode.notes.get(code, "").strip()[:300],
            at=at,
        )
        for code, answer in rode.answers.items()
    )
    record_change(ride, by=by, at=now, verb="ride-along noted", became={"technician": str(ride.technician)})
    if step is not None:
        finish_step(step, by=by, standing=CoachingStep.Standing.DONE, agreed=ride.change, now=now)
    return ride.id


@transaction.atomic
def sign_ride_along(*, by: Actor, ride_id: UUID, now: datetime) -> None:
    """Sign as the technician, on their own phone: read, whether agreed or not.

    Raises:
        CannotRide: it isn't about them.
    """
    ride = _own_ride(by, ride_id)
    if ride.signed_at is not None:
        return
    RideAlong.objects.filter(**ride.where()).update(signed_at=now, signed=RideAlong.Signed.OWN)
    record_change(ride, by=by, at=now, verb="ride-along signed")


def _own_ride(by: Actor, ride_id: UUID) -> RideAlong:
    rows = RideAlong.objects.of(by.tenant_id).filter(id=ride_id)
    ride = rows.filter(technician__user_id=by.user_id).first() if by.user_id else None
    if ride is None:
        raise CannotRide("This ride-along isn't about you: only who drove signs it.")
    return ride


def _step_of(by: Actor, technician_id: UUID) -> CoachingStep | None:
    """Return the oldest ride-along that is due with this technician; whoever was to ride, it has happened."""
    rows = CoachingStep.objects.of(by.tenant_id).filter(
        plan__technician_id=technician_id,
        plan__ended_at__isnull=True,
        sort=Sort.RIDE,
        standing=CoachingStep.Standing.PLANNED,
        followup_id__isnull=False,
    )
    return rows.order_by("on", "id").first()


def _when(tapped_at: datetime | None, now: datetime) -> tuple[datetime, How]:
    if tapped_at is None or abs(now - tapped_at) <= AT_ONCE:
        return now, How.OBSERVED
    if now - OLDEST <= tapped_at <= now:
        return tapped_at, How.ENTERED
    return now, How.DEFAULTED
