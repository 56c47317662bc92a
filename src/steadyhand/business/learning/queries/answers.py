"""What has a candidate heard from us, by when do they hear, and whom do we leave without an answer?"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.learning.hiring.letters import Letter
from steadyhand.business.learning.models import AnswerOwed, Candidate, CandidateAnswer, HiringDecision
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.queries.hiring import owes_card
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that a candidate heard, in the words in which it was sent or roughly said."""

    id: UUID
    letter: Letter
    way: str
    is_sent: bool
    address: str
    subject: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerStanding:
    """By when they hear (None: nobody has said), what became of it, and what they heard, the newest first."""

    by_on: date | None
    ended: str
    ended_at: datetime | None
    heard: tuple[Heard, ...]

    @property
    def is_owed(self) -> bool:
        return self.by_on is not None and self.ended_at is None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A candidate about whom something is decided and who hasn't heard."""

    id: UUID
    name: str
    by_on: date | None


def answer_standing(by: Actor, candidate_id: UUID) -> AnswerStanding:
    """Return how a candidate at a branch that the actor leads stands to hearing from us. Three queries at most.

    Whoever owes a scorecard isn't led by what others decided: answers that were given are left out for them.
    """
    lead = by.within(LEADS)
    owed = AnswerOwed.objects.visible_to(lead).filter(candidate_id=candidate_id).first()
    rows = CandidateAnswer.objects.visible_to(lead).filter(candidate_id=candidate_id).select_related("by")
    heard = tuple(_heard(row) for row in rows.order_by("-at", "-id"))
    if any(each.letter.is_answer for each in heard) and owes_card(by, candidate_id):
        heard = tuple(each for each in heard if not each.letter.is_answer)
    if owed is None:
        return AnswerStanding(None, "", None, heard)
    ended = AnswerOwed.Outcome(owed.outcome).label if owed.outcome else ""
    return AnswerStanding(owed.by_on, ended, owed.ended_at, heard)


def unanswered_at(by: Actor, opening_id: UUID) -> tuple[Unanswered, ...]:
    """Return an opening's candidates who are decided and haven't heard, by name. Three queries."""
    rows = Candidate.objects.visible_to(by.within(LEADS)).filter(opening_id=opening_id, erased_at__isnull=True)
    decided = HiringDecision.objects.of(by.tenant_id).filter(candidate__in=rows).values_list("candidate_id", flat=True)
    owed = AnswerOwed.objects.of(by.tenant_id).filter(candidate__in=rows)
    standing = {row.candidate_id: row for row in owed}
    answers = [letter for letter in Letter if letter.is_answer]
    told = set(
        CandidateAnswer.objects.of(by.tenant_id)
        .filter(candidate__in=rows, letter__in=answers)
        .values_list("candidate_id", flat=True)
    )
    waiting = rows.filter(id__in=set(decided) - told).order_by("name", "id")
    return tuple(
        Unanswered(row.id, row.name, mine.by_on if mine else None)
        for row in waiting
        if (mine := standing.get(row.id)) is None or mine.ended_at is None
    )


def _heard(row: CandidateAnswer) -> Heard:
    way = CandidateAnswer.Way(row.way)
    is_sent = way is not CandidateAnswer.Way.PHONE
    return Heard(
        row.id, Letter(row.letter), way.label, is_sent, row.address, row.subject, row.words, row.by.name, row.at
    )
