"""A closing was taken back: its words are not what the customer reads any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.holding import PROGRAM, end
from steadyhand.business.conversations.models import HeldMessage, Statement
from steadyhand.business.conversations.rules import HeldEnd, StatementState
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor, the_system


@transaction.atomic
def unsay_visit(*, by: Actor, visit_id: UUID, now: datetime) -> int:
    """Take back what stood on a visit's page, held or shown; return how many statements that were.

    Call it after every row that its transaction locks: ending a held message opens the book of follow-ups.
    """
    rows = Statement.objects.of(by.tenant_id).filter(visit_id=visit_id, channel=Channel.PAGE)
    waiting = HeldMessage.objects.of(by.tenant_id).filter(statement__in=rows, ended_at__isnull=True)
    for held in list(waiting.select_for_update(no_key=True, of=("self",)).select_related("statement")):
        words = "The closing was taken back."
        end(held, HeldEnd.WITHDRAWN, by=the_system(by.tenant_id, PROGRAM), why=words, words=words, now=now)
    shown = rows.filter(state__in=(StatementState.SAID, StatementState.RELEASED, StatementState.HELD))
    return shown.update(state=StatementState.WITHDRAWN)
