"""Somebody says how many minutes a week they have for talks and ride-alongs."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import person_here
from steadyhand.business.learning.actions.fit_plans import fit_plans
from steadyhand.business.learning.models import CoachTime
from steadyhand.business.learning.queries.coaches import MAY_OBSERVE
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

MOST_MINUTES = 20 * 60


class CannotHaveTime(Exception):
    """The time can't be kept like this; the message says what to do."""


@transaction.atomic
def set_coach_time(*, by: Actor, minutes: dict[UUID, int], now: datetime) -> int:
    """Keep what each of these people has, fit every open plan to it, and return how many changed. 0: doesn't observe.

    Raises:
        CannotHaveTime: too many minutes, or somebody who can't observe.
    """
    changed = 0
    for user_id, wanted in minutes.items():
        if not 0 <= wanted <= MOST_MINUTES:
            raise CannotHaveTime(f"{wanted} minutes a week: say between 0 and {MOST_MINUTES} (20 hours).")
        person = person_here(by.tenant_id, user_id, at=now)
        if person is None or person.roles.isdisjoint(MAY_OBSERVE):
            raise CannotHaveTime("Only technicians and those who lead them observe: open the page anew.")
        row = CoachTime.objects.of(by.tenant_id).filter(user_id=user_id).first()
        was = row.minutes_a_week if row else 0
        if was == wanted:
            continue
        if row is None:
            row = CoachTime.objects.create(tenant_id=by.tenant_id, user_id=user_id, minutes_a_week=wanted)
        else:
            CoachTime.objects.filter(**row.where()).update(minutes_a_week=wanted)
        record_change(row, by=by, at=now, verb="coaching time set", was={"minutes": was}, became={"minutes": wanted})
        changed += 1
    if changed:
        fit_plans(by.tenant_id, now=now)
    return changed
