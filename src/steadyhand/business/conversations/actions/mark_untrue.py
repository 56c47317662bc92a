"""What a technician was handed to pass on isn't so: its giver puts it right, or else their manager."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.kinds import HANDED_UNTRUE
from steadyhand.business.conversations.models import FactTold, HandedFact
from steadyhand.business.conversations.rules import CannotSay, FactState, HandedState
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

ABOUT = "conversations.handedfact"


@transaction.atomic
def mark_untrue(*, by: Actor, handed_id: UUID, because: str, now: datetime) -> UUID:
    """Keep that it isn't so, and return the follow-up: the giver's, who must say how it is.

    The technician may mark it, its giver, and whoever sees the branch.

    Raises:
        CannotSay: no reason, nothing there, or somebody has marked it already.
    """
    if by.user_id is None:
        raise CannotSay("Somebody says that it isn't so: sign in first.")
    if not because.strip():
        raise CannotSay("Write what isn't so about it, or how you know.")
    rows = HandedFact.objects.of(by.tenant_id).select_for_update(no_key=True)
    row = rows.filter(id=handed_id).first()
    mine = row is not None and by.user_id in (row.technician_id, row.giver_id)
    if row is None or not (mine or by.can_see_branch(row.branch_id)):
        raise CannotSay("There is no such fact at your branches; look at the call anew.")
    if row.state != HandedState.STANDING:
        raise CannotSay(f"Somebody was faster: it is {HandedState(row.state).label}.")
    told = "The customer was told it" if row.passed_on_at else "The customer hasn't been told it"
    followup_id = open_followup(
        by=by,
        kind=HANDED_UNTRUE.name,
        subject=Subject(
            branch_id=row.branch_id,
            title=f"Not so: “{row.words}”",
            customer_id=row.customer_id,
            about_kind=ABOUT,
            about_id=row.id,
        ),
        words=f"{row.giver_name} gave “{row.words}” ({row.source_words}). {told}. Not so: {because.strip()}",
        owner=row.giver_id,
        listeners={row.technician_id, row.giver_id},
        now=now,
    )
    becomes = {
        "state": HandedState.UNTRUE,
        "untrue_at": now,
        "untrue_by_id": by.user_id,
        "untrue_because": because.strip()[:500],
        "followup_id": followup_id,
    }
    HandedFact.objects.filter(**row.where()).update(**becomes)
    if row.passed_on_id is not None:
        # Whoever reads what this customer was told sees it struck.
        FactTold.objects.of(row.tenant_id).filter(statement_id=row.passed_on_id).update(
            state=FactState.UNTRUE, since=now
        )
    record_change(row, by=by, at=now, verb="marked a handed fact untrue", why=because.strip())
    return followup_id
