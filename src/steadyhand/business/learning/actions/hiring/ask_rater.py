"""Somebody is asked to interview a candidate, and to mark what they see."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import person_here
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.learning.actions.hiring.end_interviews import ABOUT
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.kinds import INTERVIEW
from steadyhand.business.learning.models import Scorecard
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change


@transaction.atomic
def ask_rater(*, by: Actor, candidate_id: UUID, user_id: UUID, now: datetime) -> None:
    """Ask somebody to interview a candidate; they find their kit from their inbox.

    Raises:
        CannotHire: they don't work here, were asked already, or could have read what others saw.
    """
    candidate = candidate_to_lead(by, candidate_id)
    person = person_here(by.tenant_id, user_id, at=now)
    if person is None:
        raise CannotHire("They don't work here any more: ask somebody else.")
    cards = list(Scorecard.objects.of(by.tenant_id).filter(candidate=candidate))
    if any(card.rater_id == user_id for card in cards):
        raise CannotHire(f"{person.name} has been asked already.")
    if cards and all(card.handed_in_at for card in cards) and not person.roles.isdisjoint(LEADS):
        raise CannotHire(
            f"All scorecards are in, and {person.name} may have read them: ask somebody who could not, such as a "
            "technician."
        )
    card = Scorecard.objects.create(
        tenant_id=by.tenant_id, candidate=candidate, rater_id=user_id, marks={}, notes={}, asked_at=now
    )
    record_change(card, by=by, at=now, verb="rater asked", became={"rater": person.name})
    followup_id = open_followup(
        by=the_system(by.tenant_id, by.name),
        kind=INTERVIEW.name,
        subject=Subject(
            branch_id=candidate.opening.branch_id,
            title=f"Interview: {candidate.opening.title}"[:200],
            about_kind=ABOUT,
            about_id=candidate.id,
        ),
        words="Your questions, with what a weak, a fair and a strong answer sounds like, are ready. Mark what you saw; "
        "what you didn't get to is “not assessed”. You read the others' after you have handed yours in.",
        owner=user_id,
        listeners=[user_id],
        now=now,
    )
    Scorecard.objects.filter(**card.where()).update(followup_id=followup_id)
