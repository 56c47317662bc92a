"""A customer asks to hear about something: it goes to whoever answers it, or to whoever has the same already."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.actions.merge_followups import merge_followups
from steadyhand.business.followups.actions.resume import resume
from steadyhand.business.followups.queries.story import story_of
from steadyhand.business.followups.queries.whose import whose
from steadyhand.business.needs.actions.note_need import Seen, note_need
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.queries.noticed import Noticed, noticed_at
from steadyhand.shared.actor import Actor

THEY_ASKED = "They have asked for it themselves."


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Whose it is now; `was_known`: they had the same already, which goes on for both."""

    need_id: UUID
    owner: str
    was_known: bool


@transaction.atomic
def pass_on_asked(*, by: Actor, seen: Seen, now: datetime) -> PassedOn:
    """Keep what a customer asked for. If the same is open for them already, that one goes on for both.

    Whoever waited there waits since then; one that waited its turn goes on at once, as they ask themselves.

    Raises:
        CannotNote: no such customer, machine or site of theirs.
    """
    known = _the_same(by, seen)
    need_id = note_need(by=by, seen=seen, owner=known.line.owner_id if known else None, now=now)
    followup_id = Need.objects.of(by.tenant_id).values_list("followup_id", flat=True).get(id=need_id)
    if known is not None:
        into = known.line.id
        merge_followups(by=by, followup_id=followup_id, into=into, words=THEY_ASKED, now=now)
        if story_of(by, into, now=now).paused_until is not None:
            resume(by=by, followup_id=into, now=now)
    return PassedOn(need_id, whose(by.tenant_id, [followup_id])[followup_id].owner, was_known=known is not None)


def _the_same(by: Actor, seen: Seen) -> Noticed | None:
    """Return the oldest need of this customer and kind that is open."""
    same = [need for need in noticed_at(by, seen.customer_id) if need.sort is seen.sort and need.line.state == "open"]
    return same[-1] if same else None
