"""Somebody who hasn't seen yet how it ended is told now: they are about to be asked."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import person_here
from steadyhand.business.followups import models
from steadyhand.business.followups.registry import kind_called
from steadyhand.business.followups.rules.standing import State
from steadyhand.business.followups.telling import ANSWER, ANSWER_PAGE, LINK_LASTS, address_of, may_be_interrupted
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import add_link
from steadyhand.shared.outbox.queueing import Words, queue_message


@transaction.atomic
def tell_ended(
    *, by: Actor, followup_id: UUID, user_id: UUID, words: str, useful_until: datetime, now: datetime
) -> bool:
    """Send somebody how it ended, with these words, unless they have seen it, were told, or are on leave.

    It counts among the few messages that interrupt one person in a day; where that many were sent, and where they can
    be reached nowhere, it stays on their page. Return whether it was sent: once for each end.
    """
    row = models.FollowUp.objects.of(by.tenant_id).filter(id=followup_id, state=State.ENDED).first()
    told = models.FollowUpNews.objects.of(by.tenant_id).filter(followup_id=followup_id, user_id=user_id)
    newest = told.order_by("-number").first()
    if row is None or newest is None or newest.seen_at is not None or newest.how == models.FollowUpNews.How.AT_ONCE:
        return False
    person = person_here(by.tenant_id, user_id, at=now)
    to = address_of(person) if person is not None and not person.is_on_leave else None
    if to is None or not may_be_interrupted(by.tenant_id, user_id, now):
        return False
    unsent = told.filter(id=newest.id, seen_at__isnull=True, how=models.FollowUpNews.How.DIGEST)
    if not unsent.update(how=models.FollowUpNews.How.AT_ONCE):
        return False
    outcome = kind_called(row.kind).outcome(row.outcome)
    how = (outcome.label if outcome else row.outcome).capitalize()
    link = add_link(by=by, purpose=ANSWER, about_id=newest.id, expires_at=now + LINK_LASTS, now=now)
    return queue_message(
        by=by,
        key=f"ended:{newest.id.hex}",
        to=to,
        words=Words(subject=f"{how}: {row.title}"[:200], body=f"{words} {row.title}. {how}: {row.why.strip()[:200]}"),
        about_id=row.id,
        expires_at=useful_until,
        link=(ANSWER_PAGE, link.id),
        now=now,
    )
