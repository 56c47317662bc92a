"""A branch has stood together over a module; that it did is kept, with what they took from it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.content.modules import module
from steadyhand.business.learning.models import HuddleHeld
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def hold_huddle(*, by: Actor, branch_id: UUID, code: str, held_on: date, words: str, now: datetime) -> UUID:
    """Keep that a huddle was held and return its id.

    Raises:
        CannotLearn: it is to come, of no module, or at a branch that isn't theirs.
    """
    if not by.can_see_branch(branch_id):
        raise CannotLearn("This branch isn't one of yours: choose one from the list.")
    if module(code) is None:
        raise CannotLearn(f"There is no module “{code}”; choose one from the list.")
    if held_on > today_at(by.tenant_id, now):
        raise CannotLearn("That day is still to come: keep the huddle once it was held.")
    held = HuddleHeld.objects.create(
        tenant_id=by.tenant_id,
        branch_id=branch_id,
        module=code,
        held_on=held_on,
        led_by_id=learner(by),
        words=words.strip(),
        at=now,
    )
    record_change(held, by=by, at=now, verb="huddle held", became={"module": code, "held_on": held_on})
    return held.id
