"""A candidate answers, by their link or on a paper that somebody outside hiring types in. It is kept without a name.

Nothing goes into the history and no form's key is kept: either would say when somebody answered.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.ask_about_fairness import PURPOSE
from steadyhand.business.learning.fairness_ties import tie_of, ties_of
from steadyhand.business.learning.models import FairnessAsk, FairnessQuestion, FairnessSheet, Scorecard
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import LinkRefused, follow_link


class NotTyped(CannotHire):
    """The paper can't be taken in; the message says why and what to do."""


@transaction.atomic
def answer_by_link(token: str, *, answers: Mapping[UUID, int | None], now: datetime) -> None:
    """Keep a candidate's own answers; answered anew, they take the place of the last ones.

    Raises:
        CannotHire: an answer that wasn't offered.
        LinkRefused: forged, meant for something else, expired or taken back.
    """
    link = follow_link(token, purpose=PURPOSE, now=now)
    ask = FairnessAsk.objects.of(link.tenant_id).filter(id=link.about_id).first()
    if ask is None:
        raise LinkRefused("This link is no longer valid. Please call us, and we'll send you a new one.")
    _keep(ask, answers)


@transaction.atomic
def type_in_paper(*, by: Actor, code: str, answers: Mapping[UUID, int | None], now: datetime) -> None:
    """Keep what stands on a paper, by its code: whoever types it in sees no name, and nobody who hires types.

    Raises:
        NotTyped: whoever types it in may rate or decide, or no open paper has this code.
        CannotHire: an answer that wasn't offered.
    """
    if not by.is_one_of(Role.ADMINISTRATOR) or by.is_one_of(*LEADS):
        raise NotTyped("Whoever hires doesn't read these papers: give it unread to an administrator who doesn't hire.")
    typed = "".join(code.split()).replace("-", "").upper()
    ask = FairnessAsk.objects.of(by.tenant_id).filter(code=typed, expires_at__gt=now).first()
    if ask is None:
        raise NotTyped(f"No open paper has the code “{code.strip()}”: read it again, or it has run out.")
    if Scorecard.objects.of(by.tenant_id).filter(candidate_id=ask.candidate_id, rater_id=by.user_id).exists():
        raise NotTyped("You were asked to interview this candidate: give the paper unread to another administrator.")
    _keep(ask, answers)


def _keep(ask: FairnessAsk, answers: Mapping[UUID, int | None]) -> None:
    questions = FairnessQuestion.objects.of(ask.tenant_id).filter(ended_at__isnull=True)
    offered = {row.id: len(row.answers) for row in questions}
    for question_id, place in answers.items():
        # A question that was ended since the page was opened isn't kept, and nobody loses the others for it.
        if question_id in offered and place is not None and not 0 <= place < offered[question_id]:
            raise CannotHire("One of the answers is none of those offered: open the page anew.")
    kept = {str(question_id): place for question_id, place in answers.items() if question_id in offered}
    found = FairnessSheet.objects.of(ask.tenant_id).filter(tie__in=ties_of(ask.tenant_id, ask.candidate_id))
    if found.update(answers=kept) == 0:
        tie = tie_of(ask.tenant_id, ask.candidate_id)
        # Two taps at once are one sheet.
        FairnessSheet.objects.update_or_create(tenant_id=ask.tenant_id, tie=tie, defaults={"answers": kept})
