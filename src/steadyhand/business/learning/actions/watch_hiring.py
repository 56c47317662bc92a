"""A line of somebody's path has come due, or a candidate's day has come and what was known of them goes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.answer_candidate import forget_owed
from steadyhand.business.learning.actions.hiring.end_interviews import end_interviews
from steadyhand.business.learning.actions.hiring.forget_answers import forget_answers
from steadyhand.business.learning.actions.keep_marks import keep_marks
from steadyhand.business.learning.actions.release_fairness import release_fairness
from steadyhand.business.learning.actions.settle_fairness import settle_candidate, settle_fairness
from steadyhand.business.learning.actions.watch_paths import open_path_lines
from steadyhand.business.learning.models import (
    AnswerOwed,
    Candidate,
    CandidateAnswer,
    CandidateReading,
    HiringDecision,
    Scorecard,
)
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change
from steadyhand.shared.outbox.forgetting import forget_messages

ERASED = "erased"


def watch_hiring(tenant_id: UUID, *, now: datetime) -> int:
    """Open path lines that are due or ready, erase candidates whose day is over; return how many of both."""
    by, today = the_system(tenant_id, "Steadyhand"), today_at(tenant_id, now)
    opened = open_path_lines(by, today=today, now=now)
    candidates = Candidate.objects.of(tenant_id).filter(erased_at__isnull=True, keep_until__lt=today)
    over = list(candidates.values_list("id", flat=True))
    for candidate_id in over:
        _erase(by, candidate_id, why="Their day had come.", now=now)
    settle_fairness(tenant_id, now=now)
    release_fairness(tenant_id, now=now)
    return opened + len(over)


def erase_candidate(*, by: Actor, candidate_id: UUID, now: datetime) -> None:
    """Erase what is known of a candidate now, because they asked for it or nobody needs it.

    Raises:
        CannotHire: they aren't at the actor's branches, or are erased already.
    """
    rows = Candidate.objects.visible_to(by.within(LEADS)).filter(erased_at__isnull=True)
    if not rows.filter(id=candidate_id).exists():
        raise CannotHire("This candidate isn't at your branches, or is erased already.")
    _erase(by, candidate_id, why="By hand.", now=now)


@transaction.atomic
def _erase(by: Actor, candidate_id: UUID, *, why: str, now: datetime) -> None:
    """Take names, notes, reasons and letters away, and marks too unless they were hired.

    Of who was hired the path and the marks stay, for they are a colleague's by now; of who answered about themselves,
    the answer and how far they came, which nothing leads back to.
    """
    rows = Candidate.objects.of(by.tenant_id).select_related("opening").select_for_update(of=("self",))
    # Theirs alone: a decision at this moment comes before, and goes too, or comes after and finds nobody.
    candidate = rows.filter(id=candidate_id, erased_at__isnull=True).first()
    if candidate is None:
        return
    settle_candidate(candidate, now=now)
    cards = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate)
    waiting = list(cards.filter(handed_in_at__isnull=True))
    decisions = HiringDecision.objects.of(by.tenant_id).filter(candidate=candidate)
    if candidate.technician_id is None:
        decisions.delete()
    else:
        decisions.update(why=ERASED, reasons={})
        keep_marks(candidate)
    for table in (CandidateAnswer, AnswerOwed):
        table.objects.of(by.tenant_id).filter(candidate=candidate).delete()
    forget_messages(by.tenant_id, [candidate.id])
    Candidate.objects.filter(**candidate.where()).update(name=ERASED, reached_by="", withdrew_why="", erased_at=now)
    record_change(candidate, by=by, at=now, verb="candidate erased", why=why)
    end_interviews(by, waiting, outcome="not_held", now=now)
    forget_owed(by, candidate, now=now)
    forget_answers(by.tenant_id, list(cards))
    cards.delete()
    CandidateReading.objects.of(by.tenant_id).filter(candidate=candidate).delete()
