"""A candidate's way is over: how far they came goes with their answers, and nothing leads back to them any more."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from steadyhand.business.learning.fairness.releasing import Stage
from steadyhand.business.learning.fairness_ties import ties_of
from steadyhand.business.learning.hiring.kit import kit_from
from steadyhand.business.learning.hiring.rules import Leaning, Marked, Verdict, findings, leaning
from steadyhand.business.learning.models import (
    Candidate,
    FairnessAsk,
    FairnessQuestion,
    FairnessSheet,
    HiringDecision,
    Scorecard,
)
from steadyhand.shared.links import revoke_links

# A closed opening is sometimes opened again; after four weeks it hardly ever is.
OVER_AFTER = timedelta(days=28)
HIRED = (Verdict.HIRE, Verdict.PATH)
MET = (Leaning.HIRE, Leaning.PATH)


def settle_fairness(tenant_id: UUID, *, now: datetime) -> int:
    """Settle everybody who was asked and works here by now, or whose opening was closed weeks ago; return how many."""
    is_over = Q(candidate__technician__isnull=False) | Q(candidate__opening__closed_at__lte=now - OVER_AFTER)
    asks = FairnessAsk.objects.of(tenant_id).filter(is_over).select_related("candidate__opening")
    candidates = [ask.candidate for ask in asks]
    for candidate in candidates:
        settle_candidate(candidate, now=now)
    return len(candidates)


@transaction.atomic
def settle_candidate(candidate: Candidate, *, now: datetime) -> None:
    """Cut what leads from a candidate to their answers, and keep how far they came; nothing if they weren't asked.

    Whoever answered nothing gets a sheet too, an empty one: who is among them is what nobody can tell afterwards.
    Whoever withdrew before anything was decided is counted nowhere: that was no choice of the house.
    """
    ask = FairnessAsk.objects.of(candidate.tenant_id).filter(candidate=candidate).first()
    if ask is None:
        return
    sheets = FairnessSheet.objects.of(candidate.tenant_id)
    sheet = sheets.filter(tie__in=ties_of(candidate.tenant_id, candidate.id)).first()
    said = sheet.answers if sheet else {}
    answers = {str(question_id): said.get(str(question_id)) for question_id in _questions_since(ask)}
    # Anew and not changed: a row's place in the table would tell when it was first written.
    if sheet is not None:
        sheets.filter(**sheet.where()).delete()
    if not _went_by_themselves(candidate):
        FairnessSheet.objects.create(
            tenant_id=candidate.tenant_id, tie=None, answers=answers, stage=stage_of(candidate).value
        )
    revoke_links(tenant_id=candidate.tenant_id, about_id=ask.id, now=now)
    FairnessAsk.objects.filter(**ask.where()).delete()


def _went_by_themselves(candidate: Candidate) -> bool:
    decided = HiringDecision.objects.of(candidate.tenant_id).filter(candidate=candidate)
    return candidate.withdrew_at is not None and not decided.exists()


def _questions_since(ask: FairnessAsk) -> Collection[UUID]:
    """Return the questions that were asked at any time since this candidate was."""
    rows = FairnessQuestion.objects.of(ask.tenant_id)
    return list(rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=ask.asked_at)).values_list("id", flat=True))


def stage_of(candidate: Candidate) -> Stage:
    """Return how far a candidate came, by what was decided and seen. Whoever is hired has passed all before it."""
    of = {"candidate": candidate}
    decision = HiringDecision.objects.of(candidate.tenant_id).filter(**of).order_by("-at", "-id").first()
    if decision is not None and decision.verdict in HIRED:
        return Stage.HIRED
    cards = list(Scorecard.objects.of(candidate.tenant_id).filter(**of))
    if not cards:
        return Stage.APPLIED
    marked = [Marked(str(card.rater_id), card.marks, {}) for card in cards if card.handed_in_at]
    if marked and leaning(findings(kit_from(candidate.opening.kit, "kit"), marked)) in MET:
        return Stage.ESSENTIALS
    return Stage.INTERVIEWED
