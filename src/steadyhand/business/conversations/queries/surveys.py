"""What has a call's customer answered, and until when may they change it?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.conversations.models import SurveyAnswer
from steadyhand.business.conversations.surveys.rules import Answered, WordKept, Works, may_change_until


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """What a customer has answered, as their own page shows it."""

    answered: Answered
    answered_at: datetime
    may_change_until: datetime


def answer_seen(tenant_id: UUID, call_id: UUID) -> AnswerSeen | None:
    """Return the answer of a call, None where there is none yet. One query."""
    row = SurveyAnswer.objects.of(tenant_id).filter(call_id=call_id).first()
    if row is None:
        return None
    answered = Answered(works=Works(row.works), word_kept=WordKept(row.word_kept), score=row.score, words=row.words)
    return AnswerSeen(answered, row.answered_at, may_change_until(row.answered_at))


@dataclass(frozen=True, slots=True)
class InWords:
    """What a customer wrote when asked how it went."""

    id: UUID
    call_id: UUID
    score: int
    words: str
    answered_at: datetime


def words_about(tenant_id: UUID, calls: Collection[UUID]) -> tuple[InWords, ...]:
    """Return what customers wrote about these calls, newest first; who only tapped is left out. One query."""
    rows = SurveyAnswer.objects.of(tenant_id).filter(call_id__in=calls).exclude(words="").order_by("-answered_at", "id")
    return tuple(InWords(*row) for row in rows.values_list("id", "call_id", "score", "words", "answered_at"))
