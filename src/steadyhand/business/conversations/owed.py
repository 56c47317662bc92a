"""Which facts has a statement told anew, and which corrections end by it? The customer knows now how it is."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.conversations.kinds import CORRECTION_OWED
from steadyhand.business.conversations.models import Correction, FactTold, Statement
from steadyhand.business.conversations.rules import CorrectionEnd, Direction, FactState, Source, StatementState, Verdict
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.followups.rules import events as e
from steadyhand.business.promises.queries.chains import chains_of
from steadyhand.shared.actor import Actor, the_system

ABOUT = "conversations.correction"
PROGRAM = "Steadyhand"
# What stood to the record when it was said settles what was said before; what no record knows settles nothing.
RIGHT = (Verdict.MATCHES, Verdict.TIGHTER)
LIVE = (FactState.STANDS, FactState.UNTRUE)


def settle_with(row: Statement, *, by: Actor, now: datetime) -> int:
    """Note what a statement has told anew, end the corrections that it makes; return how many of these ended.

    Call it after every row that its transaction locks: ending a correction opens the book of follow-ups.
    """
    if row.direction != Direction.TO_THEM or not StatementState(row.state).reached_them:
        return 0
    facts = list(
        FactTold.objects.of(row.tenant_id).filter(statement_id=row.id, verdict__in=RIGHT).exclude(source_kind="")
    )
    if not facts:
        return 0
    before = list(_before(row, facts))
    anew = [fact.id for fact in before if fact.state == FactState.STANDS]
    FactTold.objects.of(row.tenant_id).filter(id__in=anew).update(state=FactState.TOLD_ANEW, since=now)
    untrue = [fact.id for fact in before if fact.state == FactState.UNTRUE]
    return end_corrections(row, untrue, by=by, now=now) if untrue else 0


def end_corrections(told_by: Statement, fact_ids: Collection[UUID], *, by: Actor, now: datetime) -> int:
    """End the corrections owed for these facts: the customer was told by this statement. Return how many there were."""
    ended = 0
    owed = Correction.objects.of(told_by.tenant_id).filter(fact_id__in=fact_ids, closed_at__isnull=True)
    for correction in owed.order_by("opened_at", "id"):
        ended += close(correction, how=CorrectionEnd.TOLD, told_by=told_by, by=by, now=now)
    FactTold.objects.of(told_by.tenant_id).filter(id__in=fact_ids).update(state=FactState.CORRECTED, since=now)
    return ended


def close(
    correction: Correction,
    *,
    how: CorrectionEnd,
    told_by: Statement | None = None,
    words: str = "",
    by: Actor,
    now: datetime,
) -> bool:
    """End one correction with its follow-up, unless somebody has just done so; say whether it was this one."""
    still_open = Correction.objects.filter(**correction.where(), closed_at__isnull=True)
    if not still_open.update(closed_at=now, how=how, told_by=told_by):
        return False
    for each in followups_about(correction.tenant_id, ABOUT, correction.id):
        if each.kind != CORRECTION_OWED.name or not each.is_open:
            continue
        if told_by is not None and each.is_waiting:
            record_contact(by=by, followup_id=each.id, channel=told_by.channel, words=told_by.words[:2000], now=now)
        said = words or (f"Told {told_by.with_whom}: {told_by.words}"[:2000] if told_by else "")
        event = e.Ended(at=now, by=None, outcome=how, words=said)
        act(the_system(correction.tenant_id, PROGRAM), each.id, event, with_record=True)
    return True


def _before(row: Statement, facts: Collection[FactTold]) -> Iterable[FactTold]:
    """Return the facts that this customer was told before about the same records, and that still count."""
    promise_ids = {fact.source_id for fact in facts if fact.source_kind == Source.PROMISE and fact.source_id}
    chains = chains_of(row.tenant_id, promise_ids) if promise_ids else {}
    same = Q()
    for fact in facts:
        ids = chains.get(fact.source_id, frozenset()) if fact.source_id in chains else frozenset()
        same |= Q(kind=fact.kind, source_kind=fact.source_kind, source_id__in={fact.source_id, *ids})
    rows = FactTold.objects.of(row.tenant_id).filter(same, state__in=LIVE).exclude(statement_id=row.id)
    theirs = Q(statement__customer_id=row.customer_id) if row.customer_id else Q(statement__call_id=row.call_id)
    return rows.filter(theirs, statement__state__in=(StatementState.SAID, StatementState.RELEASED))
