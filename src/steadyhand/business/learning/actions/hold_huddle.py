"""A branch has stood together over a module; that it did is kept, with who was there and what they took from it."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import active_among, today_at
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.learning.content.modules import module
from steadyhand.business.learning.models import HuddleHeld, HuddlePresence
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

# The branch, for the follow-up that reminds of its huddle.
ABOUT = "learning.huddle"


@transaction.atomic
def hold_huddle(
    *,
    by: Actor,
    branch_id: UUID,
    code: str,
    held_on: date,
    words: str,
    now: datetime,
    present: Collection[UUID] = (),
) -> UUID:
    """Keep that a huddle was held, and who was there, and return its id. The reminder of that month ends by itself.

    Raises:
        CannotLearn: it is to come, of no module, at a branch that isn't theirs, or with people who don't work here.
    """
    if not by.can_see_branch(branch_id):
        raise CannotLearn("This branch isn't one of yours: choose one from the list.")
    if module(code) is None:
        raise CannotLearn(f"There is no module “{code}”; choose one from the list.")
    if held_on > today_at(by.tenant_id, now):
        raise CannotLearn("That day is still to come: keep the huddle once it was held.")
    if active_among(by.tenant_id, present) != frozenset(present):
        raise CannotLearn("Somebody you ticked doesn't work here any more: open the page anew and tick again.")
    held = HuddleHeld.objects.create(
        tenant_id=by.tenant_id,
        branch_id=branch_id,
        module=code,
        held_on=held_on,
        led_by_id=learner(by),
        words=words.strip(),
        at=now,
    )
    HuddlePresence.objects.bulk_create(
        HuddlePresence(tenant_id=by.tenant_id, huddle=held, user_id=user_id) for user_id in sorted(set(present))
    )
    became = {"module": code, "held_on": held_on, "present": len(set(present))}
    record_change(held, by=by, at=now, verb="huddle held", became=became)
    _rest(by, branch_id, held_on, now)
    return held.id


def _rest(by: Actor, branch_id: UUID, held_on: date, now: datetime) -> None:
    """End the reminder of the month in which it was held."""
    for each in followups_about(by.tenant_id, ABOUT, branch_id):
        opened_on = today_at(by.tenant_id, each.opened_at)
        if each.is_open and (opened_on.year, opened_on.month) == (held_on.year, held_on.month):
            end_followup(by=by, followup_id=each.id, outcome="held", words="It was held and kept.", now=now)
