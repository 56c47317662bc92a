"""Nobody decided in a quarter of an hour: words that are safe to say go instead, and the manager knows."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.correct_held import put_instead
from steadyhand.business.conversations.holding import LET_GO, PROGRAM, end
from steadyhand.business.conversations.models import HeldMessage
from steadyhand.business.conversations.rules import HeldEnd
from steadyhand.shared.actor import the_system
from steadyhand.shared.queue.kinds import JobKind, Work


@transaction.atomic
def let_go_held(*, tenant_id: UUID, held_id: UUID, now: datetime) -> bool:
    """Let safe words go for a message that still waits and whose time is over; say whether there was one."""
    rows = HeldMessage.objects.of(tenant_id).select_for_update(no_key=True, of=("self",))
    held = rows.select_related("statement").filter(id=held_id).first()
    if held is None or held.ended_at is not None or now < held.lets_go_at:
        return False
    by = the_system(tenant_id, PROGRAM)
    row = put_instead(held, held.safe_words, by=by, now=now)
    end(held, HeldEnd.SAFE_TEXT, by=by, words=f"Nobody decided in time. They read instead: {row.words}", now=now)
    return True


def _when_due(work: Work, now: datetime) -> None:
    let_go_held(tenant_id=work.tenant_id, held_id=UUID(str(work.args["held"])), now=now)


JOBS = (JobKind(name=LET_GO, do=_when_due, label="let safe words go for a held message"),)
