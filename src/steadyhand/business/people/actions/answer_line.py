"""A technician says something to a line about them: a claim, a certificate, a worksheet."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.models import LONGEST_WORDS, LineAnswer, Worksheet
from steadyhand.business.people.models import Certification, Skill, Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def answer_line(*, by: Actor, about_id: UUID, words: str, now: datetime) -> UUID:
    """Keep what a technician says to a line about themselves, beside it and for ever, and return the answer's id.

    Raises:
        CannotBeSo: nothing was said, or the line is about somebody else.
    """
    words = words.strip()
    if not words:
        raise CannotBeSo("Write what you want to say to it.")
    if len(words) > LONGEST_WORDS:
        raise CannotBeSo(f"These are {len(words)} characters; {LONGEST_WORDS} at most stand beside a line.")
    mine = Technician.objects.of(by.tenant_id).filter(user_id=by.user_id).first() if by.user_id else None
    kind = _kind_of(by.tenant_id, mine.id, about_id) if mine else ""
    if mine is None or not kind:
        raise CannotBeSo("This line isn't about you, so it isn't yours to answer; look at your own page anew.")
    row = LineAnswer(
        tenant_id=by.tenant_id, technician=mine, about_kind=kind, about_id=about_id, words=words, said_at=now
    )
    row.save(force_insert=True)
    # The words stand beside the line, for who may read that.
    record_change(row, by=by, at=now, verb="line answered")
    return row.id


def _kind_of(tenant_id: UUID, technician_id: UUID, about_id: UUID) -> str:
    """Return what kind of line about this technician it is; empty where it is none."""
    if Skill.objects.of(tenant_id).filter(id=about_id, technician_id=technician_id).exists():
        return "claim"
    if Certification.objects.of(tenant_id).filter(id=about_id, technician_id=technician_id).exists():
        return "certificate"
    if Worksheet.objects.of(tenant_id).filter(id=about_id, pair__learner_id=technician_id).exists():
        return "worksheet"
    return ""
