"""The record may have changed since customers were told of it: what isn't so any more is owed to them, by itself."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.kinds import CORRECTION_OWED
from steadyhand.business.conversations.models import Correction, FactTold
from steadyhand.business.conversations.owed import ABOUT, LIVE, PROGRAM, close
from steadyhand.business.conversations.reading_records import Records
from steadyhand.business.conversations.rules import CorrectionEnd, FactState, StatementState
from steadyhand.business.conversations.speakers import speaker_of
from steadyhand.business.conversations.truth import Is, Truth
from steadyhand.business.conversations.wording import correction as ready_words
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.hearers import hearers_at
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id
from steadyhand.shared.queue.kinds import JobKind, Work
from steadyhand.shared.queue.putting import put_job

LOOK = "see whether what customers were told is still so"
_SENTENCE = re.compile(r"[^.!?\n]*[.!?]?")


@dataclass
class Looked:
    """What one look at told facts changed."""

    opened: int = 0
    changed: int = 0
    closed: int = 0
    over: int = 0

    @property
    def count(self) -> int:
        return self.opened + self.changed + self.closed + self.over


def keep_told_true(*, by: Actor, call_id: UUID | None = None, now: datetime) -> Looked:
    """Hold every fact that customers were told and that still counts against its record (of one call, or of all).

    What is so no longer opens a correction; one that is owed is written anew where the record has moved on, and ends
    where it has come back to what they were told, or where nobody waits for it any more. Six queries where nothing has
    changed. Each fact is a transaction of its own: call it outside of any other.
    """
    rows = FactTold.objects.of(by.tenant_id).filter(state__in=LIVE).exclude(source_kind="")
    said = rows.filter(statement__state__in=(StatementState.SAID, StatementState.RELEASED))
    if call_id is not None:
        said = said.filter(statement__call_id=call_id)
    facts = list(said.select_related("statement").order_by("given_at", "id"))
    records, done = Records(by.tenant_id, facts, now), Looked()
    for fact in facts:
        truth = records.truth(fact)
        if fact.state == FactState.STANDS and truth.stands is Is.TRUE:
            continue
        with transaction.atomic():
            _follow(fact, truth, done, by=by, now=now)
    return done


def look_soon(*, tenant_id: UUID, call_id: UUID, now: datetime) -> bool:
    """Look at a call's told facts once this transaction is kept; say whether there are any. One query, two if so.

    Later than in it, because corrections open the book of follow-ups, and whoever changes a call may lock more rows.
    """
    told = FactTold.objects.of(tenant_id).filter(statement__call_id=call_id, state__in=LIVE).exclude(source_kind="")
    if not told.exists():
        return False
    key = f"told:{call_id.hex}"
    put_job(tenant_id=tenant_id, kind=LOOK, args={"call": str(call_id)}, due_at=now, key=key, now=now)
    return True


def _follow(fact: FactTold, truth: Truth, done: Looked, *, by: Actor, now: datetime) -> None:
    if fact.state == FactState.STANDS:
        if truth.stands is Is.CHANGED:
            done.opened += _owe(fact, truth, now=now)
        else:
            done.over += _becomes(fact, FactState.OVER, now)
        return
    owed = Correction.objects.of(fact.tenant_id).filter(fact_id=fact.id, closed_at__isnull=True).first()
    if owed is None:
        return
    if truth.stands is Is.CHANGED:
        done.changed += _rewrite(owed, fact, truth, by=by, now=now)
        return
    how, state, words = _ENDINGS[truth.stands]
    if close(owed, how=how, words=words, by=by, now=now):
        done.closed += _becomes(fact, state, now)


_ENDINGS = {
    Is.TRUE: (CorrectionEnd.TRUE_AGAIN, FactState.STANDS, "It is true again as they were told."),
    Is.OVER: (CorrectionEnd.OVER, FactState.OVER, "Nobody waits for it any more."),
}


def _becomes(fact: FactTold, state: FactState, now: datetime) -> int:
    # Two may look at once: one update decides.
    return FactTold.objects.filter(**fact.where(), state=fact.state).update(state=state, since=now)


def _owe(fact: FactTold, truth: Truth, *, now: datetime) -> int:
    if not _becomes(fact, FactState.UNTRUE, now):
        return 0
    row, system = fact.statement, the_system(fact.tenant_id, PROGRAM)
    was, correction_id = said_of(fact), new_id()
    text = ready_words(speaker_of(row, program=PROGRAM), was=was, now_is=truth.now_is)
    heard_by = {each for each in (row.by_id, fact.giver_id) if each}
    followup_id = open_followup(
        by=system,
        kind=CORRECTION_OWED.name,
        subject=Subject(
            branch_id=row.branch_id,
            title=f"Tell {row.with_whom or 'the customer'}: {truth.now_is}",
            customer_id=row.customer_id,
            site_id=row.site_id,
            about_kind=ABOUT,
            about_id=correction_id,
        ),
        words=f"{row.by_name} told them: {was}\nNow: {truth.now_is}\nReady to say: {text}",
        listeners=heard_by or hearers_at(row.tenant_id, row.branch_id, at=now),
        now=now,
    )
    correction = Correction.objects.create(
        id=correction_id,
        tenant_id=fact.tenant_id,
        fact=fact,
        followup_id=followup_id,
        was=was,
        now_is=truth.now_is[:300],
        ready_text=text,
        opened_at=now,
    )
    record_change(correction, by=system, at=now, verb="correction owed", became={"was": was, "now_is": truth.now_is})
    return 1


def _rewrite(owed: Correction, fact: FactTold, truth: Truth, *, by: Actor, now: datetime) -> int:
    if owed.now_is == truth.now_is[:300]:
        return 0
    text = ready_words(speaker_of(fact.statement, program=PROGRAM), was=owed.was, now_is=truth.now_is)
    Correction.objects.filter(**owed.where()).update(now_is=truth.now_is[:300], ready_text=text)
    words = f"It has changed again: {truth.now_is}\nReady to say: {text}"
    add_note(by=the_system(by.tenant_id, PROGRAM), followup_id=owed.followup_id, words=words, now=now)
    return 1


def said_of(fact: FactTold) -> str:
    """Return the sentence in which a fact was told, else its own words."""
    words = fact.statement.words
    for sentence in _SENTENCE.finditer(words):
        if fact.end > fact.start and sentence.start() <= fact.start < sentence.end():
            return sentence[0].strip()[:300]
    return fact.words


def _look(work: Work, now: datetime) -> None:
    by = the_system(work.tenant_id, PROGRAM)
    keep_told_true(by=by, call_id=UUID(str(work.args["call"])), now=now)


JOBS = (JobKind(name=LOOK, do=_look, label="see whether what a customer was told is still so"),)
