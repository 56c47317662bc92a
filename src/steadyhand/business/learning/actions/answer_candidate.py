"""A candidate hears from us: what was sent is kept as it was, or who told them and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.queries.about import about_any
from steadyhand.business.followups.rules import events as e
from steadyhand.business.learning.actions.owe_answer import ABOUT
from steadyhand.business.learning.hiring.letters import Letter
from steadyhand.business.learning.kinds import CANDIDATE_ANSWER
from steadyhand.business.learning.models import AnswerOwed, Candidate, CandidateAnswer, HiringDecision
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change

Way = CandidateAnswer.Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What they heard: `words` as they were sent or roughly said, `at` when, `by_id` by whom."""

    letter: Letter
    way: Way
    words: str
    by_id: UUID
    at: datetime
    subject: str = ""
    address: str = ""


@transaction.atomic
def answer_candidate(*, by: Actor, candidate_id: UUID, told: Told, now: datetime) -> UUID:
    """Keep what a candidate heard, and return its id; an answer (not an invitation) ends what was owed.

    Raises:
        CannotHire: not at their branches, nothing said, a moment to come, or an answer before anything was decided.
    """
    candidate = _to_lead(by, candidate_id)
    if not told.words.strip():
        raise CannotHire("Say what they heard, in a sentence at least.")
    if told.at > now:
        raise CannotHire("That moment is still to come: say when they were told.")
    is_decided = HiringDecision.objects.of(by.tenant_id).filter(candidate=candidate).exists()
    if told.letter.is_answer and not is_decided:
        raise CannotHire("Nothing is decided about them yet: decide first, with a reason that you could say to them.")
    row = CandidateAnswer.objects.create(
        tenant_id=by.tenant_id,
        candidate=candidate,
        letter=told.letter,
        way=told.way,
        address=told.address,
        subject=told.subject,
        words=told.words.strip(),
        by_id=told.by_id,
        at=told.at,
    )
    # No words and no address: the history outlives the candidate's data.
    record_change(row, by=by, at=now, verb="candidate told", became={"what": told.letter.label, "how": told.way.label})
    if told.letter.is_answer:
        _end(by, candidate, AnswerOwed.Outcome.ANSWERED, "They have heard from us.", now)
    return row.id


def nothing_owed(by: Actor, candidate: Candidate, *, now: datetime) -> None:
    """End what is owed to a candidate who doesn't want the post any more. Call it last: it opens the book."""
    _end(by, candidate, AnswerOwed.Outcome.WITHDREW, "They don't want the post any more.", now)


def forget_owed(by: Actor, candidate: Candidate, *, now: datetime) -> None:
    """End the follow-up of an answer that can't be given any more: their data goes. Call it last: it opens the book."""
    _end_followup(by, candidate, "erased", "Their data was erased before they had heard.", now)


def _to_lead(by: Actor, candidate_id: UUID) -> Candidate:
    rows = Candidate.objects.visible_to(by.within(LEADS)).select_related("opening").filter(erased_at__isnull=True)
    candidate = rows.filter(id=candidate_id).first()
    if candidate is None:
        raise CannotHire("This candidate isn't at your branches, or their day has come and their data is erased.")
    return candidate


def _end(by: Actor, candidate: Candidate, outcome: AnswerOwed.Outcome, words: str, now: datetime) -> None:
    rows = AnswerOwed.objects.of(by.tenant_id).filter(candidate=candidate, ended_at__isnull=True)
    rows.update(outcome=outcome, ended_at=now)
    _end_followup(by, candidate, outcome.value, words, now)


def _end_followup(by: Actor, candidate: Candidate, outcome: str, words: str, now: datetime) -> None:
    for each in about_any(by.tenant_id, ABOUT, [candidate.id], kind=CANDIDATE_ANSWER.name, is_open=True):
        ended = e.Ended(at=now, by=None, outcome=outcome, words=words)
        act(the_system(by.tenant_id, by.name), each.id, ended, with_record=True)
