"""Words about a promise that waited have reached its customer: what asked for them ends now, and not before.

Safe words end nothing: they say that news will come, and whoever has the early notice or the miss still tells them.
"""

from datetime import datetime

from steadyhand.business.conversations.kinds import GOOD_NEWS
from steadyhand.business.conversations.models import Statement
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.promises.actions.keep_word import told_early
from steadyhand.business.promises.beside import end_beside
from steadyhand.business.promises.keeping import ABOUT
from steadyhand.business.promises.kinds import EARLY_NOTICE, MISSED_PROMISE
from steadyhand.shared.actor import Actor

# What asks for such words, and how it ends once they are read.
ASKED_BY = {
    Moment.RUNNING_LATE.value: (EARLY_NOTICE, "told"),
    Moment.PART_LATE.value: (EARLY_NOTICE, "told"),
    Moment.COMING_EARLY.value: (GOOD_NEWS, "told"),
    Moment.PART_HERE.value: (GOOD_NEWS, "told"),
    Moment.OWNED_MISS.value: (MISSED_PROMISE, "made_right"),
}


def note_told_early(row: Statement, *, now: datetime) -> None:
    """Note that an early notice reached its customer. Call it before anything opens the book of follow-ups."""
    if row.promise_id is not None and row.moment in (Moment.RUNNING_LATE, Moment.PART_LATE):
        told_early(tenant_id=row.tenant_id, promise_id=row.promise_id, now=now)


def told_after_all(row: Statement, *, by: Actor, words: str, now: datetime) -> None:
    """End what asked for words about a promise. `by`: who let them go. Call it last: it opens the book."""
    if row.promise_id is None or row.moment not in ASKED_BY:
        return
    kind, outcome = ASKED_BY[row.moment]
    for each in followups_about(row.tenant_id, ABOUT, row.promise_id):
        if each.kind == kind.name and each.is_open and kind.has_somebody_waiting:
            record_contact(by=by, followup_id=each.id, channel=row.channel, words=row.words[:2000], now=now)
    end_beside(row.tenant_id, row.promise_id, kind=kind.name, outcome=outcome, words=words[:2000], now=now)
